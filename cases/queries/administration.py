"""What the administrator keeps in order, in numbers, and the sessions of every congress and committee."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.clock import today
from cases.tables import Account, CalendarDay, Department, DictionaryEntry, Session
from cases.vocabulary import WordList


@dataclass(frozen=True, slots=True)
class Overview:
    """How much there is. calendar_years: the years whose holidays are known, the latest last."""

    accounts: int
    disabled: int
    units: int
    sittings: int
    words: int
    calendar_years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SittingRow:
    """One plenary session."""

    id: int
    body: str
    term: int
    number: int
    year: int | None
    opens_on: date | None
    closes_on: date | None


async def overview() -> Overview:
    """The numbers of the administrator's first page."""
    living = Department.until.is_null() | (Department.until >= today())
    listed = DictionaryEntry.list_name.is_in([words.value for words in WordList])
    days = await CalendarDay.select(CalendarDay.on)
    return Overview(
        accounts=await Account.count(),
        disabled=await Account.count().where(Account.disabled_at.is_not_null()),
        units=await Department.count().where(living),
        sittings=await Session.count(),
        words=await DictionaryEntry.count().where(listed & DictionaryEntry.retired_on.is_null()),
        calendar_years=tuple(sorted({row["on"].year for row in days})),
    )


async def sitting_list() -> tuple[SittingRow, ...]:
    """Every session, by body, the latest first."""
    joined: Any = Session
    rows = await Session.select(
        Session.id,
        joined.term.body.name,
        Session.term.number.as_alias("term"),
        Session.number,
        Session.year,
        Session.opens_on,
        Session.closes_on,
    )
    found = [
        SittingRow(r["id"], r["term.body.name"], r["term"], r["number"], r["year"], r["opens_on"], r["closes_on"])
        for r in rows
    ]
    return tuple(sorted(found, key=lambda row: (row.body, -row.term, -row.number)))
