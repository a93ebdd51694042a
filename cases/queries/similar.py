"""Earlier cases on the same matter: what to look for, and what a writer or reviewer is shown of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from piccolo.query.functions import Count

from cases.actor import Actor
from cases.errors import NotFound
from cases.permissions import visible_to
from cases.queries.counting import leaders_of, results_of
from cases.queries.texts import sources
from cases.tables import Case, Commitment, ProposalText
from cases.vocabulary import (
    SETTLED,
    UNTITLED,
    CaseState,
)

# So much of a text says what it is about.
LONGEST_TEXT = 2000
_FRAME = re.compile(r"^(?:关于|對於|关於|對于|關於|關于|对于|对|對)|的?(?:提案|建议|議案|建議|议案|意见|意見)$")


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """An earlier case. unit: who led; open_promises: promises of its answer that nobody has settled.

    written_here: its text is in the system, so that two can be laid side by side.
    """

    id: int
    title: str
    number: str | None
    year: int | None
    state: CaseState
    unit: str | None
    result: str | None
    open_promises: int
    written_here: bool


def matter_of(title: str) -> str:
    """What a title names, without the frame that every title has."""
    return _FRAME.sub("", _FRAME.sub("", "".join(title.split())))


@dataclass(frozen=True, slots=True)
class NamedMatter:
    """What a case is about. place: where it was handed in."""

    id: int
    matter: str
    place: int | None


async def matters_named(ids: Sequence[int], *, actor: Actor) -> tuple[NamedMatter, ...]:
    """What those of some cases are about that the actor may see; drafts are nobody's to be compared with."""
    where = visible_to(actor, Case) & Case.id.is_in(list(ids) or [0]) & (Case.state != CaseState.DRAFT.value)
    rows = await Case.select(Case.id, Case.title, Case.place).where(where)
    return tuple(NamedMatter(row["id"], matter_of(row["title"] or ""), row["place"]) for row in rows)


@dataclass(frozen=True, slots=True)
class Compared:
    """A case whose like is looked for. text: what it asks for and why, as far as the reader sees it. received: it was
    handed in here; draft: it is still being written."""

    id: int
    title: str
    matter: str
    text: str
    place: int | None
    received: bool
    draft: bool


async def compared_case(case_id: int, *, actor: Actor) -> Compared:
    """A case to compare others with. Raises NotFound, also for what the actor may not see."""
    case = await Case.select(*Case.all_columns()).where(visible_to(actor, Case) & (Case.id == case_id)).first()
    if case is None:
        raise NotFound(kind="提案建议", key=str(case_id))
    written = (
        await ProposalText.select(*ProposalText.all_columns())
        .where(visible_to(actor, ProposalText) & (ProposalText.case == case_id))
        .order_by(ProposalText.number, ascending=False)
        .first()
    )
    title, text = case["title"] or "", ""
    if written is not None:
        title = written["title"] if case["state"] == CaseState.DRAFT.value else title or written["title"]
        text = "\n".join((written["recommendations"], written["situation"], written["analysis"]))
    elif case["proposal_document"] is not None:
        page = (await sources([case["proposal_document"]], actor=actor)).get(case["proposal_document"])
        text = page.text[case["proposal_start"] or 0 : case["proposal_end"]] if page else ""
    return Compared(
        id=case_id,
        title=title or UNTITLED,
        matter=matter_of(title),
        text=text[:LONGEST_TEXT],
        place=case["place"],
        received=case["receipt_no"] is not None,
        draft=case["state"] == CaseState.DRAFT.value,
    )


async def similar_cases(ids: Sequence[int], *, actor: Actor) -> tuple[SimilarCase, ...]:
    """The cases with these ids that the actor may see, in the same order."""
    where = visible_to(actor, Case) & Case.id.is_in(list(ids) or [0]) & (Case.state != CaseState.DRAFT.value)
    rows = {row["id"]: row for row in await Case.select().where(where)}
    leaders = await leaders_of(list(rows), actor=actor)
    results = await results_of(list(rows), actor=actor)
    promises = await _open_promises(list(rows), actor)
    return tuple(
        SimilarCase(
            id=i,
            title=rows[i]["title"] or UNTITLED,
            number=rows[i]["number_raw"],
            year=rows[i]["year"],
            state=CaseState(rows[i]["state"]),
            unit=leaders.get(i, (None, None))[1],
            result=results.get(i),
            open_promises=promises.get(i, 0),
            written_here=rows[i]["receipt_no"] is not None,
        )
        for i in dict.fromkeys(ids)
        if i in rows
    )


async def _open_promises(ids: list[int], actor: Actor) -> dict[int, int]:
    settled = [state.value for state in SETTLED]
    where = visible_to(actor, Commitment) & Commitment.current.eq(True) & Commitment.case.is_in(ids or [0])
    rows = (
        await Commitment.select(Commitment.case, Count(alias="n"))
        .where(where & Commitment.state.not_in(settled))
        .group_by(Commitment.case)
    )
    return {r["case"]: r["n"] for r in rows}
