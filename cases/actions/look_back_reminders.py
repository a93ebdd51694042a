"""Sheets of a look-back that are due soon or late: each unit is reminded by rule, once at each point."""

from datetime import date
from typing import Any

from cases.actions.look_backs import sheet_about
from cases.calendars import working_calendar
from cases.clock import today
from cases.database import write_tx
from cases.lights import reached, words_of
from cases.notices import circle_of, tell
from cases.pacing import Stint
from cases.tables import LookBackSheet
from cases.tellings import Whom
from cases.vocabulary import Event, LookBackState, Role, SheetState, Watched
from cases.working_days import is_working

_CIRCLES = {Role.CLERK: Whom.CLERKS, Role.APPROVER: Whom.APPROVERS}


async def remind_sheets(on: date | None = None) -> int:
    """Remind of sheets that have reached a point of reminding; how many notices are new. Nothing on days off."""
    day, calendar = on or today(), await working_calendar()
    if not is_working(calendar, day):
        return 0
    s: Any = LookBackSheet
    where = (s.state == SheetState.TO_FILL.value) & (s.look_back.state == LookBackState.OPEN.value)
    named = (s.look_back.due_on.as_alias("due"), s.look_back.title.as_alias("title"))
    told, stint = 0, Stint()
    for row in await s.select(s.id, s.department, *named).where(where).order_by(s.id):
        point = reached(Watched.LOOK_BACK, row["due"], day, calendar)
        if point is None:
            continue
        # The key of a notice holds the occasion, so that a point is told once however often this runs.
        occasion = f"{row['due'].isoformat()} {point.rule.after}.{point.turn}"
        about = sheet_about(row["id"], row["department"], row["title"], occasion=occasion)
        to = await circle_of([_CIRCLES[role] for role in point.rule.roles], about)
        words = f"《{row['title']}》"
        async with write_tx():
            told += await tell(
                Event.REMINDED, about, to=to, due=row["due"], words=words, left=words_of(row["due"], day, calendar)
            )
        await stint.pause()
    return told
