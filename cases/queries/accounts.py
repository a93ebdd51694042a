"""Accounts: who is meant by a sign-in name, which posts a person may act in, the list and one account opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases.clock import today
from cases.errors import NotFound
from cases.queries.listing import Rows, plain_like
from cases.sealing import is_contact
from cases.tables import Account, Delegation, PersonContact, Post
from cases.vocabulary import ContactKind, Role

MOST_NAMESAKES = 5
_ENTRY = (
    Account.id, Account.person, Account.person.name, Account.password_hash, Account.epoch, Account.factor_since,
)  # fmt: skip
_ENTRY_KINDS = [ContactKind.PHONE.value, ContactKind.STAFF_NUMBER.value]


@dataclass(frozen=True, slots=True)
class Entry:
    """An account that a sign-in name may mean. password_hash: what is compared. epoch: of the account as it was read;
    has_factor: whether the password alone does not open it."""

    account: int
    person: int
    name: str
    password_hash: str
    epoch: int
    has_factor: bool


@dataclass(frozen=True, slots=True)
class Capacity:
    """A post that a person may act in, his own or, by delegation, another's. place: the unit or body in words."""

    post: int
    role: Role
    level: int
    title: str | None
    unit: int | None
    body: int | None
    place: str
    since: date | None
    until: date | None
    delegation: int | None = None
    owner: str | None = None

    @property
    def spoken(self) -> str:
        """市民政局 · 经办人（代李某）."""
        said = " · ".join(part for part in (self.place, self.title or self.role.label) if part)
        return f"{said}（代{self.owner}）" if self.owner else said


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demonstration, entered with one click."""

    account: int
    name: str
    role: Role
    place: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account in the list."""

    id: int
    person: int
    name: str
    sign_in_name: str
    disabled_at: datetime | None
    last_seen_at: datetime | None
    factor_since: datetime | None
    posts: tuple[Capacity, ...]


async def entries_of(text: str) -> tuple[Entry, ...]:
    """The open accounts that a sign-in name, a full name, a phone or a staff number may mean; at most a few."""
    owners = [
        row["person"]
        for row in await PersonContact.select(PersonContact.person)
        .where(is_contact(text) & PersonContact.kind.is_in(_ENTRY_KINDS))
        .limit(MOST_NAMESAKES + 1)
    ]
    meant = (Account.sign_in_name == text) | (Account.person.name == text)
    if owners:
        meant = meant | Account.person.is_in(owners)
    rows = (
        await Account.select(*_ENTRY, Account.sign_in_name)
        .where(meant & Account.disabled_at.is_null())
        .order_by(Account.id)
        .limit(MOST_NAMESAKES + 1)
    )
    own = [row for row in rows if row["sign_in_name"] == text]
    return tuple(_entry(row) for row in own or (rows if len(rows) <= MOST_NAMESAKES else []))


async def entry_of(account: int) -> Entry | None:
    """An open account by its id."""
    row = await Account.select(*_ENTRY).where((Account.id == account) & Account.disabled_at.is_null()).first()
    return _entry(row) if row else None


async def capacities_of(person: int, *, day: date | None = None) -> tuple[Capacity, ...]:
    """The posts a person may act in on a day, by default today: first his own, then those he stands in for."""
    day = day or today()
    joined: Any = Delegation
    own = await _posts((Post.person == person) & _on(Post, day))
    stands = (
        await Delegation.select(Delegation.id, Delegation.post, joined.post.person.name)
        .where((Delegation.deputy == person) & Delegation.revoked_at.is_null() & _on(Delegation, day))
        .order_by(Delegation.id)
    )
    others = (
        {row["id"]: row for row in await _post_rows(Post.id.is_in([row["post"] for row in stands]) & _on(Post, day))}
        if stands
        else {}
    )
    return own + tuple(
        _capacity(others[row["post"]], delegation=row["id"], owner=row["post.person.name"])
        for row in stands
        if row["post"] in others
    )


async def all_posts_of(people: Sequence[int]) -> dict[int, tuple[Capacity, ...]]:
    """Every post that people hold, held or will hold, by person."""
    held: dict[int, list[Capacity]] = {person: [] for person in people}
    for row in await _post_rows(Post.person.is_in(list(people))) if people else []:
        held[row["person"]].append(_capacity(row))
    return {person: tuple(posts) for person, posts in held.items()}


