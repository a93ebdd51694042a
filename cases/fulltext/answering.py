"""A question of one reader to its answer: cases, counts, other spellings, and what is like a text."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import search
from cases.actor import Actor
from cases.audiences import terms_of
from cases.computing import computed
from cases.fulltext.keeping import Index
from cases.queries.hits import Card, Marker, Passage, Ranked, cards
from cases.queries.references import Reference, reference_in
from cases.queries.similar import matters_named
from cases.vocabulary import CaseState, CommitmentLabel, CommitmentState, Track
from search import Suggestion, Word

KINDS = {"commitment": "承诺", "reply": "答复", "proposal": "提案建议", "figure": "成果数据", "document": "其他文件"}
FACETS = ("department", "year", "place", "label", "status", "track", "result_class")
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
class Answer:
    """What the index says to a question, before the rows of its hits are read."""

    query: str
    hits: search.Hits
    proposals: tuple[Proposal, ...]
    page: int
    size: int

    @property
    def ranked(self) -> list[Ranked]:
        """The hits of the page in order."""
        return [Ranked(hit.key, hit.score, hit.also) for hit in self.hits.hits]

    @property
    def mark(self) -> Marker:
        """What marks the words of the question in a text."""
        words = [part for word in self.hits.words for part in (word.text, *word.synonyms)]

        def mark(quote: str, whole: bool) -> tuple[Passage, ...]:
            places = search.marks(quote, words)
            return (search.marked(quote, places),) if whole else search.passages(quote, places)

        return mark

    def found(self, shown: tuple[Card, ...]) -> Found:
        """The answer with the cards of its hits."""
        hits = self.hits
        return Found(
            query=self.query,
            total=hits.total,
            hits=shown,
            facets={name: _choices(name, rows) for name, rows in hits.facets.items() if rows},
            kinds=tuple(Choice(kind, label, hits.kinds.get(kind, 0)) for kind, label in KINDS.items()),
            used=hits.used,
            words=hits.words,
            suggestions=hits.suggestions,
            page=self.page,
            size=self.size,
            proposals=self.proposals,
        )


@dataclass(frozen=True, slots=True)
class Like:
    """A case on the matter of a text. nearness: about 0 to 3, to be compared within one answer only; words: those of
    its title that the text says too, in these or other words."""

    case: int
    nearness: float
    words: tuple[str, ...]


def ask(
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
) -> Answer:
    """Put a question to the index, as ``find`` does; for a thread, of which one is enough for all that it is asked."""
    asked = _narrowed(_question(index, text, actor, reading), filters, kinds, within)
    offset = (max(page, 1) - 1) * size
    hits = index.find(replace(asked, sort=sort, offset=offset, limit=size, facets=FACETS, fold=fold))
    proposals = _proposals(index, text, actor, hits) if page <= 1 else ()
    return Answer(text, hits, proposals, page=max(page, 1), size=size)


async def find(index: Index, text: str, *, actor: Actor, **terms: Any) -> Found:
    """Answer a question as one reader may see it. A case that it names comes first. Raises SearchError only.

    terms: as ``ask`` takes them. kinds: of KINDS. filters: of FACETS to accepted values. within: earlier questions that
    must hold too. sort: "relevance", "date" or "deadline". fold: one result a case. reading: see ``search.Query``.
    """
    answer = await _asked(index, ask, index, text, actor=actor, **terms)
    return answer.found(await cards(answer.ranked, answer.mark, actor=actor))


async def _asked(index: Index, work: Callable[..., Any], *args: Any, **terms: Any) -> Any:
    """What is asked of an index: of files it is computed; of the database it is mostly waited for, beside others."""
    return await (computed if isinstance(index, search.Index) else asyncio.to_thread)(work, *args, **terms)


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

    def answered() -> search.Hits:
        asked = _narrowed(_question(index, text, actor, reading), filters, kinds, within)
        return index.find(replace(asked, sort="date", limit=most, fold=fold))

    hits = await _asked(index, answered)
    named = [(hit.group if fold else hit.key).partition(":") for hit in hits.hits]
    return hits.total, tuple((kind, int(number)) for kind, _, number in named)


def _narrowed(
    asked: search.Query,
    filters: Mapping[str, Sequence[str]] | None,
    kinds: Sequence[str],
    within: Sequence[str],
) -> search.Query:
    """A question with what it is narrowed to."""
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
    hits = await _asked(index, index.like, sample)
    scores = {int(hit.group.partition(":")[2]): hit.score for hit in hits}
    named = [row for row in await matters_named(list(scores), actor=actor) if row.id not in without]
    near = await computed(
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
