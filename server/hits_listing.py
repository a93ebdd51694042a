"""The results of a search as a list that can be carried away like any other, in the background where it is long."""

from dataclasses import replace
from typing import Any

from cases.actor import Actor
from cases.fulltext import Index
from cases.queries.hits import Card
from cases.queries.listing import Rows
from server import columns
from server.asked import Asked, asked_of, found_by, spoken_search
from server.listings import Listing, listing_of

NOUN = "search"
# Each result is fetched with its text; between two lots others get their turn.
AT_ONCE = 200


def hits_listing(index: Index) -> Listing:
    """The list of what a search finds."""

    async def page(wanted: Asked, *, actor: Actor, page: int = 1, per_page: int = 20) -> Rows[Card]:
        found = await found_by(index, replace(wanted, page=page, per=per_page), actor=actor)
        return Rows(found.hits, found.total, page, per_page)

    def key(card: Any) -> tuple[str, int]:
        return card.kind, card.id

    return Listing(
        "检索结果", columns.HITS, asked_of, page, key=key, said=lambda wanted, _: spoken_search(wanted), lot=AT_ONCE
    )


def listing_for(index: Index, noun: str, *, actor: Actor) -> Listing:
    """The list of a noun, that of a search among them. Raises NotFound where there is none for this reader."""
    return hits_listing(index) if noun == NOUN else listing_of(noun, actor=actor)
