"""The reminders that nobody has to think of: what is due soon or late is urged by rule, once each, on working days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cases.actor import SYSTEM
from cases.calendars import working_calendar
from cases.clock import beijing_day, now, today
from cases.database import write_tx
from cases.deadlines import due_on
from cases.journal import record
from cases.lights import Point, reached, words_of
from cases.notices import about_thing, circle_of, link_of, tell
from cases.recipients import themselves
from cases.schemes import Rules, rules_of
from cases.tables import Assignment, Commitment, Contact, Delivery, Notice, Urge
from cases.tellings import Whom
from cases.vocabulary import (
    LIVE,
    AssignmentRole,
    AssignmentState,
    CaseState,
    Clock,
    CommitmentState,
    Event,
    FeedbackState,
    Machine,
    Role,
    Verb,
    Watched,
)
from cases.working_days import WorkingCalendar, is_working

_OPEN_CASES = (CaseState.ASSIGNED, CaseState.IN_HANDLING)
_PROMISED = (CommitmentState.CONFIRMED, CommitmentState.IN_PROGRESS, CommitmentState.CHANGED, CommitmentState.PARTLY)
_CIRCLES = {Role.CLERK: Whom.CLERKS, Role.HANDLER: Whom.HANDLER, Role.APPROVER: Whom.APPROVERS}


@dataclass(frozen=True, slots=True)
class Watch:
    """Something with a due day. since: when it began; a point before that is not urged. person: who rates."""

    kind: Watched
    machine: Machine
    thing_id: int
    case: int
    due: date
    since: date | None
    assignment: int | None = None
    person: int | None = None

    def key(self, point: Point) -> str:
        """The name of an urging point of this thing; a new due day makes new points."""
        thing = f"{self.machine.value} {self.thing_id}" + (f" to {self.person}" if self.person else "")
        return f"{self.kind.value}:{thing}:{self.due.isoformat()}:{point.rule.after}.{point.turn}"


async def urge_by_rule(on: date | None = None) -> int:
    """Urge everything that has reached an urging point which was not urged yet; how many. Nothing on days off."""
    day, calendar = on or today(), await working_calendar()
    if not is_working(calendar, day):
        return 0
    points: dict[str, tuple[Watch, Point]] = {}
    for watch in [*await _assignments(calendar), *await _ratings(), *await _promises()]:
        point = reached(watch.kind, watch.due, day, calendar, since=watch.since)
        if point is not None and (watch.since is None or point.on > watch.since):
            points[watch.key(point)] = (watch, point)
    done = await _known(sorted(points))
    fresh = [(key, *found) for key, found in points.items() if key not in done]
    for key, watch, point in fresh:
        await _urge(key, watch, point, words_of(watch.due, day, calendar))
    return len(fresh)


async def _known(keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for at in range(0, len(keys), 500):
        where = Urge.rule_key.is_in(list(keys[at : at + 500]))
        found |= set(await Urge.select(Urge.rule_key).where(where).output(as_list=True))
    return found


async def _assignments(calendar: WorkingCalendar) -> list[Watch]:
    """The parts of units that nobody has finished, with all that is due in them."""
    where = Assignment.state.is_in(list(LIVE)) & Assignment.case.state.is_in([s.value for s in _OPEN_CASES])
    columns = (
        Assignment.id, Assignment.case, Assignment.role, Assignment.state, Assignment.assigned_on, Assignment.due_on,
        Assignment.accepted_at, Assignment.case.scheme,
    )  # fmt: skip
    rows = await Assignment.select(*columns).where(where)
    met = set(await Contact.select(Contact.assignment).where(_among(Contact.assignment, rows)).output(as_list=True))
    rules = {key: await rules_of(key) for key in {row["case.scheme"] for row in rows} if key}
    found: list[Watch] = []
    for row in rows:
        found += _due_in(row, rules.get(row["case.scheme"]), calendar, met=row["id"] in met)
    return found


def _due_in(row: dict[str, Any], rules: Rules | None, calendar: WorkingCalendar, *, met: bool) -> list[Watch]:
    start = row["assigned_on"]

    def watch(kind: Watched, due: date, since: date | None = start) -> Watch:
        return Watch(kind, Machine.ASSIGNMENT, row["id"], row["case"], due, since, assignment=row["id"])

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


async def _ratings() -> list[Watch]:
    where = (
        (Delivery.state == FeedbackState.AWAITING.value)
        & Delivery.feedback_due_on.is_not_null()
        & Delivery.person.is_not_null()
    )
    columns = (Delivery.person, Delivery.feedback_due_on, Delivery.sent_at, Delivery.reply, Delivery.reply.case)
    return [
        Watch(
            Watched.FEEDBACK, Machine.REPLY, row["reply"], row["reply.case"], row["feedback_due_on"],
            beijing_day(row["sent_at"]), person=row["person"],
        )
        for row in await Delivery.select(*columns).where(where)
    ]  # fmt: skip


async def _promises() -> list[Watch]:
    where = (
        Commitment.current.eq(True)
        & Commitment.state.is_in([s.value for s in _PROMISED])
        & Commitment.due_on.is_not_null()
        & Commitment.case.is_not_null()
        & Commitment.department.is_not_null()
    )
    columns = (Commitment.id, Commitment.case, Commitment.due_on)
    return [
        Watch(Watched.COMMITMENT, Machine.COMMITMENT, row["id"], row["case"], row["due_on"], None)
        for row in await Commitment.select(*columns).where(where)
    ]


async def _urge(key: str, watch: Watch, point: Point, words: str) -> None:
    """One reminder with its row, its journal line and its notices; the one before it about the same is settled."""
    row = Urge(
        case=watch.case, assignment=watch.assignment, form=point.rule.form.value, rule_key=key,
        told=f"{watch.kind.label}：{words}",
    )  # fmt: skip
    async with write_tx():
        made = await Urge.insert(row).on_conflict(target=Urge.rule_key, action="DO NOTHING")
        if not made:
            return
        await record(SYSTEM, Verb.URGE, watch.machine.value, watch.thing_id, case=watch.case, new=row.told)
        about = await about_thing(watch.machine, watch.thing_id, watch.case, occasion=key)
        if watch.kind is Watched.FEEDBACK:
            about = replace(about, link=link_of(Event.REPLIED, about))
        await _settle_earlier(watch, about.key)
        to = themselves([watch.person]) if watch.person else await circle_of(_whom(point), about)
        await tell(Event.REMINDED, about, to=to, due=watch.due, words=watch.kind.label, left=words)


def _whom(point: Point) -> list[Whom]:
    circles = [_CIRCLES[role] for role in point.rule.roles]
    return [*circles, Whom.LEAD] if point.rule.copy_lead else circles


async def _settle_earlier(watch: Watch, thing: str) -> None:
    earlier = Notice.key.like(f"{Event.REMINDED.value}:{thing}:{watch.kind.value}:%")
    where = (Notice.case == watch.case) & Notice.done_at.is_null() & earlier
    if watch.person is not None:
        where = where & (Notice.person == watch.person)
    await Notice.update({Notice.done_at: now()}).where(where)


def _among(column: Any, rows: Sequence[dict[str, Any]]) -> Any:
    return column.is_in([row["id"] for row in rows] or [0])
