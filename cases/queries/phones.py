"""Whom to ring about a case: the lead submitter, the handler, a unit; where the reader may know the number."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.actor import Actor
from cases.clock import today
from cases.facts import Row
from cases.permissions import visible_to
from cases.sealing import contact_of
from cases.tables import CaseSubmitter, Person, PersonContact, Post
from cases.vocabulary import ContactKind, Role


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody of a unit by name and number."""

    name: str
    phone: str


async def phones_of(cases: Sequence[int], *, actor: Actor) -> dict[int, str]:
    """By case name and number of its lead submitter; cases without are left out."""
    rows = await CaseSubmitter.select(CaseSubmitter.case, CaseSubmitter.person, CaseSubmitter.printed_name).where(
        visible_to(actor, CaseSubmitter)
        & (CaseSubmitter.position == 0)
        & CaseSubmitter.person.is_not_null()
        & CaseSubmitter.case.is_in(list(cases) or [0])
    )
    numbers = await _numbers([row["person"] for row in rows], actor)
    return {r["case"]: f"{r['printed_name']} {numbers[r['person']]}" for r in rows if r["person"] in numbers}


async def phone_of(person: int, *, actor: Actor) -> str | None:
    """Somebody's number, where the reader may know it."""
    return (await _numbers([person], actor)).get(person)


async def reached_of(parts: Sequence[Row], *, actor: Actor) -> dict[int, Reached]:
    """Whom to ring in the unit of each assignment: its handler, or else a clerk of the unit, as their own records have
    it, so that no unit has to write it down a second time. By id of the assignment; units without a number left out."""
    units = sorted({part["department"] for part in parts if part["department"]})
    in_force = Post.until.is_null() | (Post.until >= today())
    posts = await Post.select(Post.department, Post.person).where(
        (Post.role == Role.CLERK.value) & Post.department.is_in(units or [0]) & in_force
    ).order_by(Post.id)  # fmt: skip
    asked = {
        part["id"]: [p for p in (part["handler"], *_of_unit(posts, part["department"])) if p is not None]
        for part in parts
    }
    everybody = sorted({person for persons in asked.values() for person in persons})
    numbers = await _numbers(everybody, actor)
    rows = await Person.select(Person.id, Person.name).where(Person.id.is_in(sorted(numbers) or [0]))
    names = {row["id"]: row["name"] for row in rows}
    first = {part: next((p for p in persons if p in numbers), None) for part, persons in asked.items()}
    return {part: Reached(names[person], numbers[person]) for part, person in first.items() if person is not None}


def _of_unit(posts: Sequence[Row], unit: int | None) -> list[int]:
    return [post["person"] for post in posts if post["department"] == unit]


async def _numbers(persons: Sequence[int], actor: Actor) -> dict[int, str]:
    """The numbers of people that the reader may know."""
    rows = await PersonContact.select(PersonContact.person, PersonContact.kind, PersonContact.value).where(
        visible_to(actor, PersonContact)
        & (PersonContact.kind == ContactKind.PHONE.value)
        & PersonContact.person.is_in(list(persons) or [0])
    ).order_by(PersonContact.id, ascending=False)  # fmt: skip
    return {row["person"]: contact_of(row) for row in rows}
