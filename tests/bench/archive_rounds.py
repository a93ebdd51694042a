"""What the keeper of a made-up archive would have done by now, so that it is one whose program ran every day.

Reminders that today's rules ask for are written in bulk, with their lines of the journal and the notices of the unit's
clerk and handler; those of earlier points, which are settled by now, are left out.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from cases import tables
from cases.calendars import working_calendar
from cases.lights import Point, reached, words_of
from cases.queries.watches import Watch, watched
from cases.vocabulary import Machine, Verb, Watched
from cases.vocabulary.telling import Event
from cases.working_days import is_working
from tests.bench.archive_rows import SYSTEM
from tests.bench.archive_world import Batch, World

MORNING = 1  # o'clock, UTC


async def remind(batch: Batch, world: World) -> None:
    """Put into the batch the reminders that the rounds until today would have sent of what is due in the database."""
    day, calendar = world.today, await working_calendar()
    while not is_working(calendar, day):
        day -= timedelta(days=1)
    circles = {unit: (clerk, handler) for unit, _, clerk, handler in world.units}
    of_part, of_promise = await _units(tables.Assignment), await _units(tables.Commitment)
    async for page in watched(day, calendar):
        for watch in page:
            point = reached(watch.kind, watch.due, day, calendar, since=_since(watch))
            if point is None or (watch.since is not None and point.on <= watch.since):
                continue
            units: Mapping[int, int] = of_part if watch.machine is Machine.ASSIGNMENT else of_promise
            circle = circles.get(units.get(watch.thing_id, 0), ())
            said = f"{watch.kind.label}：{words_of(watch.due, day, calendar)}"
            _told(batch, watch, point, said, [watch.person] if watch.person else [one.id for one in circle])


def _told(batch: Batch, watch: Watch, point: Point, said: str, people: Sequence[int]) -> None:
    """One reminder as the keeper writes it, on the morning of its point."""
    at, key, thing = datetime(*point.on.timetuple()[:3], MORNING, tzinfo=UTC), watch.key(point), watch.machine.value
    batch.add(tables.Urge, at, case=watch.case, assignment=watch.assignment, form=point.rule.form.value, rule_key=key,
              told=said)  # fmt: skip
    batch.tell(SYSTEM, Verb.URGE, thing, watch.thing_id, at, case=watch.case, new=said)
    due = f"/progress_reports?commitment={watch.thing_id}#commitment-{watch.thing_id}"
    link = due if watch.machine is Machine.COMMITMENT else f"/cases/{watch.case}"
    for person in people:
        batch.add(
            tables.Notice, at, person=person, key=f"{Event.REMINDED.value}:{thing} {watch.thing_id}:{key}:{person}",
            event=Event.REMINDED.value, case=watch.case, told=f"{said}。", link=link, due_on=watch.due, to_do=True,
            digested_at=at,
        )  # fmt: skip


def _since(watch: Watch) -> date | None:
    return watch.since if watch.kind is Watched.FEEDBACK else None


async def _units(table: type[tables.Assignment] | type[tables.Commitment]) -> dict[int, int]:
    rows = await table.select(table.id, table.department).where(table.department.is_not_null())
    return {row["id"]: row["department"] for row in rows}
