"""Who holds which post on a day, who stands in for him, and where his mail goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from piccolo.custom_types import Combinable

from cases.tables import Account, Delegation, DictionaryEntry, Post
from cases.vocabulary import Event, MailChoice, Role

NO_DIGEST = "no_digest"  # name of the list of people who want none
MAIL_CHOICE = "mail_choice"  # name of the list of what people chose for an event; its codes are those of choice_code


@dataclass(frozen=True, slots=True)
class Recipient:
    """person: whose post or case it is. on_duty: who is written to, the person himself unless somebody stands in."""

    person: int
    on_duty: tuple[int, ...]


async def holders(
    on: date,
    roles: Iterable[Role],
    *,
    units: Sequence[int] | None = None,
    body: int | None = None,
    level: int | None = None,
) -> tuple[Recipient, ...]:
    """Who holds a post of these roles on a day: in these units, at this body, on this rung; each person once."""
    where: Combinable = Post.role.is_in([role.value for role in roles]) & _in_force(Post, on)
    if units is not None:
        if not units:
            return ()
        where = where & Post.department.is_in(list(units))
    if body is not None:
        where = where & (Post.body == body)
    if level is not None:
        where = where & (Post.level == level)
    rows = await Post.select(Post.id, Post.person).where(where).order_by(Post.id)
    deputies = await _deputies(on, [row["id"] for row in rows])
    found: dict[int, list[int]] = {}
    for row in rows:
        found.setdefault(row["person"], []).extend(deputies.get(row["id"], ()))
    return tuple(Recipient(person, tuple(sorted(set(others))) or (person,)) for person, others in found.items())


def themselves(persons: Iterable[int | None]) -> tuple[Recipient, ...]:
    """People who are told as themselves, such as submitters; nobody stands in for them."""
    return tuple(Recipient(person, (person,)) for person in dict.fromkeys(persons) if person is not None)


async def addresses(persons: Iterable[int]) -> dict[int, str]:
    """Mail addresses by person: of accounts that are open and have one."""
    wanted = sorted(set(persons))
    if not wanted:
        return {}
    where = Account.person.is_in(wanted) & Account.disabled_at.is_null() & Account.email.is_not_null()
    rows = await Account.select(Account.person, Account.email).where(where)
    return {row["person"]: row["email"] for row in rows if row["email"]}


async def without_digest() -> frozenset[int]:
    """People who want no daily digest."""
    where = (DictionaryEntry.list_name == NO_DIGEST) & DictionaryEntry.retired_on.is_null()
    return frozenset(int(row["code"]) for row in await DictionaryEntry.select(DictionaryEntry.code).where(where))


def choice_code(person: int, event: Event) -> str:
    """The code under which a person's choice for an event is kept."""
    return f"{person}:{event.value}"


async def mail_choices(persons: Iterable[int], events: Iterable[Event]) -> dict[tuple[int, Event], MailChoice]:
    """What these people chose for these events; who chose nothing hears with the daily digest."""
    wanted = {choice_code(person, event): (person, event) for person in set(persons) for event in events}
    if not wanted:
        return {}
    mine = (DictionaryEntry.list_name == MAIL_CHOICE) & DictionaryEntry.code.is_in(sorted(wanted))
    rows = await DictionaryEntry.select(DictionaryEntry.code, DictionaryEntry.label).where(mine)
    return {wanted[row["code"]]: MailChoice(row["label"]) for row in rows}


async def unmailed() -> frozenset[str]:
    """Codes of what people want no mail of."""
    none = (DictionaryEntry.list_name == MAIL_CHOICE) & (DictionaryEntry.label == MailChoice.NONE.value)
    return frozenset(await DictionaryEntry.select(DictionaryEntry.code).where(none).output(as_list=True))


async def stand_ins(on: date, persons: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Who stands in for whom on a day, in any of his posts."""
    if not persons:
        return {}
    rows = await Post.select(Post.id, Post.person).where(Post.person.is_in(list(persons)) & _in_force(Post, on))
    deputies = await _deputies(on, [row["id"] for row in rows])
    found: dict[int, set[int]] = {}
    for row in rows:
        found.setdefault(row["person"], set()).update(deputies.get(row["id"], ()))
    return {person: tuple(sorted(others)) for person, others in found.items() if others}


async def all_stand_ins(on: date) -> dict[int, tuple[int, ...]]:
    """The same of everybody for whom somebody stands in on a day: some dozens."""
    d: Any = Delegation
    where = d.revoked_at.is_null() & _in_force(d, on) & _in_force(d.post, on)
    found: dict[int, set[int]] = {}
    for row in await d.select(d.post.person.as_alias("person"), d.deputy).where(where):
        found.setdefault(row["person"], set()).add(row["deputy"])
    return {person: tuple(sorted(others)) for person, others in found.items()}


async def _deputies(on: date, posts: Sequence[int]) -> dict[int, tuple[int, ...]]:
    if not posts:
        return {}
    where = Delegation.post.is_in(list(posts)) & Delegation.revoked_at.is_null() & _in_force(Delegation, on)
    found: dict[int, tuple[int, ...]] = {}
    for row in await Delegation.select(Delegation.post, Delegation.deputy).where(where):
        found[row["post"]] = (*found.get(row["post"], ()), row["deputy"])
    return found


def _in_force(table: Any, on: date) -> Combinable:
    return (table.since.is_null() | (table.since <= on)) & (table.until.is_null() | (table.until >= on))
