"""The search index in terms of cases: what goes in, keeping it in step with the database, and answering a question.

The only module that knows the index. The database is the truth: hits are fetched through ``visible_to``, and the index
can be thrown away and made again at any time.
"""

import asyncio
import functools
import itertools
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import search
from cases.actor import Actor
from cases.audiences import terms_of
from cases.database import write_tx
from cases.queries.entries import Entry, case_entries, document_entries
from cases.queries.hits import Card, Passage, Ranked, cards
from cases.queries.references import (
    Reference,
    case_identifiers,
    name_identifiers,
    paper_identifiers,
    reference_in,
    session_in,
)
from cases.queries.similar import matters_named
from cases.tables import Case, Document, StaleMark
from cases.vocabulary import CaseState, CommitmentLabel, CommitmentState, Track
from search import Index, SearchError, Suggestion, Word

__all__ = [
    "Choice",
    "Found",
    "Index",
    "Like",
    "Proposal",
    "SearchError",
    "check",
    "document_of",
    "find",
    "fits",
    "label_of",
    "like",
    "marked",
    "open_index",
    "rebuild",
    "refresh",
    "things_found",
]

KINDS = {"commitment": "承诺", "reply": "答复", "proposal": "提案建议", "figure": "成果数据", "document": "其他文件"}
FACETS = ("department", "year", "place", "label", "status", "track", "result_class")
_BATCH = 200
# Seconds that a writer waits for another one: the import beside a running server.
PATIENCE = 20.0
# A question that finds so many cases is not asked back; what is offered instead must find so many times more.
FEW, MORE = 3, 5
# What finds this many times less than the best offer is there by chance.
CHANCE, MOST_PROPOSALS = 50, 3
# Of so many pages that have a text's words the titles are compared; those of the same place count a little more.
_NEAR, _HERE = 30, 1.05
_LABELS = {
    "label": {member.value: member.label for member in CommitmentLabel},
    "status": {member.value: member.label for part in (CaseState, CommitmentState) for member in part},
    "track": {member.value: member.label for member in Track},
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, the word people read for it, and how many results have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another question and how many cases it finds. by: "spelling", "pinyin" or "initials"."""

    text: str
    count: int
    by: str


@dataclass(frozen=True, slots=True)
class Found:
    """An answer. used: "exact", "phrase", "all" or "any". words, suggestions: see ``search.Hits``.

    proposals: what a misspelt question, or one in pinyin, may have meant.
    """

    query: str
    total: int
    hits: tuple[Card, ...]
    facets: Mapping[str, tuple[Choice, ...]]
    kinds: tuple[Choice, ...]
    used: str
    words: tuple[Word, ...]
    suggestions: tuple[Suggestion, ...]
    page: int
    size: int
    proposals: tuple[Proposal, ...] = ()

    @property
    def pages(self) -> int:
        """Number of the last page, 1 for an empty answer."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True, slots=True)
class Like:
    """A case on the matter of a text. nearness: about 0 to 3, to be compared within one answer only; words: those of
    its title that the text says too, in these or other words."""

    case: int
    nearness: float
    words: tuple[str, ...]


def open_index(folder: Path) -> Index:
    """The index in a folder, made empty where there is none. Raises SearchError where it must be rebuilt."""
    return search.open_index(folder)


def document_of(entry: Entry) -> search.Document:
    """The document of the index that stands for an entry."""
    case = entry.case
    exact: tuple[str, ...] = ()
    if case is not None:
        known = (case["term"], case["meeting"]) if case["meeting"] else None
        session = known or session_in(search.counted(case["session_text"] or ""))
        exact = case_identifiers(
            key=case["key"], number=case["number"], delegation=search.counted(case["delegation"] or ""), session=session
        )
    exact += paper_identifiers(search.counted(number) for number in entry.numbers if number)
    exact += name_identifiers(search.counted(name) for name in entry.names)
    return search.Document(
        key=entry.key,
        kind=entry.kind,
        group=entry.group,
        title=entry.title,
        text=entry.text,
        exact=exact,
        facets=entry.facets,
        date=int(entry.day.strftime("%Y%m%d")) if entry.day else 0,
        deadline=int(entry.due.strftime("%Y%m%d")) if entry.due else 0,
        audience=entry.readers,
    )


# Keeping in step


async def refresh(index: Index, limit: int = 500, *, least: int = 1, pool: Executor | None = None) -> int:
    """Bring into the index what was marked stale, at most so many things; how many were done.

    A mark is deleted only as it was read: a thing that changed again meanwhile keeps its mark. IndexBusy where another
    process goes on writing. least: with fewer marks nothing is done. pool: where the index is written, else a thread.
    """
    marks = await StaleMark.select(*StaleMark.all_columns()).order_by(StaleMark.id).limit(limit)
    if len(marks) < max(least, 1):
        return 0
    cases = [mark["thing_id"] for mark in marks if mark["thing"] == "case"]
    papers = [mark["thing_id"] for mark in marks if mark["thing"] == "document"]
    documents = [document_of(entry) for entry in (*await case_entries(cases), *await document_entries(papers))]
    groups = [f"case:{i}" for i in cases] + [f"document:{i}" for i in papers]
    writing = functools.partial(search.write, index.folder, documents, groups=groups, wait=PATIENCE)
    await asyncio.get_running_loop().run_in_executor(pool, writing)
    await _forget(marks)
    return len(marks)


async def _forget(marks: Sequence[Mapping[str, Any]]) -> None:
    """Delete the marks that were read; one set anew meanwhile has another stamp and stays."""
    for at in range(0, len(marks), _BATCH):
        some = marks[at : at + _BATCH]
        ids, stamps = [mark["id"] for mark in some], [mark["stamp"] for mark in some]
        async with write_tx():
            await StaleMark.delete().where(StaleMark.id.is_in(ids) & StaleMark.stamp.is_in(stamps))


async def rebuild(index: Index | Path) -> int:
    """Make the index anew from the whole database, beside the old one; the number of documents in it.

    The database is read under the index's lock: what another process would bring into the old index meanwhile waits.
    """
    folder = index.folder if isinstance(index, Index) else index
    loop = asyncio.get_running_loop()
    batches = _everything()
    marks: list[Mapping[str, Any]] = []
    count = 0

    async def batch() -> list[search.Document] | None:
        if not marks and not count:
            marks.extend(await StaleMark.select(StaleMark.id, StaleMark.stamp))
        return await anext(batches, None)

    def documents() -> Iterator[search.Document]:
        nonlocal count
        while (some := asyncio.run_coroutine_threadsafe(batch(), loop).result()) is not None:
            count += len(some)
            yield from some

    await asyncio.to_thread(lambda: search.rebuild(folder, documents(), wait=PATIENCE))
    await _forget(marks)
    return count


async def check(index: Index) -> Mapping[str, tuple[str, ...]]:
    """How index and database differ: keys "missing" from the index, "stale" in it, and "left" over in it."""
    wanted = {document.key: search.version_of(document) async for batch in _everything() for document in batch}
    held = await asyncio.to_thread(index.versions)
    return {
        "missing": tuple(sorted(wanted.keys() - held.keys())),
        "stale": tuple(sorted(key for key in wanted.keys() & held.keys() if wanted[key] != held[key])),
        "left": tuple(sorted(held.keys() - wanted.keys())),
    }


async def _everything() -> AsyncIterator[list[search.Document]]:
    for table, read in ((Case, case_entries), (Document, document_entries)):
        ids = [row["id"] for row in await table.select(table.id).order_by(table.id)]
        for batch in _batches(ids):
            yield [document_of(entry) for entry in await read(batch)]


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while batch := list(itertools.islice(rest, _BATCH)):
        yield batch


# Answering


async def find(
    index: Index,
    text: str,
    *,
    actor: Actor,
    filters: Mapping[str, Sequence[str]] | None = None,
    kinds: Sequence[str] = (),
    within: Sequence[str] = (),
    sort: str = "relevance",
    page: int = 1,
    size: int = 20,
    fold: bool = True,
    reading: str = "",
) -> Found:
    """Answer a question as one reader may see it. A case that it names comes first. Raises SearchError only.

    kinds: of KINDS. filters: of FACETS to accepted values. within: earlier questions that must hold too. sort:
    "relevance", "date" or "deadline". fold: one result a case. reading: see ``search.Query``.
    """
    asked = await _asked(index, text, actor, filters, kinds, within, reading)
    offset = (max(page, 1) - 1) * size
    question = replace(asked, sort=sort, offset=offset, limit=size, facets=FACETS, fold=fold)
    hits = await asyncio.to_thread(index.find, question)
    words = [part for word in hits.words for part in (word.text, *word.synonyms)]

    def mark(quote: str, whole: bool) -> tuple[Passage, ...]:
        places = search.marks(quote, words)
        return (search.marked(quote, places),) if whole else search.passages(quote, places)

    ranked = [Ranked(hit.key, hit.score, hit.also) for hit in hits.hits]
    return Found(
        query=text,
        total=hits.total,
        hits=await cards(ranked, mark, actor=actor),
        facets={name: _choices(name, rows) for name, rows in hits.facets.items() if rows},
        kinds=tuple(Choice(kind, label, hits.kinds.get(kind, 0)) for kind, label in KINDS.items()),
        used=hits.used,
        words=hits.words,
        suggestions=hits.suggestions,
        page=max(page, 1),
        size=size,
        proposals=await asyncio.to_thread(_proposals, index, text, actor, hits) if page <= 1 else (),
    )


async def things_found(
    index: Index,
    text: str,
    *,
    actor: Actor,
    filters: Mapping[str, Sequence[str]] | None = None,
    kinds: Sequence[str] = (),
    within: Sequence[str] = (),
    fold: bool = True,
    reading: str = "",
    most: int,
) -> tuple[int, tuple[tuple[str, int], ...]]:
    """How much a question finds, and the first of it as (kind, id). Folded: as ("case", id) or ("document", id)."""
    asked = await _asked(index, text, actor, filters, kinds, within, reading)
    hits = await asyncio.to_thread(index.find, replace(asked, sort="date", limit=most, fold=fold))
    named = [(hit.group if fold else hit.key).partition(":") for hit in hits.hits]
    return hits.total, tuple((kind, int(number)) for kind, _, number in named)


async def _asked(
    index: Index,
    text: str,
    actor: Actor,
    filters: Mapping[str, Sequence[str]] | None,
    kinds: Sequence[str],
    within: Sequence[str],
    reading: str,
) -> search.Query:
    """A question with what it is narrowed to."""
    asked = await asyncio.to_thread(_question, index, text, actor, reading)
    narrowed = {name: tuple(values) for name, values in (filters or {}).items() if values}
    return replace(asked, kinds=tuple(kinds), filters=narrowed, within=tuple(within))


async def like(
    index: Index, title: str, text: str, *, actor: Actor, place: int | None = None, without: Sequence[int] = ()
) -> tuple[Like, ...]:
    """The cases on the matter of a text, however they word it, the nearest first. Raises SearchError only.

    title: names the matter; text: what it says and asks for. place: where it was handed in, whose own cases are nearer.
    without: cases that are left out.
    """
    sample = search.Sample(title, text, terms_of(actor), kinds=("proposal", "reply"), limit=_NEAR + len(without))
    hits = await asyncio.to_thread(index.like, sample)
    scores = {int(hit.group.partition(":")[2]): hit.score for hit in hits}
    named = [row for row in await matters_named(list(scores), actor=actor) if row.id not in without]
    near = await asyncio.to_thread(
        search.nearness, title, text, [row.matter for row in named], [scores[row.id] for row in named]
    )
    said = f"{title}\n{text}"
    found = [
        Like(
            row.id,
            one * (_HERE if place is not None and row.place == place else 1),
            search.words_shared(said, row.matter),
        )
        for row, one in zip(named, near, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (-one.nearness, -one.case)))


def fits(text: str, listed: Sequence[Sequence[str]]) -> tuple[tuple[float, str], ...]:
    """How well lists of phrases fit a text, 1 for the best of them, each with its phrase that fits best."""
    return search.fits(text, listed)


def _question(index: Index, text: str, actor: Actor, reading: str = "") -> search.Query:
    """What a reader asks, before filters, folded by case."""
    audience = terms_of(actor)
    exact = _known(index, reference_in(search.counted(text[:400])), audience)
    named = any(not identifier.startswith("name:") for identifier in exact)
    return search.Query(text, audience, exact=exact, fold=True, reading="all" if named else reading, limit=0)


def _proposals(index: Index, text: str, actor: Actor, hits: search.Hits) -> tuple[Proposal, ...]:
    """Other questions with what they find for this reader, where this one finds little.

    Each is counted as its own page will count it; one that finds far less than the best is chance and left out.
    """
    whole = hits.used in ("exact", "phrase", "all")
    if whole and hits.total > FEW:
        return ()
    least = MORE * hits.total if whole else 1
    found = []
    for other in index.alternatives(text, terms_of(actor)):
        answer = index.find(_question(index, other.text, actor))
        if answer.used != "any" and answer.total >= max(least, 1):
            found.append(Proposal(other.text, answer.total, other.by))
    best = max((proposal.count for proposal in found), default=0)
    return tuple(proposal for proposal in found if proposal.count * CHANCE >= best)[:MOST_PROPOSALS]


def _known(index: Index, reference: Reference, audience: tuple[str, ...]) -> tuple[str, ...]:
    """Identifiers of a question that somebody carries. A session beside other words only narrows what they find."""
    return tuple(
        identifier
        for identifier in reference.identifiers
        if not (identifier.startswith("session:") and reference.rest)
        and index.find(search.Query("", audience, exact=(identifier,), limit=0)).total
    )


def _choices(name: str, rows: Sequence[tuple[str, int]]) -> tuple[Choice, ...]:
    return tuple(Choice(value, label_of(name, value), count) for value, count in rows)


def label_of(facet: str, value: str) -> str:
    """The word that people read for a value of a facet."""
    return _LABELS.get(facet, {}).get(value, value)


def marked(text: str, question: str) -> Passage:
    """A text in pieces, those that the question asks for marked: an opened document shows why it was found."""
    return search.marked(text, search.marks(text, search.words_of(question)))
