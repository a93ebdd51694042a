"""Earlier cases on the same matter: what to look for, and what a writer or reviewer is shown of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from piccolo.query.functions import Count

from cases.actor import Actor
from cases.permissions import visible_to
from cases.queries.counting import leaders_of, results_of
from cases.tables import Case, Commitment
from cases.vocabulary import (
    SETTLED,
    UNTITLED,
    CaseState,
)

LONGEST_TITLE, LONGEST_SENTENCE = 60, 40
MOST_QUESTIONS = 4
_FRAME = re.compile(r"^(?:关于|对于|对)|的?(?:提案|建议|议案|意见)$")
_SENTENCES = re.compile(r"[。！？；\n]{1,3}")
_PLAIN = re.compile(r"[^\u3400-\u9fffA-Za-z0-9]{1,50}")


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


def questions_of(title: str, recommendations: str) -> tuple[str, ...]:
    """What to search for: the matter that the title names, then the first things that are asked for."""
    matter = _FRAME.sub("", _FRAME.sub("", "".join(title.split())))[:LONGEST_TITLE]
    asked = (part.strip() for part in _SENTENCES.split(recommendations[:2000]))
    plain = [" ".join(_PLAIN.sub(" ", text).split())[:LONGEST_SENTENCE] for text in (matter, *asked)]
    return tuple(dict.fromkeys(text for text in plain if len(text) > 3))[:MOST_QUESTIONS]


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
