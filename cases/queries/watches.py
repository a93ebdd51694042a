"""Everything with a due day that somebody may have to be reminded of, read in pages by key."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.clock import beijing_day
from cases.deadlines import due_on
from cases.lights import Point, last_due
from cases.schemes import Rules, rules_of
from cases.tables import Assignment, Commitment, Contact, Delivery
from cases.vocabulary import (
    LIVE,
    AssignmentRole,
    AssignmentState,
    CaseState,
    Clock,
    CommitmentState,
    FeedbackState,
    Machine,
    Watched,
)
from cases.working_days import WorkingCalendar

PAGE = 300
_OPEN_CASES = (CaseState.ASSIGNED, CaseState.IN_HANDLING)
_PROMISED = (CommitmentState.CONFIRMED, CommitmentState.IN_PROGRESS, CommitmentState.CHANGED, CommitmentState.PARTLY)


@dataclass(frozen=True, slots=True)
class Watch:
    """Something with a due day. since: when it began, or came into the archive; version: of the thing as it was read.

    person: who rates.
    """

    kind: Watched
    machine: Machine
    thing_id: int
    case: int
    due: date
    since: date | None
    version: int = 0
    assignment: int | None = None
    person: int | None = None

    def key(self, point: Point) -> str:
        """The name of an urging point of this thing; a new due day makes new points."""
        thing = f"{self.machine.value} {self.thing_id}" + (f" to {self.person}" if self.person else "")
        return f"{self.kind.value}:{thing}:{self.due.isoformat()}:{point.rule.after}.{point.turn}"


async def watched(
    on: date, calendar: WorkingCalendar, cases: Sequence[int] | None = None
) -> AsyncIterator[list[Watch]]:
    """What may have reached an urging point on a day, a page at a time. cases: only what belongs to these."""
    for some in [None] if cases is None else _pages(cases):
        async for found in _assignments(calendar, some):
            yield found
        async for found in _ratings(some):
            yield found
        async for found in _promises(last_due(Watched.COMMITMENT, on, calendar), some):
            yield found


async def still_due(watch: Watch) -> bool:
    """Whether a thing is as it was when it was read: between a page and its last reminder, people go on working."""
    if watch.machine is Machine.REPLY:
        awaiting = Delivery.state == FeedbackState.AWAITING.value
        return await Delivery.exists().where(
            (Delivery.reply == watch.thing_id) & (Delivery.person == watch.person) & awaiting
        )
    table: Any = Assignment if watch.machine is Machine.ASSIGNMENT else Commitment
    return bool(await table.exists().where((table.id == watch.thing_id) & (table.version == watch.version)))


async def _assignments(calendar: WorkingCalendar, cases: Sequence[int] | None) -> AsyncIterator[list[Watch]]:
    """The parts of units that nobody has finished, with all that is due in them."""
    where = Assignment.state.is_in(list(LIVE)) & Assignment.case.state.is_in([s.value for s in _OPEN_CASES])
    columns = (
        Assignment.id, Assignment.case, Assignment.role, Assignment.state, Assignment.version, Assignment.assigned_on,
        Assignment.due_on, Assignment.accepted_at, Assignment.case.scheme,
    )  # fmt: skip
    rules: dict[str, Rules] = {}
    last = 0
    while True:
        more = where & _among(Assignment.case, cases) & (Assignment.id > last)
        rows = await Assignment.select(*columns).where(more).order_by(Assignment.id).limit(PAGE)
        if not rows:
            return
        last = rows[-1]["id"]
        ids = [row["id"] for row in rows]
        met = set(await Contact.select(Contact.assignment).where(Contact.assignment.is_in(ids)).output(as_list=True))
        for key in {row["case.scheme"] for row in rows} - rules.keys() - {None, ""}:
            rules[key] = await rules_of(key)
        yield [
            watch
            for row in rows
            for watch in _due_in(row, rules.get(row["case.scheme"]), calendar, met=row["id"] in met)
        ]


def _due_in(row: dict[str, Any], rules: Rules | None, calendar: WorkingCalendar, *, met: bool) -> list[Watch]:
    start = row["assigned_on"]

    def watch(kind: Watched, due: date, since: date | None = start) -> Watch:
        return Watch(kind, Machine.ASSIGNMENT, row["id"], row["case"], due, since, row["version"], assignment=row["id"])

    if row["state"] == AssignmentState.PENDING_ACCEPT:
        if start is None or rules is None:
            return []
        return [
            watch(Watched.ACCEPTANCE, due_on(Clock.ACCEPT, start, rules, calendar)),
            watch(Watched.RETURN_WINDOW, due_on(Clock.RETURN, start, rules, calendar)),
        ]
    leads = row["role"] != AssignmentRole.CO
    found = [watch(Watched.REPLY if leads else Watched.CO_OPINION, row["due_on"])] if row["due_on"] else []
    if leads and not met and rules is not None and row["accepted_at"] is not None:
        accepted = beijing_day(row["accepted_at"])
        found.append(watch(Watched.CONTACT, due_on(Clock.FIRST_CONTACT, accepted, rules, calendar), accepted))
    return found


async def _ratings(cases: Sequence[int] | None) -> AsyncIterator[list[Watch]]:
    where = (
        (Delivery.state == FeedbackState.AWAITING.value)
        & Delivery.feedback_due_on.is_not_null()
        & Delivery.person.is_not_null()
    )
    columns = (
        Delivery.id, Delivery.person, Delivery.feedback_due_on, Delivery.sent_at, Delivery.reply, Delivery.reply.case,
    )  # fmt: skip
    last = 0
    while True:
        more = where & _among(Delivery.reply.case, cases) & (Delivery.id > last)
        rows = await Delivery.select(*columns).where(more).order_by(Delivery.id).limit(PAGE)
        if not rows:
            return
        last = rows[-1]["id"]
        yield [
            Watch(
                Watched.FEEDBACK, Machine.REPLY, row["reply"], row["reply.case"], row["feedback_due_on"],
                beijing_day(row["sent_at"]), person=row["person"],
            )
            for row in rows
        ]  # fmt: skip


async def _promises(until: date, cases: Sequence[int] | None) -> AsyncIterator[list[Watch]]:
    """Those that are being kept and are due until a day, but for those that were late when they came.

    A ledger or an archive that is taken in brings what was due years ago. It stands red in every list, and staff may
    urge it with one button; that thousands of reminders go out on the morning after has been decided by nobody.
    """
    columns = (Commitment.id, Commitment.case, Commitment.due_on, Commitment.version, Commitment.created_at)
    where = Commitment.current.eq(True) & Commitment.case.is_not_null() & Commitment.department.is_not_null()
    for state in _PROMISED:  # by themselves, so that an index gives them in this order
        from_, last = date.min, 0
        while True:
            beyond = (Commitment.due_on > from_) | (Commitment.id > last)
            span = (Commitment.state == state.value) & (Commitment.due_on >= from_) & (Commitment.due_on <= until)
            found = Commitment.select(*columns).where(where & span & beyond & _among(Commitment.case, cases))
            rows = await found.order_by(Commitment.due_on).order_by(Commitment.id).limit(PAGE)
            if not rows:
                break
            from_, last = rows[-1]["due_on"], rows[-1]["id"]
            yield [
                Watch(
                    Watched.COMMITMENT, Machine.COMMITMENT, row["id"], row["case"], row["due_on"], came, row["version"]
                )
                for row in rows
                if (came := beijing_day(row["created_at"])) <= row["due_on"]
            ]  # fmt: skip


def _among(column: Any, cases: Sequence[int] | None) -> Any:
    return column.is_not_null() if cases is None else column.is_in(list(cases))


def _pages(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[at : at + PAGE] for at in range(0, len(ids), PAGE))
