"""Handing a case back: a unit asks, the office decides. One unit's return never flips the case."""

from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.errors import NotFound, UnitsUnfit
from cases.facts import Row
from cases.tables import Assignment, Case, Department, ReturnRequest
from cases.vocabulary import Machine, ReturnState, Verb
from cases.workflow import follow, move


async def request_return(
    assignment: int, seen: int, reason: str, basis: str, proposed: int | None, *, actor: Actor
) -> int:
    """Ask to hand an assignment back. basis: the rule it rests on; proposed: whose it is. The request's id."""
    async with write_tx():
        name = await _proposed(assignment, proposed)
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
