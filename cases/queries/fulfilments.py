"""Promises that a later document may tell of, and promises that are only said again, as this reader may see them."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.actor import Actor
from cases.fulfilments.pairing import pairs_of
from cases.fulfilments.papers import Pair, Paper, Passage, Promise, Repeat
from cases.fulfilments.repeating import repeats_of
from cases.kept_answers import kept
from cases.permissions import view_of, visible_to
from cases.queries.commitments import CommitmentRow, commitments_by_id
from cases.queries.counting import Choice
from cases.queries.masking import list_in, masked
from cases.reading.shadow import Span
from cases.tables import Commitment, Document, PairDecision
from cases.vocabulary import DocumentKind, Judgement

# The newest of a place are read; a page that leaves some out says so.
MOST_PAPERS = 200
_WEIGHT = 20  # among answers that are kept
_SUBMITTERS = "proposal"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two sentences and the document it stands in."""

    document: int
    title: str
    year: int | None
    quote: str
    promise: CommitmentRow | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person made of a proposal."""

    judgement: Judgement
    told: str | None
    who: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class PairRow:
    """A proposal: both sentences side by side and why; decided: what a person made of it, none while nobody has."""

    pair: Pair
    earlier: Side
    later: Side
    decided: Decided | None = None


@dataclass(frozen=True, slots=True)
class RepeatRow:
    """A promise said again."""

    repeat: Repeat
    earlier: Side
    later: Side


@dataclass(frozen=True, slots=True)
class Fulfilments:
    """What is proposed for one place. papers: how many documents were read; cut: there are more."""

    pairs: tuple[PairRow, ...]
    repeats: tuple[RepeatRow, ...]
    place: int | None
    places: tuple[Choice, ...]
    papers: int
    cut: bool


async def fulfilments(*, actor: Actor, place: int | None = None) -> Fulfilments:
    """Proposals from the documents of a place; without one, of the place with most documents. Paired anew after a
    change of what was read."""
    return await kept(("fulfilments", place, view_of(actor)), lambda: _proposed(place, actor), weight=_WEIGHT)


async def _proposed(place: int | None, actor: Actor) -> Fulfilments:
    places = await _places(actor)
    chosen = place if place in {one.id for one, _ in places} else (places[0][0].id if places else None)
    if chosen is None:
        return Fulfilments((), (), None, (), 0, False)
    rows = await _documents(chosen, actor)
    promises = await _promises([row["id"] for row in rows], actor)
    papers = await asyncio.to_thread(lambda: [_paper(row, promises, actor) for row in rows])
    found = await asyncio.to_thread(lambda: (pairs_of(promises, papers), repeats_of(promises, papers)))
    known = await commitments_by_id([p.id for p in promises], actor=actor)
    titled = {row["id"]: row for row in rows}
    decided = await _decided([row["id"] for row in rows], actor)
    pairs = tuple(
        PairRow(p, _side(p.earlier, titled, known.get(p.promise or 0)), _side(p.later, titled), decided.get(_key(p)))
        for p in found[0]
    )
    repeats = tuple(
        RepeatRow(r, _side(r.earlier, titled, known.get(r.promises[0])), _side(r.later, titled)) for r in found[1]
    )
    listed = tuple(sorted((one for one, _ in places), key=lambda one: one.name))
    return Fulfilments(pairs, repeats, chosen, listed, len(rows), len(rows) == MOST_PAPERS)


def _side(passage: Passage, titled: dict[int, dict[str, Any]], promise: CommitmentRow | None = None) -> Side:
    row = titled[passage.document]
    on = row["signed_on"] or row["published_on"]
    title = row["title"] or row["name"]
    return Side(passage.document, title, on.year if on else None, passage.quote, promise)


def _key(pair: Pair) -> tuple[int, int, int, int]:
    """By what a decided pair is known again: where both sentences begin."""
    return pair.earlier.document, pair.earlier.span.start, pair.later.document, pair.later.span.start


async def _decided(documents: list[int], actor: Actor) -> dict[tuple[int, int, int, int], Decided]:
    """What was decided of the pairs of some documents; the newest decision of each."""
    d: Any = PairDecision
    columns = (
        d.earlier, d.earlier_start, d.later, d.later_start, d.judgement, d.told, d.created_at,
        d.decided_by.name.as_alias("who"),
    )  # fmt: skip
    where = visible_to(actor, PairDecision) & d.later.is_in(documents or [0])
    return {
        (r["earlier"], r["earlier_start"], r["later"], r["later_start"]):
            Decided(Judgement(r["judgement"]), r["told"], r["who"], r["created_at"])
        for r in await d.select(*columns).where(where).order_by(d.id)
    }  # fmt: skip


async def _places(actor: Actor) -> list[tuple[Choice, int]]:
    """Places with documents and how many, the one with most first."""
    d: Any = Document
    rows = await d.select(d.place.as_alias("place"), d.place.short_name.as_alias("place_name")).where(
        visible_to(actor, Document) & d.place.is_not_null() & d.superseded_by.is_null()
    )
    counts: dict[Choice, int] = {}
    for row in rows:
        choice = Choice(row["place"], row["place_name"])
        counts[choice] = counts.get(choice, 0) + 1
    return sorted(counts.items(), key=lambda one: (-one[1], one[0].name))


async def _documents(place: int, actor: Actor) -> list[dict[str, Any]]:
    d: Any = Document
    where = visible_to(actor, Document) & (d.place == place) & d.superseded_by.is_null()
    columns = (d.id, d.name, d.title, d.text, d.parts, d.personal, d.signed_on, d.published_on)
    rows: list[dict[str, Any]] = (
        await d.select(*columns)
        .where(where & (d.kind != DocumentKind.NOT_A_REPLY.value))
        .order_by(d.id, ascending=False)
        .limit(MOST_PAPERS)
    )
    for row in rows:
        row["text"] = masked(row["text"], row["personal"], actor=actor)
        row["place"] = place
    return rows


async def _promises(documents: list[int], actor: Actor) -> list[Promise]:
    c: Any = Commitment
    where = visible_to(actor, Commitment) & (c.current == True) & c.document.is_in(documents or [0])  # noqa: E712
    rows = await c.select(c.id, c.document, c.start, c.quote, c.document.personal.as_alias("personal")).where(where)
    return [
        Promise(r["id"], r["document"], r["start"], masked(r["quote"], r["personal"], actor=actor, offset=r["start"]))
        for r in rows
    ]


def _paper(row: dict[str, Any], promises: list[Promise], actor: Actor) -> Paper:
    parts = [part for part in list_in(row["parts"]) if part["role"] != _SUBMITTERS]
    return Paper(
        id=row["id"],
        place=row["place"],
        unit=None,
        on=row["signed_on"] or row["published_on"],
        text=row["text"],
        parts=tuple(Span(part["start"], part["end"]) for part in parts),
        promised=tuple(Span(p.start, p.start + len(p.quote)) for p in promises if p.document == row["id"]),
    )
