"""Handing a case back: a unit asks, the office decides. One unit's return never flips the case."""

from dataclasses import dataclass, replace
from datetime import date

from cases import recipients
from cases.actor import Actor
from cases.clock import now, today
from cases.counters import letter_numbers
from cases.database import write_tx
from cases.errors import FieldMissing, NotFound, ReasonMissing, UnitsUnfit
from cases.facts import Row
from cases.notices import about_thing, case_label, tell
from cases.tables import Assignment, Case, Department, ReturnRequest
from cases.vocabulary import Event, Machine, ReturnState, Role, Verb
from cases.vocabulary.telling import MEETING, MEETING_TOLD
from cases.workflow import LEAST_REASON, Moved, follow, move


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the units that dispute a case: to come or held. words: what for, or what came of it."""

    on: date | None
    place: str
    words: str

    def said(self) -> str:
        """The meeting in one sentence. Raises FieldMissing, ReasonMissing."""
        if self.on is None:
            raise FieldMissing(field="协调会日期")
        if not self.place.strip():
            raise FieldMissing(field="协调会地点")
        if len(self.words.strip()) < LEAST_REASON:
            raise ReasonMissing(act=Verb.COORDINATE.label, least=LEAST_REASON)
        day = {"year": self.on.year, "month": self.on.month, "day": self.on.day}
        return MEETING.format(**day, place=" ".join(self.place.split()), words=self.words.strip())


async def request_return(
    assignment: int, seen: int, reason: str, basis: str, proposed: int | None, *, actor: Actor
) -> int:
    """Ask to hand an assignment back. basis: the rule it rests on; proposed: whose it is. The request's id."""
    async with write_tx():
        name = await _proposed(assignment, proposed)
        (doc_no,) = await letter_numbers("return request", actor)
        moved = await move(
            Machine.ASSIGNMENT,
            assignment,
            Verb.REQUEST_RETURN,
            actor=actor,
            seen=seen,
            reason=reason,
            intent={"proposed": proposed},
            told=f"建议改由{name}承办" if name else None,
        )
        row = ReturnRequest(
            case=moved.facts.case["id"],
            assignment=assignment,
            reason=reason.strip(),
            basis=basis.strip() or None,
            proposed=proposed,
            doc_no=doc_no,
            asked_by=actor.person,
        )
        await ReturnRequest.insert(row)
        await follow(moved.facts.case["id"])
    return int(row.id)


async def decide_return(request: int, seen: int, words: str, *, granted: bool, actor: Actor) -> int:
    """Grant or refuse a request; a granted one is counted on the case. The id of the case.

    seen: the version of the assignment. Raises NotFound.
    """
    async with write_tx():
        asked = await _request(request)
        verb = Verb.GRANT_RETURN if granted else Verb.REFUSE_RETURN
        changes = {"reason": asked["reason"]} if granted else None
        moved = await move(
            Machine.ASSIGNMENT, asked["assignment"], verb, actor=actor, seen=seen, reason=words, changes=changes
        )
        await ReturnRequest.update(
            {
                ReturnRequest.state: (ReturnState.GRANTED if granted else ReturnState.REFUSED).value,
                ReturnRequest.decision_words: words.strip(),
                ReturnRequest.decided_by: actor.person,
                ReturnRequest.decided_at: now(),
            }
        ).where(ReturnRequest.id == request)
        case = int(moved.facts.case["id"])
        if granted:
            await Case.update({Case.returns: Case.returns + 1}).where(Case.id == case)
        await follow(case)
    return case


async def coordinate(request: int, seen: int, meeting: Meeting, *, actor: Actor) -> int:
    """Call the units together, or note that they met; the request stays open. The id of the case.

    It stands in the journal of the assignment, as its decision will. Both the asking unit and the one it named are
    told; the latter may have no part in the case, so it is told the number and the meeting and led to its notices.
    seen: the version of the assignment. Raises NotFound, and as ``Meeting.said``.
    """
    said = meeting.said()
    async with write_tx():
        asked = await _request(request)
        moved = await move(
            Machine.ASSIGNMENT, asked["assignment"], Verb.COORDINATE, actor=actor, seen=seen, reason=said
        )
        await _tell_units(asked, moved, said, actor)
    return int(moved.facts.case["id"])


async def _tell_units(asked: Row, moved: Moved, said: str, actor: Actor) -> None:
    case = moved.facts.case
    words = MEETING_TOLD.format(case=case_label(case), meeting=said)
    about = await about_thing(Machine.ASSIGNMENT, asked["assignment"], case["id"], occasion=f"v{moved.version}")
    await tell(Event.COORDINATION, about, actor=actor, words=words)
    if asked["proposed"] is not None:
        others = await recipients.holders(today(), (Role.CLERK, Role.APPROVER), units=[asked["proposed"]])
        has_part = any(row["department"] == asked["proposed"] for row in moved.facts.live)
        place = about if has_part else replace(about, link="/notices")
        await tell(Event.COORDINATION, place, actor=actor, to=others, words=words)


async def _proposed(assignment: int, unit: int | None) -> str:
    """The name of the proposed unit. Raises UnitsUnfit where it is the asking one or not there."""
    if unit is None:
        return ""
    row = await Department.select(Department.name).where(Department.id == unit).first()
    if row is None:
        raise UnitsUnfit(why="建议的单位不在单位名录里")
    if await Assignment.exists().where((Assignment.id == assignment) & (Assignment.department == unit)):
        raise UnitsUnfit(why="不能建议改由本单位承办")
    return str(row["name"])


async def _request(request: int) -> Row:
    row = await ReturnRequest.select().where(ReturnRequest.id == request).first()
    if row is None:
        raise NotFound(kind="退办申请", key=str(request))
    return row
