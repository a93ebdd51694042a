"""Delegations (AB角): somebody acts in another's post between two days, and everything is signed 甲代乙."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cases import journal
from cases.actor import Actor
from cases.clock import now, today
from cases.database import write_tx
from cases.errors import FieldMissing, Forbidden, NotFound, NotToBeDelegated, WrongDays
from cases.tables import Account, Delegation, Post
from cases.vocabulary import Role, Verb

# Whoever speaks for a unit must never rate its reply in a submitter's name; technical posts are given, not lent.
_NEVER_LENT = frozenset({Role.ADMIN, Role.AUDITOR})
_OF_UNITS = [Role.CLERK.value, Role.HANDLER.value, Role.APPROVER.value]


@dataclass(frozen=True, slots=True)
class NewDelegation:
    """Who stands in for the owner of a post, from a day to a day, both included, and why."""

    post: int
    deputy: int
    since: date
    until: date
    reason: str


async def delegate(new: NewDelegation, *, actor: Actor) -> int:
    """Lend a post: its owner does, or an administrator. Returns the delegation's id.

    Raises NotFound, WrongDays, FieldMissing, NotToBeDelegated.
    """
    if not new.reason.strip():
        raise FieldMissing(field="委托事由")
    if new.until < max(new.since, today()):
        raise WrongDays(field="委托")
    async with write_tx():
        post = await _post(new.post, actor)
        deputy = await _deputy(new.deputy)
        why = await _obstacle(post, new)
        if why:
            raise NotToBeDelegated(name=deputy, why=why)
        row = Delegation(post=new.post, deputy=new.deputy, since=new.since, until=new.until, reason=new.reason.strip())
        await Delegation.insert(row)
        said = f"{deputy} 代 {post['person.name']} {Role(post['role']).label}，{new.since} 至 {new.until}"
        await journal.record(actor, Verb.DELEGATE, "delegation", row.id, new=said, reason=new.reason.strip())
    return int(row.id)


async def revoke(delegation: int, *, actor: Actor) -> None:
    """End a delegation at once; sessions in it open nothing from the next request on. Raises NotFound."""
    async with write_tx():
        row = await Delegation.select(Delegation.post, Delegation.revoked_at).where(Delegation.id == delegation).first()
        if row is None:
            raise NotFound(kind="委托", key=str(delegation))
        await _post(row["post"], actor)
        if row["revoked_at"] is None:
            await Delegation.update({Delegation.revoked_at: now()}).where(Delegation.id == delegation)
            await journal.record(actor, Verb.DELEGATE, "delegation", delegation, old="生效", new="撤销")


async def _post(post: int, actor: Actor) -> dict[str, Any]:
    """The post, if the actor may lend it; another's looks as if it were not there."""
    row: dict[str, Any] | None = (
        await Post.select(Post.id, Post.person, Post.person.name, Post.role).where(Post.id == post).first()
    )
    if row is None or (row["person"] != actor.person and actor.role is not Role.ADMIN):
        raise NotFound(kind="岗位", key=str(post))
    if actor.on_behalf_of is not None:
        raise Forbidden(act="代人再委托")
    return row


async def _deputy(person: int) -> str:
    """The deputy's name. Raises NotFound for somebody who cannot enter."""
    row = (
        await Account.select(Account.person.name)
        .where((Account.person == person) & Account.disabled_at.is_null())
        .first()
    )
    if row is None:
        raise NotFound(kind="代办人", key=str(person))
    return str(row["person.name"])


async def _obstacle(post: dict[str, Any], new: NewDelegation) -> str:
    """Why this post cannot be lent to this person, in words; empty where it can."""
    if post["person"] == new.deputy:
        return "不能委托给本人"
    if Role(post["role"]) in _NEVER_LENT:
        return "系统管理和审计岗位不能委托"
    same = (Delegation.post == new.post) & (Delegation.deputy == new.deputy) & Delegation.revoked_at.is_null()
    if await Delegation.exists().where(same & (Delegation.since <= new.until) & (Delegation.until >= new.since)):
        return "这段时间已经委托过"
    running = Post.until.is_null() | (Post.until >= today())
    of_units = (Post.person == new.deputy) & Post.role.is_in(_OF_UNITS) & running
    if Role(post["role"]) is Role.SUBMITTER and await Post.exists().where(of_units):
        return "承办单位的人不能代提案建议人操作"
    return ""
