"""Numbers of cases: given once each, in the transaction that files the case, without gaps that nobody can explain.

Numbers that pages of the archive print were given elsewhere. The first number here follows the greatest of them, and
one that a page brings later is stepped over; its case stands in the archive and explains the step.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.counters import next_value
from cases.facts import Facts
from cases.importing.sittings import key_of, plain_number
from cases.reading.department_names import shipped_directory
from cases.schemes import number_counter, printed_number
from cases.tables import Case, Counter, Place, Session
from cases.tables.columns import Changes


@dataclass(frozen=True, slots=True)
class Numbered:
    """printed: as the rules have it; number: without leading zeros; key: canonical, none without a known session."""

    printed: str
    number: str
    key: str | None


async def give_number(facts: Facts) -> Numbered:
    """The next number for a case, inside ``write_tx``."""
    counter = _counter(facts)
    value = await next_value(counter)
    if value == 1:
        greatest = await _greatest_printed(facts)
        if greatest:
            value = greatest + 1
            await Counter.update({Counter.value: value}).where(Counter.name == counter)
    while True:
        made = await _numbered(facts, value)
        if made.key is None or not await Case.exists().where(Case.key == made.key):
            return made
        value = await next_value(counter)


async def coming_number(facts: Facts) -> str:
    """The number that the case would be given now; another may take it first."""
    return (await coming_numbers([facts]))[0]


async def coming_numbers(cases: Sequence[Facts]) -> tuple[str, ...]:
    """The numbers that these cases would be given now, one after the other; others may take them first."""
    last: dict[str, int] = {}
    found = []
    for facts in cases:
        counter = _counter(facts)
        if counter not in last:
            row = await Counter.select(Counter.value).where(Counter.name == counter).first()
            last[counter] = (row["value"] if row else 0) or await _greatest_printed(facts)
        last[counter] += 1
        made = await _numbered(facts, last[counter])
        while made.key is not None and await Case.exists().where(Case.key == made.key):
            last[counter] += 1
            made = await _numbered(facts, last[counter])
        found.append(made.printed)
    return tuple(found)


def columns_of(numbered: Numbered) -> Changes:
    """The columns of a case that hold its number."""
    return {"number_raw": numbered.printed, "number": numbered.number, "key": numbered.key}


def _counter(facts: Facts) -> str:
    case = facts.case
    return number_counter(
        facts.rules.numbering,
        body=case["body"],
        session=case["session"],
        year=case["year"],
        delegation=case["delegation"],
    )


async def _greatest_printed(facts: Facts) -> int:
    """The greatest number of the archive within what the numbers of this case run in."""
    case = facts.case
    where = (Case.body == case["body"]) & Case.number.is_not_null()
    where = where & (Case.session == case["session"] if case["session"] else Case.session.is_null())
    if case["delegation"]:
        where = where & (Case.delegation == case["delegation"])
    rows = await Case.select(Case.number).where(where)
    return max((int(r["number"]) for r in rows if r["number"].isascii() and r["number"].isdigit()), default=0)


async def _numbered(facts: Facts, value: int) -> Numbered:
    case = facts.case
    session = (
        await Session.select(Session.number, Session.term.number.as_alias("term"))
        .where(Session.id == (case["session"] or 0))
        .first()
    )
    printed = printed_number(
        facts.rules.numbering,
        value,
        delegation=case["delegation"],
        year=case["year"],
        term=session["term"] if session else None,
        session=session["number"] if session else None,
    )
    number, before = plain_number(printed)
    place = await Place.select(Place.code).where(Place.id == (case["place"] or 0)).first()
    key = None
    if place and session:
        sitting = (session["term"], session["number"])
        key = key_of(place["code"], case["track"], sitting, before, number, shipped_directory())
    return Numbered(printed, number, key)
