"""Where the rules take silence for acceptance: who let the time for handing back pass has the task, and is told so."""

from typing import Any

from cases.actor import SYSTEM
from cases.calendars import working_calendar
from cases.clock import now, today
from cases.database import write_tx
from cases.deadlines import due_on
from cases.errors import CaseError
from cases.notices import about_thing, tell
from cases.schemes import rules_of
from cases.tables import Assignment
from cases.vocabulary import AssignmentState, Clock, Event, Machine, Verb
from cases.vocabulary.telling import SILENCE
from cases.workflow import follow, move


async def accept_silent() -> int:
    """Accept in their name for the units whose time is over; how many. By rule, once a day, by the keeper.

    Each in a transaction of its own: one that was quicker in the meantime is left as it decided.
    """
    late = await _silent()
    done = 0
    for row, until in late:
        try:
            await _accept(row, until)
        except CaseError:
            continue
        done += 1
    return done


async def _accept(row: dict[str, Any], until: str) -> None:
    async with write_tx():
        moved = await move(
            Machine.ASSIGNMENT, row["id"], Verb.ACCEPT, actor=SYSTEM, seen=row["version"],
            reason=SILENCE.format(until=until), changes={"accepted_at": now()},
        )  # fmt: skip
        about = await about_thing(Machine.ASSIGNMENT, row["id"], row["case"], occasion=f"v{moved.version}")
        await tell(Event.TAKEN_AS_ACCEPTED, about, actor=SYSTEM)
        await follow(row["case"])


async def _silent() -> list[tuple[dict[str, Any], str]]:
    """The parts that nobody accepted in time under rules that take this for a yes, each with its last day in words."""
    where = (Assignment.state == AssignmentState.PENDING_ACCEPT.value) & Assignment.assigned_on.is_not_null()
    columns = (Assignment.id, Assignment.case, Assignment.version, Assignment.assigned_on, Assignment.case.scheme)
    rows = await Assignment.select(*columns).where(where).order_by(Assignment.id)
    rules = {key: await rules_of(key) for key in {row["case.scheme"] for row in rows} if key}
    calendar, found = await working_calendar(), []
    for row in rows:
        known = rules.get(row["case.scheme"])
        if known is None or not known.silence_accepts:
            continue
        until = due_on(Clock.RETURN, row["assigned_on"], known, calendar)
        if until < today():
            found.append((row, f"{until.month}月{until.day}日"))
    return found
