"""Cases on the matter of another, by the search. Ids only: rows are fetched through their own query."""

from typing import Any

from litestar import Request

from cases import fulltext
from cases.actor import Actor
from cases.queries.similar import Compared

# A title of fewer characters names no matter yet.
SHORTEST = 4
# What is less near than so much of the nearest shares a word and not the matter; of the pairs of the benchmark none
# lies below a half.
NEAR = 0.4


def names_a_matter(one: Compared) -> bool:
    """Whether there is something to look for."""
    return len(one.matter) >= SHORTEST


async def alike(request: Request[Any, Any, Any], one: Compared, *, actor: Actor) -> tuple[fulltext.Like, ...]:
    """The nearest to the matter first, never the case itself. Raises SearchError, without which the work goes on."""
    if not names_a_matter(one):
        return ()
    index = request.app.state.index
    found = await fulltext.like(index, one.matter, one.text, actor=actor, place=one.place, without=[one.id])
    return tuple(like for like in found if like.nearness >= NEAR * found[0].nearness)