async def account_list(*, text: str = "", page: int = 1, per_page: int = 20) -> Rows[AccountRow]:
    """Accounts by name; with a text, those whose name or sign-in name holds it."""
    where: Any = Account.id.is_not_null()
    if text:
        where = Account.person.name.like(plain_like(text)) | Account.sign_in_name.like(plain_like(text))
    # Counting over a join would need the join, which Piccolo's count does not make.
    ids = [row["id"] for row in await Account.select(Account.id).where(where).order_by(Account.person.name, Account.id)]
    shown = ids[(page - 1) * per_page : page * per_page]
    rows = await _accounts().where(Account.id.is_in(shown)) if shown else []
    rows = sorted(rows, key=lambda row: shown.index(row["id"]))
    return Rows(await _with_posts(rows), len(ids), page, per_page)


async def account_row(account: int) -> AccountRow:
    """One account. Raises NotFound."""
    rows = await _accounts().where(Account.id == account)
    if not rows:
        raise NotFound(kind="账号", key=str(account))
    return (await _with_posts(rows))[0]


async def account_called(sign_in_name: str) -> int | None:
    """The account of a sign-in name, open or closed."""
    row = await Account.select(Account.id).where(Account.sign_in_name == sign_in_name).first()
    return row["id"] if row else None


async def demo_accounts() -> tuple[DemoAccount, ...]:
    """Every open account by role, for the entry of the demonstration."""
    accounts = {r["person"]: r for r in await _accounts().where(Account.disabled_at.is_null())}
    day = today()
    posts = [p for p in await _post_rows(Post.person.is_in(list(accounts)) & _on(Post, day)) if p] if accounts else []
    order = {role: at for at, role in enumerate(Role)}
    found: dict[int, DemoAccount] = {}
    for row in sorted(posts, key=lambda r: (order[Role(r["role"])], r["id"])):
        account, post = accounts[row["person"]], _capacity(row)
        found.setdefault(
            account["id"], DemoAccount(account["id"], account["person.name"], post.role, post.place or post.title or "")
        )
    return tuple(found.values())


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        account=row["id"],
        person=row["person"],
        name=row["person.name"],
        password_hash=row["password_hash"],
        epoch=row["epoch"],
        has_factor=row["factor_since"] is not None,
    )


def _accounts() -> Any:
    return Account.select(
        Account.id,
        Account.person,
        Account.person.name,
        Account.sign_in_name,
        Account.disabled_at,
        Account.last_seen_at,
        Account.factor_since,
    )


async def _with_posts(rows: Sequence[dict[str, Any]]) -> tuple[AccountRow, ...]:
    posts = await all_posts_of([row["person"] for row in rows])
    return tuple(
        AccountRow(
            id=row["id"],
            person=row["person"],
            name=row["person.name"],
            sign_in_name=row["sign_in_name"],
            disabled_at=row["disabled_at"],
            last_seen_at=row["last_seen_at"],
            factor_since=row["factor_since"],
            posts=posts[row["person"]],
        )
        for row in rows
    )


def _on(table: Any, day: date) -> Any:
    """Rows that run on a day, both ends included."""
    return (table.since.is_null() | (table.since <= day)) & (table.until.is_null() | (table.until >= day))


async def _posts(where: Any) -> tuple[Capacity, ...]:
    return tuple(_capacity(row) for row in await _post_rows(where))


async def _post_rows(where: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = (
        await Post.select(
            Post.id,
            Post.person,
            Post.role,
            Post.level,
            Post.title,
            Post.since,
            Post.until,
            Post.department,
            Post.department.name,
            Post.body,
            Post.body.name,
        )
        .where(where)
        .order_by(Post.id)
    )
    return rows


def _capacity(row: dict[str, Any], *, delegation: int | None = None, owner: str | None = None) -> Capacity:
    return Capacity(
        post=row["id"],
        role=Role(row["role"]),
        level=row["level"],
        title=row["title"],
        unit=row["department"],
        body=row["body"],
        place=row["department.name"] or row["body.name"] or "",
        since=row["since"],
        until=row["until"],
        delegation=delegation,
        owner=owner,
    )
