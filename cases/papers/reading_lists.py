"""Lists over several cases for one paper: what was given out on one day, and what units promised. For one reader."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from cases.actor import Actor
from cases.facts import Facts, Row
from cases.papers.matter import Listed, Promised
from cases.papers.reading_rows import promise_of
from cases.permissions import visible_to
from cases.queries.commitments import commitments_of
from cases.tables import Assignment, CaseSubmitter, Reply
from cases.vocabulary import ENDED, LEADING, AssignmentRole, ReplyKind, ReplyState, Signature
from cases.vocabulary.papers import SEVERAL

_ENDED = [state.value for state in ENDED]


async def given_out_with(facts: Facts, actor: Actor) -> tuple[Listed, ...]:
    """The parts that were given out on the same day as this case, on the same track; of a unit's reader its own.

    Empty where the case was not given out yet.
    """
    days = [a["assigned_on"] for a in facts.live if a["assigned_on"] is not None]
    if not days:
        return ()
    part: Any = Assignment
    where = (part.assigned_on == max(days)) & (part.case.track == facts.case["track"]) & part.state.not_in(_ENDED)
    if actor.unit is not None:
        where = where & (part.department == actor.unit)
    rows = await _parts(where, actor)
    names, together = await _submitters(rows, actor), await _together(rows, actor)
    return tuple(
        Listed(
            unit=r["unit"] or r["printed_name"],
            role=AssignmentRole(r["role"]),
            number=r["number"] or "",
            title=r["title"],
            submitters=names.get(r["case"], ""),
            due_on=r["due_on"],
            doc_no=r["doc_no"] or "",
            together="\n".join(words for other, words in together[r["case"]] if other != r["id"]),
        )
        for r in rows
    )


async def promised_with(facts: Facts, actor: Actor) -> tuple[Listed, ...]:
    """What the units that answer this case promised in all their replies of the same session."""
    units = [a["department"] for a in facts.leading if a["department"] is not None]
    part: Any = Assignment
    where = part.department.is_in(units or [0]) & part.role.is_in([role.value for role in LEADING])
    where = where & (part.case.track == facts.case["track"]) & part.state.not_in(_ENDED)
    where = where & (part.case.session_text == facts.case["session_text"])
    rows = await _parts(where, actor)
    replies = await _replies([r["id"] for r in rows], actor)
    promises: dict[int, list[Promised]] = defaultdict(list)
    for one in await commitments_of([r["document"] for r in replies.values() if r["document"]], actor=actor):
        promises[one.document_id].append(promise_of(one))
    return tuple(
        Listed(
            unit=r["unit"] or r["printed_name"],
            role=AssignmentRole(r["role"]),
            number=r["number"] or "",
            title=r["title"],
            submitters="",
            result_class=replies[r["id"]]["result_class"] or "",
            promises=tuple(promises[replies[r["id"]]["document"]]),
        )
        for r in rows
        if r["id"] in replies
    )


async def _parts(where: Any, actor: Actor) -> Sequence[Row]:
    part: Any = Assignment
    rows: list[Row] = await part.select(
        part.id, part.case.id.as_alias("case"), part.printed_name, part.role, part.due_on, part.doc_no,
        part.department.name.as_alias("unit"), part.case.number_raw.as_alias("number"),
        part.case.title.as_alias("title"),
    ).where(visible_to(actor, Assignment) & where)  # fmt: skip
    order = {role: place for place, role in enumerate(AssignmentRole)}
    return sorted(rows, key=lambda r: (r["unit"] or r["printed_name"], order[r["role"]], _in_order(r["number"] or "")))


def _in_order(number: str) -> tuple[str, int]:
    """北岭7 before 北岭12."""
    digits = "".join(char for char in number if char.isdecimal())
    return number.rstrip(f"号{digits}"), int(digits or 0)


async def _submitters(rows: Sequence[Row], actor: Actor) -> dict[int, str]:
    """The first name of each case and how many there are, where this reader may know them."""
    where = visible_to(actor, CaseSubmitter) & CaseSubmitter.case.is_in([r["case"] for r in rows] or [0])
    signed = where & (CaseSubmitter.signature == Signature.SIGNED.value)
    names: dict[int, list[str]] = defaultdict(list)
    columns = (CaseSubmitter.case, CaseSubmitter.printed_name)
    for r in await CaseSubmitter.select(*columns).where(signed).order_by(CaseSubmitter.position):
        names[r["case"]].append(r["printed_name"])
    return {
        case: SEVERAL.format(name=some[0], count=len(some)) if len(some) > 1 else some[0]
        for case, some in names.items()
    }


async def _together(rows: Sequence[Row], actor: Actor) -> dict[int, list[tuple[int, str]]]:
    """Every unit of each case with its role, by the id of its part."""
    part: Any = Assignment
    where = part.case.is_in([r["case"] for r in rows] or [0]) & part.state.not_in(_ENDED)
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for r in await _parts(where, actor):
        found[r["case"]].append((r["id"], f"{AssignmentRole(r['role']).label}：{r['unit'] or r['printed_name']}"))
    return found


async def _replies(parts: Sequence[int], actor: Actor) -> dict[int, Row]:
    """The reply in force of each part."""
    where = Reply.assignment.is_in(list(parts) or [0]) & (Reply.kind == ReplyKind.REPLY.value)
    where = where & (Reply.state == ReplyState.SENT.value) & visible_to(actor, Reply)
    columns = (Reply.assignment, Reply.document, Reply.result_class)
    return {r["assignment"]: r for r in await Reply.select(*columns).where(where).order_by(Reply.number)}
