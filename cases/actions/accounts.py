"""Accounts: made, closed, opened again, given a new password; and the posts their owners hold."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cases import journal, passwords
from cases.actions.sessions import end_sessions
from cases.actions.sign_ins import folded, is_plain
from cases.actor import Actor
from cases.clock import now, today
from cases.database import write_tx
from cases.errors import (
    FieldMissing,
    HasAccount,
    LastAdmin,
    MixedLetters,
    NotFound,
    OpenWorkLeft,
    PostNeedsPlace,
    PostTaken,
    SignInNameTaken,
    WeakPassword,
    WrongDays,
    WrongPassword,
)
from cases.queries.open_work import open_work_of
from cases.sealing import contact_row, is_contact
from cases.tables import Account, Body, Department, Person, PersonContact, Post
from cases.tables.columns import Changes
from cases.vocabulary import ContactKind, PasswordProfile, Role, Verb

IN_A_UNIT = frozenset({Role.CLERK, Role.HANDLER, Role.APPROVER})
AT_A_BODY = frozenset({Role.SUBMITTER, Role.REVIEWER})
GIVEN = (
    Role.SUBMITTER,
    Role.REVIEWER,
    Role.ASSIGNER,
    Role.CLERK,
    Role.HANDLER,
    Role.APPROVER,
    Role.OVERSIGHT,
    Role.LEADER,
    Role.ADMIN,
    Role.AUDITOR,
)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is known of somebody who is to enter. person: his row where he is known already, as a deputy may be."""

    name: str
    sign_in_name: str
    person: int | None = None
    email: str | None = None
    phone: str | None = None
    staff_number: str | None = None


@dataclass(frozen=True, slots=True)
class NewPost:
    """A role in a unit or at a body, from a day and until a day where they are known."""

    role: Role
    unit: int | None = None
    body: int | None = None
    title: str | None = None
    level: int = 1
    since: date | None = None
    until: date | None = None


async def create_account(
    new: NewAccount, *posts: NewPost, actor: Actor, password: str | None = None
) -> tuple[int, str]:
    """An account and its owner's posts. Returns its id and the password to hand over, which must be changed at once.

    password: for the demonstration, where nothing need be changed. Raises SignInNameTaken, HasAccount, FieldMissing
    and what ``appoint`` raises.
    """
    given = password or passwords.one_time_password()
    stored = await passwords.hash_of(given)
    async with write_tx():
        account = await add_account(new, stored, actor=actor, must_change=password is None)
        for post in posts:
            await add_post(account, post, actor=actor)
    return account, given


async def add_account(new: NewAccount, password_hash: str, *, actor: Actor, must_change: bool = True) -> int:
    """The rows of an account, inside ``write_tx``; raises as ``create_account`` does."""
    name, entry = new.name.strip(), folded(new.sign_in_name or new.name)
    if not name:
        raise FieldMissing(field="姓名")
    if not is_plain(entry):
        raise MixedLetters(name=entry)
    person = new.person or await _person(name)
    if await Account.exists().where(Account.person == person):
        raise HasAccount(name=name)
    if await Account.exists().where(Account.sign_in_name == entry):
        raise SignInNameTaken(name=entry)
    row = Account(
        person=person,
        sign_in_name=entry,
        password_hash=password_hash,
        must_change=must_change,
        email=(new.email or "").strip() or None,
    )
    await Account.insert(row)
    await keep_contacts(person, phone=new.phone, staff_number=new.staff_number)
    await journal.record(actor, Verb.MANAGE_ACCOUNT, "account", row.id, new=f"建立账号 {entry}")
    return int(row.id)


async def keep_contacts(person: int, *, phone: str | None, staff_number: str | None) -> None:
    """Inside ``write_tx``: note how a person may also be called when entering."""
    for kind, value in ((ContactKind.PHONE, phone), (ContactKind.STAFF_NUMBER, staff_number)):
        kept = folded(value or "")
        if not kept:
            continue
        same = (PersonContact.person == person) & (PersonContact.kind == kind.value) & is_contact(kept)
        if not await PersonContact.exists().where(same):
            await PersonContact.insert(PersonContact(**contact_row(person, kind, kept)))


async def appoint(account: int, post: NewPost, *, actor: Actor) -> int:
    """Give the account's owner a post. Raises NotFound, PostNeedsPlace, PostTaken, WrongDays."""
    async with write_tx():
        return await add_post(account, post, actor=actor)


async def add_post(account: int, post: NewPost, *, actor: Actor) -> int:
    """The row of a post, inside ``write_tx``; raises as ``appoint`` does."""
    owner = await _owner(account)
    place = await _place_of(post)
    if post.until is not None and post.until < (post.since or today()):
        raise WrongDays(field="岗位")
    same = (Post.person == owner.person) & (Post.role == post.role.value)
    same = same & _is(Post.department, post.unit) & _is(Post.body, post.body)
    for row in await Post.select(Post.until).where(same):
        if row["until"] is None or row["until"] >= (post.since or today()):
            raise PostTaken(name=owner.name, post=f"{place}{post.role.label}")
    made = Post(
        person=owner.person,
        role=post.role.value,
        department=post.unit,
        body=post.body,
        title=post.title,
        level=post.level,
        since=post.since,
        until=post.until,
    )
    await Post.insert(made)
    await journal.record(actor, Verb.MANAGE_ACCOUNT, "post", made.id, new=f"{owner.name} 任 {place}{post.role.label}")
    return int(made.id)


