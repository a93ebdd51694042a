"""Plenary sessions (届次) as the administrator keeps them: which term, which session, from when to when."""

from dataclasses import dataclass
from datetime import date

from cases import journal
from cases.actor import Actor
from cases.database import write_tx
from cases.errors import FieldMissing, NotFound, SittingKnown, WrongDays
from cases.tables import Body, Session, Term
from cases.tables.columns import Changes
from cases.vocabulary import Verb


@dataclass(frozen=True, slots=True)
class SittingDays:
    """When a session is held; each may still be unknown."""

    year: int | None = None
    opens_on: date | None = None
    closes_on: date | None = None


async def add_sitting(body: int, term: int, number: int, days: SittingDays, *, actor: Actor) -> int:
    """Enter a session, and its term where that is new. Raises NotFound, FieldMissing, WrongDays, SittingKnown."""
    _checked(days)
    if term < 1 or number < 1:
        raise FieldMissing(field="届或次")
    async with write_tx():
        name = await _name(body, term, number)
        found = await Term.select(Term.id).where((Term.body == body) & (Term.number == term)).first()
        term_id = found["id"] if found else None
        if term_id is None:
            made = Term(body=body, number=term)
            await Term.insert(made)
            term_id = made.id
        if await Session.exists().where((Session.term == term_id) & (Session.number == number)):
            raise SittingKnown(name=name)
        row = Session(term=term_id, number=number, year=_year(days), opens_on=days.opens_on, closes_on=days.closes_on)
        await Session.insert(row)
        await journal.record(actor, Verb.MANAGE_SESSION, "session", row.id, new=f"{name} {_said(days)}")
    return int(row.id)


async def change_sitting(sitting: int, days: SittingDays, *, actor: Actor) -> None:
    """Mend the days of a session. Raises NotFound, WrongDays."""
    _checked(days)
    async with write_tx():
        old = await Session.select().where(Session.id == sitting).first()
        if old is None:
            raise NotFound(kind="届次", key=str(sitting))
        changes: Changes = {
            Session.year: _year(days),
            Session.opens_on: days.opens_on,
            Session.closes_on: days.closes_on,
        }
        await Session.update(changes).where(Session.id == sitting)
        before = SittingDays(old["year"], old["opens_on"], old["closes_on"])
        await journal.record(actor, Verb.MANAGE_SESSION, "session", sitting, old=_said(before), new=_said(days))


async def _name(body: int, term: int, number: int) -> str:
    row = await Body.select(Body.name).where(Body.id == body).first()
    if row is None:
        raise NotFound(kind="人大或政协", key=str(body))
    return f"{row['name']}第{term}届{number}次会议"


def _checked(days: SittingDays) -> None:
    if days.opens_on is not None and days.closes_on is not None and days.closes_on < days.opens_on:
        raise WrongDays(field="会议")


def _year(days: SittingDays) -> int | None:
    return days.year or (days.opens_on.year if days.opens_on else None)


def _said(days: SittingDays) -> str:
    return f"{_year(days) or '年份未定'} {days.opens_on or '未定'} 至 {days.closes_on or '未定'}"
