"""Which kind of office leads a case: leave-one-out over documents of many places that have no register of units here.

Each case is taken to a made-up place that has every usual office once, so that only the kind of office can be right.
"""

from dataclasses import replace

from cases import fulltext
from cases.actions.routing import SPEAKING
from cases.actor import OFFICE
from cases.queries.duties import Duties, office_of, usual_duties
from cases.queries.precedents import Fitting, proposals_from
from cases.queries.similar import compared_case
from cases.tables import Assignment
from cases.vocabulary import LEADING

NOWHERE = -1


async def office_ranks(index: fulltext.Index, cases: set[int]) -> list[int | None]:
    """The place of the office that truly led among those proposed, for each of the cases whose lead is known."""
    rows = await Assignment.select(Assignment.case, Assignment.department, Assignment.department.key).where(
        Assignment.role.is_in([role.value for role in LEADING])
        & Assignment.department.is_not_null()
        & Assignment.case.is_in(list(cases))
    )
    return [await _rank(index, r["case"], office_of(r["department.key"], r["department"])) for r in rows]


async def _rank(index: fulltext.Index, case: int, truth: str) -> int | None:
    kinds = list(dict.fromkeys(usual_duties().values()))
    here = [Duties(-at, "", _name(phrases), phrases) for at, phrases in enumerate(kinds, start=1)]
    one = replace(await compared_case(case, actor=OFFICE), text="")
    near = await fulltext.like(index, one.matter, "", actor=OFFICE, without=[case])
    fits = fulltext.fits(one.matter, kinds)
    fitting = [Fitting(unit, value, phrase) for unit, (value, phrase) in zip(here, fits, strict=True)]
    weights = {like.case: like.nearness**2 for like in near[:SPEAKING]}
    found = await proposals_from(weights, fitting, actor=OFFICE, place=NOWHERE)
    wanted = usual_duties().get(truth)
    rank = next((at for at, got in enumerate(found) if wanted and kinds[-got.unit - 1] == wanted), None)
    if rank != 0:
        print(f"office {rank + 1 if rank is not None else '-':>2} {truth} {one.matter[:40]}")
    return rank


def _name(phrases: tuple[str, ...]) -> str:
    return next(office for office, known in usual_duties().items() if known == phrases)
