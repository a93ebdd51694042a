"""Which units handle such cases: asked of the index, answered with earlier cases and with duties as reasons."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from cases import fulltext
from cases.actor import Actor
from cases.queries.duties import duties_at
from cases.queries.precedents import Fitting, Proposal, proposals_from
from cases.queries.similar import Compared

# So many of the nearest cases speak, each by the square of its nearness: the tenth must not outvote the first.
SPEAKING = 12


async def proposed_units(index: fulltext.Index, asked: Sequence[Compared], *, actor: Actor) -> tuple[Proposal, ...]:
    """Units for some cases, the likeliest first; by their duties alone where the index cannot be asked just now."""
    near: Counter[int] = Counter()
    without = [one.id for one in asked]
    for one in asked:
        try:
            found = await fulltext.like(index, one.matter, one.text, actor=actor, place=one.place, without=without)
        except fulltext.SearchError:
            continue
        near.update({like.case: like.nearness**2 for like in found[:SPEAKING]})
    place = asked[0].place if asked and len({one.place for one in asked}) == 1 else None
    fitting = await _fitting("\n".join(one.matter for one in asked), place)
    return await proposals_from(dict(near.most_common()), fitting, actor=actor, place=place)


async def _fitting(matter: str, place: int | None) -> list[Fitting]:
    units = await duties_at(place)
    fits = await asyncio.to_thread(fulltext.fits, matter, [unit.phrases for unit in units])
    return [Fitting(unit, value, phrase) for unit, (value, phrase) in zip(units, fits, strict=True)]
