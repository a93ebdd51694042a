"""What a person does about the problems of an import: say which department a name means, or tick a problem off."""

from typing import Any

from cases import journal
from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.errors import Forbidden, NotFound, Outdated
from cases.permissions import can
from cases.stale_marks import mark_stale
from cases.tables import (
    Assignment,
    Commitment,
    CommitmentActor,
    Department,
    DepartmentAlias,
    Figure,
    ImportProblem,
    Reply,
)
from cases.tables.columns import Changes
from cases.vocabulary import AssignmentState, ProblemState, Verb

_SELF = ("我", "本")  # 我局, 本委: the unit that writes


async def settle_department(problem_id: int, department_id: int, *, actor: Actor) -> int:
    """Say which department an unknown name means on pages of that place.

    The name is known from now on, and every open problem with it is settled: assignments, replies, commitments and
    figures get their department. Returns how many problems that were. Raises Forbidden, NotFound, Outdated.
    """
    if not can(actor, Verb.SETTLE):
        raise Forbidden(act=Verb.SETTLE.label)
    async with write_tx():
        problem = await _open_problem(problem_id)
        name = problem["unknown_name"]
        department = (
            await Department.select(Department.id, Department.name).where(Department.id == department_id).first()
        )
        if department is None or name is None:
            raise NotFound(kind="单位", key=str(department_id))
        place = problem["place"]
        await _remember(name, place, department_id)
        open_ones = await _problems(
            (ImportProblem.state == ProblemState.OPEN.value) & (ImportProblem.unknown_name == name)
        )
        same = [row for row in open_ones if row["place"] == place]
        for row in same:
            await _link(row, name, department_id)
            await _settle(row, department["name"], actor)
    return len(same)


async def settle_problem(problem_id: int, note: str, *, actor: Actor) -> None:
    """Tick a problem off with a note of what was done about it. Raises Forbidden, NotFound, Outdated."""
    if not can(actor, Verb.SETTLE):
        raise Forbidden(act=Verb.SETTLE.label)
    async with write_tx():
        await _settle(await _open_problem(problem_id), note, actor)


async def _problems(where: Any) -> list[dict[str, Any]]:
    return await ImportProblem.select(*ImportProblem.all_columns(), ImportProblem.case.place.as_alias("place")).where(
        where
    )


async def _open_problem(problem_id: int) -> dict[str, Any]:
    found = await _problems(ImportProblem.id == problem_id)
    if not found:
        raise NotFound(kind="问题", key=str(problem_id))
    if found[0]["state"] != ProblemState.OPEN.value:
        raise Outdated(kind="问题", key=str(problem_id))
    return found[0]


async def _remember(name: str, place: int | None, department: int) -> None:
    """Let the name mean this department on pages of the place, instead of what was said before."""
    here = DepartmentAlias.place.is_null() if place is None else DepartmentAlias.place == place
    same = here & (DepartmentAlias.folded == name)
    await DepartmentAlias.update({DepartmentAlias.settled: False}).where(same)
    changed = (
        await DepartmentAlias.update({DepartmentAlias.settled: True})
        .where(same & (DepartmentAlias.department == department))
        .returning(DepartmentAlias.id)
    )
    if not changed:
        await DepartmentAlias.insert(
            DepartmentAlias(department=department, place=place, alias=name, folded=name, settled=True)
        )


async def _link(problem: dict[str, Any], name: str, department: int) -> None:
    """Give the rows that wait for the name their department."""
    if problem["assignment"] is None:
        return
    assignment = await Assignment.select().where(Assignment.id == problem["assignment"]).first()
    if assignment is None:
        return
    twin = await Assignment.exists().where(
        (Assignment.case == assignment["case"])
        & (Assignment.department == department)
        & (Assignment.id != assignment["id"])
        & (Assignment.state != AssignmentState.CANCELLED.value)
    )
    changes: Changes = {"department": department, "version": assignment["version"] + 1}
    if twin:  # the page has written one unit in two ways
        changes |= {"state": AssignmentState.CANCELLED.value, "reason": "同一单位的另一种写法"}
    await Assignment.update(changes).where(Assignment.id == assignment["id"])
    replies = await Reply.select(Reply.id, Reply.document).where(
        (Reply.assignment == assignment["id"]) & Reply.department.is_null()
    )
    for reply in replies:
        await _link_reply(reply["id"], assignment["printed_name"], department)
    papers = [("document", reply["document"]) for reply in replies if reply["document"] is not None]
    await mark_stale(("case", assignment["case"]), *papers)


async def _link_reply(reply: int, printed: str, department: int) -> None:
    """The unit of a reply is bound by those of its commitments that name nobody else."""
    await Reply.update({Reply.department: department}).where(Reply.id == reply)
    await Figure.update({Figure.department: department}).where((Figure.reply == reply) & Figure.department.is_null())
    waiting = await Commitment.select(Commitment.id).where(
        (Commitment.reply == reply) & Commitment.department.is_null()
    )
    ids = [row["id"] for row in waiting]
    if not ids:
        return
    actors = await CommitmentActor.select().where(CommitmentActor.commitment.is_in(ids))
    own = [row["id"] for row in actors if row["phrase"] == printed or row["phrase"].startswith(_SELF)]
    if own:
        await CommitmentActor.update({CommitmentActor.department: department}).where(CommitmentActor.id.is_in(own))
    others = {row["commitment"] for row in actors if row["id"] not in own and not row["vague"]}
    bound = [row_id for row_id in ids if row_id not in others]
    if bound:
        await Commitment.update({Commitment.department: department}).where(Commitment.id.is_in(bound))


async def _settle(problem: dict[str, Any], settlement: str, actor: Actor) -> None:
    changes: Changes = {
        "state": ProblemState.SETTLED.value,
        "settled_at": now(),
        "settled_by": actor.name,
        "settlement": settlement,
    }
    await ImportProblem.update(changes).where(ImportProblem.id == problem["id"])
    await journal.record(
        actor,
        Verb.SETTLE,
        "import_problem",
        problem["id"],
        case=problem["case"],
        old=problem["unknown_name"],
        new=settlement,
    )
