"""Which plenary session a submission of a day belongs to, and whether it is made for it or between sessions."""

from dataclasses import dataclass
from datetime import date

from cases.tables import Session
from cases.vocabulary import Phase
from cases.working_days import add_months

# Submissions for a plenary are taken this long before it opens, and until it closes.
BEFORE_OPENING = 3


@dataclass(frozen=True, slots=True)
class SessionDays:
    """One plenary session. year: where the reference data knows it."""

    id: int
    term: int
    number: int
    year: int | None
    opens_on: date | None
    closes_on: date | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where a submission of a day belongs. session: none where the body has none in the reference data."""

    session: SessionDays | None
    phase: Phase


async def sessions_of(body: int) -> tuple[SessionDays, ...]:
    """The sessions of a congress or committee, the earliest first."""
    rows = await Session.select(
        Session.id,
        Session.term.number.as_alias("term"),
        Session.number,
        Session.year,
        Session.opens_on,
        Session.closes_on,
    ).where(Session.term.body == body)
    found = (SessionDays(r["id"], r["term"], r["number"], r["year"], r["opens_on"], r["closes_on"]) for r in rows)
    return tuple(sorted(found, key=lambda s: (s.term, s.number)))


def sitting_on(day: date, sessions: tuple[SessionDays, ...]) -> Sitting:
    """For a plenary from three months before it opens until it closes; else between sessions, with the last begun."""
    for session in reversed(sessions):
        if session.opens_on is None:
            continue
        if add_months(session.opens_on, -BEFORE_OPENING) <= day <= (session.closes_on or session.opens_on):
            return Sitting(session, Phase.IN_SESSION)
    begun = [s for s in sessions if _has_begun(s, day)]
    last = begun[-1] if begun else (sessions[-1] if sessions else None)
    return Sitting(last, Phase.INTERSESSION)


def _has_begun(session: SessionDays, day: date) -> bool:
    if session.opens_on is not None:
        return session.opens_on <= day
    return session.year is not None and session.year <= day.year