async def end_post(post: int, *, actor: Actor, last_day: date | None = None) -> None:
    """A post ends with a day, by default with the one before today, which closes it at once. Raises NotFound."""
    async with write_tx():
        row = await Post.select(Post.id, Post.person.name, Post.role, Post.until).where(Post.id == post).first()
        if row is None:
            raise NotFound(kind="岗位", key=str(post))
        last = last_day or date.fromordinal(today().toordinal() - 1)
        if last < today():
            await _keep_an_admin(Post.id == post, name=row["person.name"])
        await Post.update({Post.until: last}).where(Post.id == post)
        said = f"{row['person.name']} {Role(row['role']).label} 止于 {last}"
        await journal.record(actor, Verb.MANAGE_ACCOUNT, "post", post, old=str(row["until"] or ""), new=said)


async def disable(account: int, *, actor: Actor, reason: str) -> None:
    """Close an account: its sessions end with the very next request.

    Raises NotFound, LastAdmin, OpenWorkLeft, FieldMissing.
    """
    if not reason.strip():
        raise FieldMissing(field="停用原因")
    async with write_tx():
        owner = await _owner(account)
        await _keep_an_admin(Post.person == owner.person, name=owner.name)
        left = len(await open_work_of(owner.person))
        if left:
            raise OpenWorkLeft(name=owner.name, count=left)
        await Account.update({Account.disabled_at: now()}).where(Account.id == account)
        await end_sessions(account)
        await journal.record(
            actor, Verb.MANAGE_ACCOUNT, "account", account, old="启用", new="停用", reason=reason.strip()
        )


async def enable(account: int, *, actor: Actor) -> None:
    """Open a closed account again. Raises NotFound."""
    async with write_tx():
        await _owner(account)
        await Account.update({Account.disabled_at: None}).where(Account.id == account)
        await journal.record(actor, Verb.MANAGE_ACCOUNT, "account", account, old="停用", new="启用")


async def reset_password(account: int, *, actor: Actor) -> str:
    """A new password to hand over, to be changed at the next entry; open sessions end. Raises NotFound."""
    given = passwords.one_time_password()
    stored = await passwords.hash_of(given)
    async with write_tx():
        await _owner(account)
        await Account.update({Account.password_hash: stored, Account.must_change: True}).where(Account.id == account)
        await end_sessions(account)
        await journal.record(actor, Verb.CHANGE_PASSWORD, "account", account, new="重置密码")
    return given


async def change_password(
    account: int, old: str, new: str, *, actor: Actor, profile: PasswordProfile = PasswordProfile.DENGBAO
) -> None:
    """The owner chooses a new password; every session ends. Raises WrongPassword, WeakPassword."""
    owner = await _owner(account)
    if not await passwords.fits(owner.password_hash, old):
        raise WrongPassword()
    broken = passwords.broken_rules(new, names=await _names_of(owner), old=old, profile=profile)
    if broken:
        raise WeakPassword(rules="；".join(rule.label for rule in broken))
    stored = await passwords.hash_of(new)
    async with write_tx():
        columns: Changes = {Account.password_hash: stored, Account.must_change: False, Account.password_at: now()}
        await Account.update(columns).where(Account.id == account)
        await end_sessions(account)
        await journal.record(actor, Verb.CHANGE_PASSWORD, "account", account)


async def choose_letters(account: int, letters: str) -> None:
    """Keep the size of letters that the owner reads best."""
    async with write_tx():
        await Account.update({Account.letters: letters}).where(Account.id == account)


@dataclass(frozen=True, slots=True)
class _Owner:
    person: int
    name: str
    sign_in_name: str
    password_hash: str


async def _owner(account: int) -> _Owner:
    row = (
        await Account.select(Account.person, Account.person.name, Account.sign_in_name, Account.password_hash)
        .where(Account.id == account)
        .first()
    )
    if row is None:
        raise NotFound(kind="账号", key=str(account))
    return _Owner(row["person"], row["person.name"], row["sign_in_name"], row["password_hash"])


async def _names_of(owner: _Owner) -> tuple[str, ...]:
    """What the owner of an account and the units he serves are called: what others would try first."""
    joined: Any = Post
    rows = await joined.select(joined.department.name, joined.department.short_name, joined.body.name).where(
        joined.person == owner.person
    )
    return (owner.name, owner.sign_in_name, *{name for row in rows for name in row.values() if name})


async def _person(name: str) -> int:
    row = Person(name=name)
    await Person.insert(row)
    return int(row.id)


async def _place_of(post: NewPost) -> str:
    """The name of the unit or body of a post. Raises where it must have one and has none."""
    if post.role in IN_A_UNIT and post.unit is None:
        raise PostNeedsPlace(role=post.role.label, place="单位")
    if post.role in AT_A_BODY and post.body is None:
        raise PostNeedsPlace(role=post.role.label, place="人大或政协")
    if post.unit is not None:
        row = await Department.select(Department.name).where(Department.id == post.unit).first()
        if row is None:
            raise NotFound(kind="单位", key=str(post.unit))
        return str(row["name"])
    if post.body is not None:
        row = await Body.select(Body.name).where(Body.id == post.body).first()
        if row is None:
            raise NotFound(kind="人大或政协", key=str(post.body))
        return str(row["name"])
    return ""


async def _keep_an_admin(leaving: Any, *, name: str) -> None:
    """Raises LastAdmin where no administrator with an open account would be left."""
    running = (Post.role == Role.ADMIN.value) & (Post.until.is_null() | (Post.until >= today()))
    going = {row["id"] for row in await Post.select(Post.id).where(running & leaving)}
    if not going:
        return
    owners = [r["person"] for r in await Post.select(Post.person).where(running & Post.id.not_in(sorted(going)))]
    enough = Account.person.is_in(owners) & Account.disabled_at.is_null()
    if not owners or not await Account.exists().where(enough):
        raise LastAdmin(name=name)


def _is(column: Any, value: int | None) -> Any:
    return column.is_null() if value is None else column == value
