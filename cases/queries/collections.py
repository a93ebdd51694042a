"""What somebody gathers for a brief: each thing in its own words, where it stands, as the reader may see it now."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from piccolo.custom_types import Combinable
from piccolo.query.functions import Count

from cases.actor import Actor
from cases.errors import NotFound
from cases.permissions import visible_to
from cases.queries.cases import CaseRow, case_rows
from cases.queries.commitments import commitments_by_id
from cases.queries.figures import figures_by_id
from cases.queries.texts import sources
from cases.tables import Collection, CollectionItem, Reply
from cases.vocabulary import Track
from cases.vocabulary.searches import Gathered

NOUN = "专题"
_SENTENCE = re.compile(r"[^。！？\n]{1,2000}[。！？]?")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing to be gathered. start, end: a passage of a reply's document, 0 where the whole thing is meant."""

    thing: Gathered
    id: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """One collection and how many things it holds."""

    id: int
    name: str
    count: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Cited:
    """A thing in its own words. quote: verbatim, empty where the thing is a whole case, reply or file. place and what
    follows: where it stands. state: how it is now, in words."""

    title: str
    quote: str
    link: str
    track: Track | None = None
    place: str = ""
    session: str = ""
    number: str = ""
    unit: str = ""
    day: date | None = None
    doc_no: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a collection. added_at: when it was taken in, which is when its words were read."""

    id: int
    pick: Pick
    note: str
    added_at: datetime
    cited: Cited


@dataclass(frozen=True, slots=True)
class CollectionPage:
    """One opened. hidden: how many things in it the reader may not see any more."""

    row: CollectionRow
    items: tuple[Item, ...]
    hidden: int


async def collection_list(*, actor: Actor) -> tuple[CollectionRow, ...]:
    """One's own, the one changed last first."""
    rows = await Collection.select().where(mine(actor)).order_by(Collection.updated_at, ascending=False)
    counted = (
        await CollectionItem.select(CollectionItem.collection, Count(alias="n"))
        .group_by(CollectionItem.collection)
        .where(CollectionItem.collection.is_in([row["id"] for row in rows] or [0]))
    )
    count = {row["collection"]: row["n"] for row in counted}
    return tuple(CollectionRow(row["id"], row["name"], count.get(row["id"], 0), row["updated_at"]) for row in rows)


async def collection_page(collection: int, *, actor: Actor) -> CollectionPage:
    """One of one's own with what is in it. Raises NotFound."""
    row = await Collection.select().where(mine(actor) & (Collection.id == collection)).first()
    if row is None:
        raise NotFound(kind=NOUN, key=str(collection))
    where = CollectionItem.collection == collection
    held = await CollectionItem.select().where(where).order_by(CollectionItem.position, CollectionItem.id)
    picks = {one["id"]: Pick(Gathered(one["thing"]), one["thing_id"], one["start"], one["end"]) for one in held}
    cited = await cited_now(picks.values(), actor=actor)
    items = tuple(
        Item(one["id"], picks[one["id"]], one["note"] or "", one["created_at"], cited[picks[one["id"]]])
        for one in held
        if picks[one["id"]] in cited
    )
    listed = CollectionRow(row["id"], row["name"], len(held), row["updated_at"])
    return CollectionPage(listed, items, len(held) - len(items))


async def cited_now(picks: Iterable[Pick], *, actor: Actor) -> dict[Pick, Cited]:
    """Those of the things that the actor may see, in their own words."""
    wanted: dict[Gathered, list[Pick]] = {}
    for pick in picks:
        wanted.setdefault(pick.thing, []).append(pick)
    found: dict[Pick, Cited] = {}
    for thing, some in wanted.items():
        found |= await _READERS[thing](some, actor)
    return found


async def sentences_of(reply: int, *, actor: Actor) -> tuple[tuple[int, int, str], ...]:
    """The sentences of a reply with where they stand in its document. Raises NotFound."""
    row = (await _replies([reply], actor)).get(reply)
    if row is None:
        raise NotFound(kind=Gathered.REPLY.label, key=str(reply))
    source = (await sources([row["document"]], actor=actor)).get(row["document"]) if row["document"] else None
    if source is None:
        return ()
    first, last = row["start"] or 0, row["end"] if row["end"] is not None else len(source.text)
    return tuple((a, b, source.text[a:b]) for a, b in spans(source.text, first, last))


def spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a stretch without the blanks around them."""
    for found in _SENTENCE.finditer(text, start, end):
        words = found.group()
        if _WORD.search(words):
            yield found.start() + len(words) - len(words.lstrip()), found.end() - len(words) + len(words.rstrip())


def mine(actor: Actor) -> Combinable:
    """Collections are a person's own: whoever stands in for a colleague does not see that colleague's."""
    return visible_to(actor, Collection) & (Collection.person == (actor.person or 0)) & Collection.withdrawn.eq(False)


async def _of_cases(picks: Sequence[Pick], actor: Actor) -> dict[Pick, Cited]:
    rows = await case_rows([pick.id for pick in picks], actor=actor)
    return {pick: _of_case(rows[pick.id]) for pick in picks if pick.id in rows}


def _of_case(row: CaseRow, **more: Any) -> Cited:
    known: dict[str, Any] = {
        "title": row.title, "quote": "", "link": f"/cases/{row.id}", "track": row.track, "place": row.place or "",
        "session": row.session or "", "number": row.number or "", "unit": row.unit or "", "day": row.replied_on,
        "state": row.state.label,
    }  # fmt: skip
    return Cited(**(known | more))


async def _of_promises(picks: Sequence[Pick], actor: Actor) -> dict[Pick, Cited]:
    rows = await commitments_by_id([pick.id for pick in picks], actor=actor)
    numbers = await _doc_numbers([row.document_id for row in rows.values()], actor)
    return {
        pick: Cited(
            title=row.case_title or row.document_title or "",
            quote=row.quote,
            link=f"/commitments/{row.id}",
            track=row.track,
            place=row.place or "",
            session=row.session or "",
            number=row.number or "",
            unit=row.department or "",
            day=row.signed_on,
            doc_no=numbers.get(row.document_id, ""),
            state=row.state.label,
        )
        for pick in picks
        if (row := rows.get(pick.id)) is not None
    }


async def _of_figures(picks: Sequence[Pick], actor: Actor) -> dict[Pick, Cited]:
    rows = await figures_by_id([pick.id for pick in picks], actor=actor)
    cases = await case_rows([row.case_id for row in rows.values() if row.case_id], actor=actor)
    numbers = await _doc_numbers([row.document_id for row in rows.values()], actor)
    found = {}
    for pick in picks:
        row = rows.get(pick.id)
        if row is None:
            continue
        page = f"/cases/{row.case_id}" if row.case_id else f"/documents/{row.document_id}"
        own: dict[str, Any] = {
            "title": row.title, "quote": row.quote, "link": f"{page}#f{row.id}", "unit": row.department or "",
            "day": row.signed_on, "doc_no": numbers.get(row.document_id, ""), "place": row.place or "", "state": "",
        }  # fmt: skip
        case = cases.get(row.case_id or 0)
        found[pick] = _of_case(case, **own) if case else Cited(**own)
    return found


async def _of_replies(picks: Sequence[Pick], actor: Actor) -> dict[Pick, Cited]:
    rows = await _replies([pick.id for pick in picks], actor)
    cases = await case_rows([row["case"] for row in rows.values() if row["case"]], actor=actor)
    texts = await sources([row["document"] for row in rows.values() if row["document"]], actor=actor)
    found = {}
    for pick in picks:
        row = rows.get(pick.id)
        source = texts.get(row["document"]) if row else None
        if row is None or (pick.end and source is None):
            continue
        own: dict[str, Any] = {
            "quote": source.text[pick.start : pick.end] if source and pick.end else "",
            "link": f"/cases/{row['case']}#reply-{row['id']}",
            "unit": row["unit"] or row["printed_name"] or "",
            "day": row["signed_on"],
            "doc_no": row["doc_no"] or "",
            "state": "",
        }
        case = cases.get(row["case"])
        found[pick] = _of_case(case, **own) if case else Cited(title=row["title"] or "", **own)
    return found


async def _of_documents(picks: Sequence[Pick], actor: Actor) -> dict[Pick, Cited]:
    rows = await sources([pick.id for pick in picks], actor=actor)
    return {
        pick: Cited(row.title or row.name, "", f"/documents/{row.id}", place=row.place or "", day=row.signed_on)
        for pick in picks
        if (row := rows.get(pick.id)) is not None
    }


async def _replies(ids: Sequence[int], actor: Actor) -> dict[int, dict[str, Any]]:
    r: Any = Reply
    columns = (
        r.id, r.case, r.document, r.start, r.end, r.title, r.doc_no, r.signed_on, r.printed_name,
        r.department.name.as_alias("unit"),
    )  # fmt: skip
    rows = await r.select(*columns).where(visible_to(actor, Reply) & r.id.is_in(list(ids) or [0]))
    return {row["id"]: row for row in rows}


async def _doc_numbers(documents: Sequence[int], actor: Actor) -> dict[int, str]:
    """The number that a reply has in the document where it stands, where there is but one."""
    where = visible_to(actor, Reply) & Reply.document.is_in(list(documents) or [0])
    rows = await Reply.select(Reply.document, Reply.doc_no).where(where)
    found: dict[int, set[str]] = {}
    for row in rows:
        found.setdefault(row["document"], set()).add(row["doc_no"] or "")
    return {document: next(iter(numbers)) for document, numbers in found.items() if len(numbers) == 1}


_READERS: dict[Gathered, Any] = {
    Gathered.CASE: _of_cases,
    Gathered.COMMITMENT: _of_promises,
    Gathered.FIGURE: _of_figures,
    Gathered.REPLY: _of_replies,
    Gathered.DOCUMENT: _of_documents,
}
