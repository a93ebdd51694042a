"""A line of the work queue: a task with what names its case, by when it is due and how urgent that is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from piccolo.columns.combination import WhereRaw
from piccolo.custom_types import Combinable

from cases.actor import Actor
from cases.deadlines import due_on
from cases.lights import light_of
from cases.permissions import visible_to
from cases.queries.waiting import Task
from cases.schemes import Rules
from cases.tables import Case
from cases.vocabulary import CaseState, Clock, Light, Track, Waiting, Watched
from cases.working_days import WorkingCalendar

_CLOCKS = {
    Waiting.TO_ACCEPT: Clock.ACCEPT,
    Waiting.TO_ASSIGN: Clock.ASSIGN,
    Waiting.RETURN_ASKED: Clock.DECIDE_RETURN,
}
_WATCHED = {
    Waiting.TO_ACCEPT: Watched.ACCEPTANCE,
    Waiting.TO_ASSIGN: Watched.ACCEPTANCE,
    Waiting.RETURN_ASKED: Watched.ACCEPTANCE,
    Waiting.OPINION_DUE: Watched.CO_OPINION,
    Waiting.TO_RATE: Watched.FEEDBACK,
}
_COLOURS = {Light.RED: "red", Light.ORANGE: "yellow", Light.YELLOW: "yellow"}


@dataclass(frozen=True, slots=True)
class Head:
    """What names a case in a list."""

    id: int
    number: str | None
    title: str
    track: Track
    state: CaseState
    scheme: str | None


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line. thing, seen: what its page is named by and the version; what: in words; at: when, for what is past.

    fresh: something happened to the case that its reader has not opened yet.
    """

    case_id: int
    number: str | None
    title: str
    track: Track
    state: CaseState
    waiting: Waiting | None
    what: str
    thing: int
    seen: int
    unit: str | None
    due_on: date | None
    light: Light | None
    left: str
    unit_id: int | None = None
    at: datetime | None = None
    fresh: bool = False

    @property
    def colour(self) -> str:
        """The light as lists are narrowed by it: orange counts as yellow."""
        return _COLOURS.get(self.light, "green") if self.light else "green"


@dataclass(frozen=True, slots=True)
class Clocks:
    """By when tasks are due and how urgent they are, counted once for each day that occurs."""

    today: date
    calendar: WorkingCalendar
    rules: Mapping[str, Rules]
    _days: dict[tuple[Clock, date, str], date] = field(default_factory=dict)
    _lights: dict[tuple[Watched, date | None], tuple[Light, str]] = field(default_factory=dict)

    def row(self, task: Task, head: Head) -> QueueRow:
        """The line of a task."""
        due = self._due(task, head)
        watched = _WATCHED.get(task.waiting, Watched.CO_OPINION if task.co else Watched.REPLY)
        if (watched, due) not in self._lights:
            self._lights[watched, due] = light_of(watched, due, self.today, self.calendar)
        light, left = self._lights[watched, due]
        return QueueRow(
            case_id=task.case,
            number=head.number,
            title=head.title,
            track=head.track,
            state=head.state,
            waiting=task.waiting,
            what=(head.state if task.waiting is Waiting.IN_HAND else task.waiting).label,
            thing=task.thing,
            seen=task.seen,
            unit=task.unit,
            unit_id=task.unit_id,
            due_on=due,
            light=light,
            left=left,
        )

    def _due(self, task: Task, head: Head) -> date | None:
        """The day of a task: its own, or the one that the rules of the case set from a day on."""
        clock, rules = _CLOCKS.get(task.waiting), self.rules.get(head.scheme or "")
        if clock is None or rules is None or task.since is None:
            return task.due_on
        known = (clock, task.since, rules.key)
        if known not in self._days:
            self._days[known] = due_on(clock, task.since, rules, self.calendar)
        return self._days[known]


async def heads_of(ids: Iterable[int], actor: Actor) -> dict[int, Head]:
    """What names these cases, as far as the reader sees them."""
    columns = (Case.id, Case.number, Case.title, Case.track, Case.state, Case.scheme)
    rows = await Case.select(*columns).where(visible_to(actor, Case) & among('"cases"."id"', ids))
    return {
        row["id"]: Head(
            row["id"], row["number"], row["title"], Track(row["track"]), CaseState(row["state"]), row["scheme"]
        )
        for row in rows
    }


def among(column: str, ids: Iterable[int]) -> Combinable:
    """A column holds one of these ids. They stand in the clause itself: databases take few thousand parameters, and
    binding them costs more than the query. column: of our own words, quoted."""
    return WhereRaw(f"{column} IN ({', '.join(str(int(one)) for one in sorted(ids)) or '0'})")
