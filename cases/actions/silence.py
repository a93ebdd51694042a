"""Where the rules take silence for acceptance: who let the time for handing back pass has the task, and is told so."""

from collections.abc import AsyncIterator
from typing import Any

from cases.actions.each import each
from cases.actor import SYSTEM
from cases.calendars import working_calendar
from cases.clock import now, today
from cases.database import write_tx
from cases.deadlines import due_on
from cases.errors import CaseError, Outage
from cases.notices import about_thing, tell
from cases.pacing import Stint
from cases.schemes import Rules, rules_of
from cases.tables import Assignment
from cases.vocabulary import AssignmentState, Clock, Event, Machine, Verb
from cases.vocabulary.telling import SILENCE
from cases.workflow import follow, move
from cases.working_days import WorkingCalendar

PAGE = 200


async def accept_silent() -> int:
    """Accept in their name for the units whose time is over; how many. By rule, once a day, by the keeper.

    Each in a transaction of its own: one that was quicker in the meantime is left as it decided.
    """
    stint, done = Stint(), 0
    async for late in _silent():
        done += (await each(late, _accept, stint)).done
        await stint.pause()
    return done


async def _accept(late: tuple[dict[str, Any], str]) -> bool:
    row, until = late
    try:
        async with write_tx():
            moved = await move(
                Machine.ASSIGNMENT, row["id"], Verb.ACCEPT, actor=SYSTEM, seen=row["version"],
                reason=SILENCE.format(until=until), changes={"accepted_at": now()},
            )  # fmt: skip
            about = await about_thing(Machine.ASSIGNMENT, row["id"], row["case"], occasion=f"v{moved.version}")
            await tell(Event.TAKEN_AS_ACCEPTED, about, actor=SYSTEM)
            await follow(row["case"])
    except Outage:
        raise
    except CaseError:
        return False
    return True


async def _silent() -> AsyncIterator[list[tuple[dict[str, Any], str]]]:
    """The parts that nobody accepted in time under rules that take this for a yes, each with its last day in words."""
    where = (Assignment.state == AssignmentState.PENDING_ACCEPT.value) & Assignment.assigned_on.is_not_null()
    columns = (Assignment.id, Assignment.case, Assignment.version, Assignment.assigned_on, Assignment.case.scheme)
    calendar, last = await working_calendar(), 0
    rules: dict[str, Rules] = {}
    while True:
        page = Assignment.select(*columns).where(where & (Assignment.id > last)).order_by(Assignment.id).limit(PAGE)
        rows = await page
        if not rows:
            return
        last = rows[-1]["id"]
        for key in {row["case.scheme"] for row in rows} - rules.keys() - {None, ""}:
            rules[key] = await rules_of(key)
        yield [found for row in rows if (found := _over(row, rules.get(row["case.scheme"]), calendar)) is not None]


def _over(row: dict[str, Any], rules: Rules | None, calendar: WorkingCalendar) -> tuple[dict[str, Any], str] | None:
    if rules is None or not rules.silence_accepts:
        return None
    until = due_on(Clock.RETURN, row["assigned_on"], rules, calendar)
    return (row, f"{until.month}月{until.day}日") if until < today() else None
