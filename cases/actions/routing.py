"""Which units similar cases speak for: asked of the index by the title, answered with the cases as reasons."""

from collections.abc import Sequence
from typing import Any

from cases import fulltext
from cases.actor import Actor
from cases.queries.precedents import Proposal, proposals_from
from cases.queries.similar import questions_of

SIMILAR = 30


async def proposed_units(
    index: Any, titles: Sequence[str], *, actor: Actor, without: Sequence[int] = ()
) -> tuple[Proposal, ...]:
    """Units for cases of these titles, the likeliest first; none where the index cannot be asked just now.

    index: the open search index. without: cases that must not speak for themselves.
    """
    similar: list[int] = []
    for title in titles:
        # A title is no question: its quotation marks would ask for the very words.
        for words in questions_of(title, ""):
            try:
                found = await fulltext.find(index, words, actor=actor, size=SIMILAR, reading="any")
            except fulltext.SearchError:
                return ()
            similar += [card.case_id for card in found.hits if card.case_id is not None]
    return await proposals_from(similar, actor=actor, without=without)
