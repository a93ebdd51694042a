"""How commitments stand in the ledger: their lamps by the rules in force, what was reported and found last."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from piccolo.custom_types import Combinable

from cases.actor import Actor
from cases.calendars import working_calendar
from cases.clock import beijing_day, today
from cases.deadlines import due_of
from cases.lights import lamp_of
from cases.permissions import visible_to
from cases.schemes import Span, current_scheme
from cases.tables import CarryOver, Commitment, DueChange, ProgressReport, Verification
from cases.vocabulary import SETTLED, Clock, ExtensionState, Lamp, Role, SpanUnit, Stage, Track, Verdict

_AT_ONCE = 500
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Warned:
    """Until which day a commitment counts as near, and the span that says so: of suggestions, and of all others."""

    cppcc: date
    npc: date
    cppcc_span: Span
    npc_span: Span

    def until(self, track: Track | str | None) -> date:
        """The day for a track; a plan, which has none, goes by the rules of proposals."""
        return self.npc if track == Track.NPC else self.cppcc

    @property
    def words(self) -> str:
        """The span as the head of a list says it."""
        if self.cppcc_span == self.npc_span:
            return _said(self.cppcc_span)
        return f"{_said(self.cppcc_span)}（建议 {_said(self.npc_span)}）"


@dataclass(frozen=True, slots=True)
class Progress:
    """What the ledger says of one commitment beside its words. changes: how often its day was changed by approval.

    asked: another day waits for approval. reported_on, verified_on: days. carried: into which years, in order.
    """

    lamp: Lamp
    original_due_on: date | None
    owner: str | None
    measure: str | None
    changes: int = 0
    asked: date | None = None
    stage: Stage | None = None
    told: str | None = None
    reported_on: date | None = None
    verdict: Verdict | None = None
    verified_on: date | None = None
    carried: tuple[int, ...] = ()


async def warned_until() -> Warned:
    """The thresholds of today, by the rules in force."""
    calendar, on = await working_calendar(), today()
    spans, days = {}, {}
    for track in (Track.CPPCC, Track.NPC):
        rules = await current_scheme(track)
        spans[track] = rules.spans[Clock.COMMITMENT]
        # Counted from today on, and never rolled to a working day: the head of the list says the very number.
        counted = due_of(Clock.COMMITMENT, on, replace(rules, start_next_day=True), calendar)
        days[track] = counted.before_rolling
    return Warned(days[Track.CPPCC], days[Track.NPC], spans[Track.CPPCC], spans[Track.NPC])


def _said(span: Span) -> str:
    return f"{span}以内" if span.unit is not SpanUnit.DATE else f"{span}以前"


def where_lamp(lamp: Lamp, warned: Warned, actor: Actor) -> Combinable:
    """The commitments of a colour as this reader sees it, by the same rule as ``lamp_of``."""
    c: Any = Commitment
    kept = [state.value for state in SETTLED]
    if lamp is Lamp.GREY:
        return c.state.is_in(kept)
    d: Any = DueChange
    waiting = d.select(d.commitment).where(visible_to(actor, DueChange) & (d.state == ExtensionState.REQUESTED.value))
    if lamp is Lamp.BLUE:
        return c.state.not_in(kept) & c.id.is_in(waiting)
    free = c.state.not_in(kept) & c.id.not_in(waiting)
    if lamp is Lamp.UNDATED:
        return free & c.due_on.is_null()
    if lamp is Lamp.RED:
        return free & (c.due_on < today())
    near = (c.case.track == Track.NPC.value) & (c.due_on <= warned.npc)
    others = (c.case.is_null() | (c.case.track != Track.NPC.value)) & (c.due_on <= warned.cppcc)
    if lamp is Lamp.YELLOW:
        return free & (c.due_on >= today()) & (near | others)
    far = (c.case.track == Track.NPC.value) & (c.due_on > warned.npc)
    beyond = (c.case.is_null() | (c.case.track != Track.NPC.value)) & (c.due_on > warned.cppcc)
    return free & (c.due_on >= today()) & (far | beyond)


async def progress_of(ids: Sequence[int], *, actor: Actor) -> dict[int, Progress]:
    """How each of these commitments stands, as far as the reader may know. ids: of commitments that he sees."""
    if not ids:
        return {}
    warned = await warned_until()
    staff = actor.role is not Role.PUBLIC
    found: dict[int, Progress] = {}
    for at in range(0, len(ids), _AT_ONCE):
        some = list(ids[at : at + _AT_ONCE])
        reports = await _last(ProgressReport, some, actor) if staff else {}
        verdicts = await _last(Verification, some, actor) if staff else {}
        changes = await _all(DueChange, some, actor) if staff else {}
        carried = await _all(CarryOver, some, actor) if staff else {}
        c: Any = Commitment
        columns = (
            c.id, c.state, c.due_on, c.original_due_on, c.owner, c.measure, c.case.track.as_alias("track"),
        )  # fmt: skip
        for row in await c.select(*columns).where(c.id.is_in(some)):
            one = row["id"]
            found[one] = _progress(
                row, reports.get(one), verdicts.get(one), changes.get(one, ()), carried.get(one, ()), warned
            )
    return found


def _progress(
    row: Row, report: Row | None, verdict: Row | None, changes: Iterable[Row], carried: Iterable[Row], warned: Warned
) -> Progress:
    asked = next((one["new_due_on"] for one in changes if one["state"] == ExtensionState.REQUESTED), None)
    kept = row["state"] in SETTLED
    return Progress(
        lamp=lamp_of(row["due_on"], today(), warned.until(row["track"]), kept=kept, changing=asked is not None),
        original_due_on=row["original_due_on"],
        owner=row["owner"],
        measure=row["measure"],
        changes=sum(one["state"] == ExtensionState.APPROVED for one in changes),
        asked=asked,
        stage=Stage(report["stage"]) if report else None,
        told=report["told"] if report else None,
        reported_on=_day(report),
        verdict=Verdict(verdict["verdict"]) if verdict else None,
        verified_on=_day(verdict),
        carried=tuple(sorted(one["year"] for one in carried if one["undone_at"] is None)),
    )


def _day(row: Mapping[str, Any] | None) -> date | None:
    at: datetime | None = row["created_at"] if row else None
    return beijing_day(at) if at is not None else None


async def _all(table: Any, ids: list[int], actor: Actor) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    where = visible_to(actor, table) & table.commitment.is_in(ids)
    for row in await table.select().where(where).order_by(table.id):
        found.setdefault(row["commitment"], []).append(row)
    return found


async def _last(table: Any, ids: list[int], actor: Actor) -> dict[int, Row]:
    return {one: rows[-1] for one, rows in (await _all(table, ids, actor)).items()}
