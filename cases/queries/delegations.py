"""Delegations of a person: whom he has asked to stand in for him, and for whom he stands in."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.actor import Actor
from cases.clock import today
from cases.tables import Account, Delegation, Post
from cases.vocabulary import Role


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """Who stands in for whom in which post, and until when. revoked: ended before its last day."""

    id: int
    post: int
    role: Role
    place: str
    owner: str
    deputy: str
    deputy_id: int
    since: date
    until: date
    reason: str
    revoked: bool

    @property
    def running(self) -> bool:
        """Whether it holds today."""
        return not self.revoked and self.since <= today() <= self.until

    @property
    def over(self) -> bool:
        """Whether it will never hold again."""
        return self.revoked or self.until < today()


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may stand in."""

    person: int
    name: str
    posts: str


async def delegations_of(*, actor: Actor) -> tuple[DelegationRow, ...]:
    """Every delegation that the actor gave or was given, the latest first."""
    if actor.person is None:
        return ()
    mine = (Delegation.post.person == actor.person) | (Delegation.deputy == actor.person)
    return tuple(_row(row) for row in await _select().where(mine).order_by(Delegation.id, ascending=False))


async def colleagues_of(*, actor: Actor) -> tuple[Colleague, ...]:
    """Who may stand in for the actor: people with an open account of the same unit, or of the same body or office."""
    same = Post.department == actor.unit if actor.unit is not None else Post.department.is_null()
    if actor.unit is None and actor.body is not None:
        same = Post.body == actor.body
    running = Post.until.is_null() | (Post.until >= today())
    found: dict[int, list[str]] = {}
    names: dict[int, str] = {}
    for row in await Post.select(Post.person, Post.person.name, Post.role, Post.title).where(same & running):
        names[row["person"]] = row["person.name"]
        found.setdefault(row["person"], []).append(row["title"] or Role(row["role"]).label)
    found.pop(actor.person or 0, None)
    if not found:
        return ()
    open_accounts = await Account.select(Account.person).where(
        Account.person.is_in(list(found)) & Account.disabled_at.is_null()
    )
    people = sorted((names[r["person"]], r["person"]) for r in open_accounts)
    return tuple(Colleague(person, name, "、".join(dict.fromkeys(found[person]))) for name, person in people)


def _select() -> Any:
    joined: Any = Delegation
    return Delegation.select(
        Delegation.id,
        Delegation.post,
        Delegation.post.role,
        joined.post.department.name,
        joined.post.body.name,
        joined.post.person.name,
        Delegation.deputy,
        Delegation.deputy.name,
        Delegation.since,
        Delegation.until,
        Delegation.reason,
        Delegation.revoked_at,
    )


def _row(row: dict[str, Any]) -> DelegationRow:
    return DelegationRow(
        id=row["id"],
        post=row["post"],
        role=Role(row["post.role"]),
        place=row["post.department.name"] or row["post.body.name"] or "",
        owner=row["post.person.name"],
        deputy=row["deputy.name"],
        deputy_id=row["deputy"],
        since=row["since"],
        until=row["until"],
        reason=row["reason"],
        revoked=row["revoked_at"] is not None,
    )
