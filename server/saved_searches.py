"""A saved search put to the archive again: its address read as the page reads it, and asked of the same query."""

from typing import Any
from urllib.parse import parse_qsl

from litestar.datastructures import MultiDict

from cases.actions.saved_searches import note_search
from cases.actions.search_news import Find
from cases.actor import Actor
from cases.fulltext import Index, things_found
from cases.queries.cases import case_ids
from cases.queries.commitments import commitment_ids
from cases.queries.counting import Choices
from cases.queries.saved_hits import Thing
from cases.vocabulary.searches import SavedPage
from server.asked import asked_of, spoken_search
from server.filters import query
from server.list_forms import case_filter, commitment_filter, pairs_of, spoken

_LISTS: dict[SavedPage, Any] = {
    SavedPage.CASES: (case_filter, case_ids, "case"),
    SavedPage.COMMITMENTS: (commitment_filter, commitment_ids, "commitment"),
}


def finder(index: Index) -> Find:
    """What looks at saved searches. The function raises SearchError."""

    async def find(page: SavedPage, text: str, actor: Actor, most: int) -> tuple[int, tuple[Thing, ...]]:
        params = params_of(text)
        if page is SavedPage.SEARCH:
            asked = asked_of(params)
            return await things_found(index, asked.q, actor=actor, most=most, **asked.terms())
        read, ids, kind = _LISTS[page]
        total, found = await ids(read(params), actor=actor, most=most)
        return total, tuple((kind, number) for number in found)

    return find


def params_of(text: str) -> MultiDict[str]:
    """What stands after the question mark, as a request has it."""
    return MultiDict(parse_qsl(text))


def plain_query(page: SavedPage, text: str) -> str:
    """The same search as its page would write it: nonsense, page numbers and tokens fall away."""
    params = params_of(text)
    if page is SavedPage.SEARCH:
        return query(asked_of(params).pairs())
    return query(pairs_of(_LISTS[page][0](params)))


def conditions_of(page: SavedPage, text: str, choices: Choices) -> str:
    """A search in words; empty where nothing narrows it."""
    params = params_of(text)
    said = spoken_search(asked_of(params)) if page is SavedPage.SEARCH else spoken(_LISTS[page][0](params), choices)
    return "；".join(said)


async def noted(text: str, *, actor: Actor) -> None:
    """Keep a question that somebody put to the search among his last ones."""
    await note_search(SavedPage.SEARCH, text, actor=actor)
