"""People entered by the table: first a trial that says what each row would do, then all of it or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cases import passwords
from cases.actions.accounts import (
    AT_A_BODY,
    GIVEN,
    IN_A_UNIT,
    NewAccount,
    NewPost,
    add_account,
    add_post,
    keep_contacts,
)
from cases.actions.sign_ins import folded
from cases.actor import Actor
from cases.clock import today
from cases.database import write_tx
from cases.errors import CaseError, SheetUnreadable
from cases.queries.units import body_named, unit_named
from cases.sealing import contact_of
from cases.tables import Account, PersonContact, Post
from cases.vocabulary import ContactKind, Role, RowOutcome

COLUMNS = ("姓名", "账号名", "工号", "手机号", "邮箱", "角色", "单位", "人大或政协", "职务", "审核级次")
_ROLES = {role.label: role for role in GIVEN}


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What one row of the table would do. number: its line, the head being 1. account: whose it is already."""

    number: int
    name: str
    outcome: RowOutcome
    why: str
    new: NewAccount | None = None
    post: NewPost | None = None
    account: int | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """A new account with the password to hand over."""

    name: str
    sign_in_name: str
    password: str


async def plan_people(rows: Sequence[Mapping[str, str]]) -> tuple[PlannedRow, ...]:
    """What each row would do, nothing being written. Raises SheetUnreadable where it is not a table of people."""
    if not rows or not {"姓名", "角色"} <= set(rows[0]):
        raise SheetUnreadable(why="缺少“姓名”或“角色”一列")
    planned: list[PlannedRow] = []
    taken: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        one = await _planned(number, row)
        entry = folded(one.new.sign_in_name) if one.new else ""
        if one.outcome is RowOutcome.NEW and entry in taken:
            one = _failed(number, one.name, f"账号名与第 {taken[entry]} 行相同")
        elif one.outcome is RowOutcome.NEW:
            taken[entry] = number
        planned.append(one)
    return tuple(planned)


async def import_people(planned: Iterable[PlannedRow], *, actor: Actor) -> tuple[Handed, ...]:
    """Carry a plan out in one transaction. Raises what ``add_account`` and ``add_post`` raise; then nothing is kept."""
    doing = [one for one in planned if one.outcome in (RowOutcome.NEW, RowOutcome.UPDATED)]
    given = {one.number: passwords.one_time_password() for one in doing if one.outcome is RowOutcome.NEW}
    hashes = {number: await passwords.hash_of(password) for number, password in given.items()}
    handed = []
    async with write_tx():
        for one in doing:
            assert one.new is not None and one.post is not None
            account = one.account
            if account is None:
                account = await add_account(one.new, hashes[one.number], actor=actor)
                handed.append(Handed(one.name, folded(one.new.sign_in_name), given[one.number]))
            else:
                await _update(account, one.new)
            if not await _holds(account, one.post):
                await add_post(account, one.post, actor=actor)
    return tuple(handed)


async def _planned(number: int, row: Mapping[str, str]) -> PlannedRow:
    name = row.get("姓名", "").strip()
    if not name:
        return _failed(number, "", "没有填写姓名")
    role = _ROLES.get(row.get("角色", "").strip())
    if role is None:
        return _failed(number, name, f"角色应为：{'、'.join(_ROLES)}")
    new = NewAccount(
        name=name,
        sign_in_name=row.get("账号名", "").strip() or row.get("工号", "").strip() or name,
        email=row.get("邮箱", "").strip() or None,
        phone=row.get("手机号", "").strip() or None,
        staff_number=row.get("工号", "").strip() or None,
    )
    try:
        post = await _post(role, row)
    except CaseError as problem:
        return _failed(number, name, str(problem))
    known = await _known(new)
    if known is None:
        return PlannedRow(number, name, RowOutcome.NEW, "新建账号", new, post)
    account, owner = known
    if owner != name:
        return _failed(number, name, f"账号名 {folded(new.sign_in_name)} 属于{owner}")
    done = await _holds(account, post) and not await _differs(account, new)
    outcome, why = (RowOutcome.SKIPPED, "与现有账号一致") if done else (RowOutcome.UPDATED, "补充岗位或联系方式")
    return PlannedRow(number, name, outcome, why, new, post, account)


def _failed(number: int, name: str, why: str) -> PlannedRow:
    return PlannedRow(number, name, RowOutcome.FAILED, why)


async def _post(role: Role, row: Mapping[str, str]) -> NewPost:
    """The post of a row. Raises NotFound for an unknown unit or body; what a role needs is asked for here."""
    unit, body = row.get("单位", "").strip(), row.get("人大或政协", "").strip()
    if role in IN_A_UNIT and not unit:
        raise SheetUnreadable(why=f"{role.label}须填写单位")
    if role in AT_A_BODY and not body:
        raise SheetUnreadable(why=f"{role.label}须填写人大或政协")
    level = row.get("审核级次", "").strip() or "1"
    if not (level.isascii() and level.isdigit() and 1 <= int(level) <= 5):
        raise SheetUnreadable(why="审核级次应为 1 至 5")
    return NewPost(
        role,
        unit=await unit_named(unit) if unit else None,
        body=await body_named(body) if body else None,
        title=row.get("职务", "").strip() or None,
        level=int(level),
        since=today(),
    )


async def _known(new: NewAccount) -> tuple[int, str] | None:
    """Account and owner of a sign-in name."""
    row = (
        await Account.select(Account.id, Account.person.name)
        .where(Account.sign_in_name == folded(new.sign_in_name))
        .first()
    )
    return (row["id"], row["person.name"]) if row else None


async def _holds(account: int, post: NewPost) -> bool:
    """Whether the owner holds this very post today."""
    person = (await Account.select(Account.person).where(Account.id == account))[0]["person"]
    rows = await Post.select().where((Post.person == person) & (Post.role == post.role.value))
    return any(
        (row["department"], row["body"]) == (post.unit, post.body) and (row["until"] is None or row["until"] >= today())
        for row in rows
    )


async def _differs(account: int, new: NewAccount) -> bool:
    row = (await Account.select(Account.person, Account.email).where(Account.id == account))[0]
    known = {
        (contact["kind"], contact_of(contact))
        for contact in await PersonContact.select().where(PersonContact.person == row["person"])
    }
    said = {(ContactKind.PHONE.value, new.phone), (ContactKind.STAFF_NUMBER.value, new.staff_number)}
    fresh = {(kind, folded(value)) for kind, value in said if value} - known
    return bool(fresh) or (new.email is not None and new.email != row["email"])


async def _update(account: int, new: NewAccount) -> None:
    person = (await Account.select(Account.person).where(Account.id == account))[0]["person"]
    await keep_contacts(person, phone=new.phone, staff_number=new.staff_number)
    if new.email:
        await Account.update({Account.email: new.email}).where(Account.id == account)
