"""All segments of one commit as one numbering of documents, with everything queries compute from it.

Immutable as far as anyone can see: threads share it freely, and a query that began on it ends on it.
"""

import bisect
import functools
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from search.cache import Cache
from search.facets import Facet, facet_of, joined
from search.query import Option, Piece, Wanted
from search.schema import AUDIENCE, KIND, SEPARATOR, label
from search.segment import Floats, Ids, Postings, either, no_postings
from search.slots import summed
from search.vocabulary import Vocabulary

Mask = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint8]
# Documents of a segment that count no more.
Deleted = Sequence[int] | npt.NDArray[Any]

# Days are eight digits, which take 27 bits.
_LAST_DAY, _MARK_BITS = 99_999_999, 37

# BM25 as Whoosh has it.
K1, B = 1.2, 0.75
# How much a word weighs in the title, against in the text.
TITLE = 1.0
# A kind of so many words on average is one of pages, any other one of sentences.
PAGE = 150
# A word in one document of so many or more is also kept as one float per document.
DENSE = 24


class Scored(NamedTuple):
    """Documents that satisfy a word and their BM25 without its rarity. dense: the same by document, 0 where absent."""

    ids: Ids
    scores: Floats
    dense: Floats | None
    rarity: float


class AnySegment(Protocol):
    """What a snapshot needs of a segment, wherever that is kept.

    made: what was worked out of the segment alone, kept as long as it is. column: a value for each document, not kept.
    lengths, title_lengths, exact_lengths: float32; identity, group, version: uint64; date, deadline: int64. records:
    key, kind and group of every document.
    """

    name: str
    count: int
    made: dict[str, Any]

    def column(self, name: str) -> npt.NDArray[Any]: ...

    def record(self, doc: int) -> tuple[str, str, str]: ...

    def records(self) -> list[tuple[str, str, str]]: ...

    def labels(self) -> list[str]: ...

    def postings(self, field: str, term: str) -> Postings: ...

    def with_needle(self, docs: Ids, needle: str) -> Ids: ...

    @property
    def vocabulary(self) -> Vocabulary: ...


def _joined(arrays: Sequence[npt.NDArray[Any]], dtype: Any) -> npt.NDArray[Any]:
    return np.concatenate(arrays) if arrays else np.empty(0, dtype)


def _made(segment: AnySegment, what: str, make: Callable[[AnySegment], Any]) -> Any:
    """Something worked out of a segment alone."""
    if what not in segment.made:
        segment.made[what] = make(segment)
    return segment.made[what]


def _rank(segment: AnySegment) -> npt.NDArray[np.uint64]:
    """The day counted backwards, then as much of the stable mark as there is room for."""
    day = np.uint64(_LAST_DAY) - segment.column("date").astype(np.uint64)
    rank: npt.NDArray[np.uint64] = day << np.uint64(_MARK_BITS) | segment.column("identity") >> np.uint64(
        64 - _MARK_BITS
    )
    return rank


def _names(segment: AnySegment) -> dict[str, list[str]]:
    """The values of each facet that occur in a segment."""
    found: dict[str, set[str]] = {}
    for term in segment.labels():
        name, _, value = term.partition(SEPARATOR)
        found.setdefault(name, set()).add(value)
    return {name: sorted(values) for name, values in found.items()}


def _facet(segment: AnySegment, name: str) -> Facet:
    def make(segment: AnySegment) -> Facet:
        return facet_of(segment, name, _made(segment, "names", _names).get(name, []))

    found: Facet = _made(segment, f"facet {name}", make)
    return found


class Snapshot:
    """segments with their deleted documents; cache is shared between snapshots, keys carry the generation.

    Documents are numbered from 0 to size; a deleted one keeps its number, and is in no postings, count or average.
    """

    def __init__(self, segments: Sequence[AnySegment], deleted: Sequence[Deleted], generation: int, cache: Cache):
        self.segments = list(segments)
        self.generation = generation
        self._cache = cache
        self._bases = np.cumsum([0, *(segment.count for segment in segments)])
        self._edges: list[int] = self._bases.tolist()
        self.size = self._edges[-1]
        gone = [base + np.array(docs, np.int64) for base, docs in zip(self._bases[:-1], deleted, strict=True)]
        self.live: Mask = np.ones(self.size, bool)
        self.live[_joined(gone, np.int64)] = False
        self.count = int(np.count_nonzero(self.live))
        self._facets: dict[str, Facet] = {}  # every question asks for them

    # For those whose postings are far away

    def expect(
        self,
        wanted: Sequence[Wanted],
        pieces: Sequence[Piece] = (),
        exact: Sequence[str] = (),
        *,
        kinds: Sequence[str] = (),
    ) -> None:
        """A question will ask for these, words as ``scored`` among kinds: whoever fetches postings one by one may fetch
        them together."""

    @property
    def vocabularies(self) -> Sequence[Vocabulary]:
        """The words of all segments, in one or several parts."""
        return [segment.vocabulary for segment in self.segments]

    def warm(self) -> None:
        """Work out what the first question would wait for: a second, of millions of documents."""
        names = {name for segment in self.segments for name in _made(segment, "names", _names)}
        for name in names - {AUDIENCE}:
            self.facet(name)
        for part in ("rank", "groups", "kinds", "_norm", "_title_norm"):
            getattr(self, part)

    # Documents

    def column(self, name: str, dtype: Any = np.int64) -> npt.NDArray[Any]:
        """A column of all segments, made anew each time: what is computed from it is kept and smaller."""
        return _joined([segment.column(name) for segment in self.segments], dtype)

    def record(self, doc: int) -> tuple[str, str, str]:
        """Key, kind and group of a document."""
        place = bisect.bisect_right(self._edges, doc) - 1
        return self.segments[place].record(doc - self._edges[place])

    @functools.cached_property
    def rank(self) -> npt.NDArray[np.uint64]:
        """A number for every document, the smaller the newer; the tie-breaker of every order.

        Of documents of one day a part of their stable mark decides, so that two hardly ever have the same number.
        """
        return _joined([_made(segment, "rank", _rank) for segment in self.segments], np.uint64)

    def due(self, docs: Ids) -> Ids:
        """Deadlines of some documents as days to be sorted by, those without one last."""
        deadline = self.column("deadline").take(docs)
        return np.where(deadline == 0, np.iinfo(np.int32).max, deadline).astype(np.int32)

    @functools.cached_property
    def groups(self) -> Ids:
        """A small number per group, by document."""
        return np.unique(self.column("group", np.uint64), return_inverse=True)[1].astype(np.int32)

    # Labels

    def labelled(self, field: str, term: str) -> Ids:
        """Documents with a label or an identifier."""
        parts = [
            segment.postings(field, term).ids + np.int32(base)
            for segment, base in zip(self.segments, self._bases, strict=False)
        ]
        return self._live_ids(_joined(parts, np.int32))

    def _live_ids(self, ids: Ids) -> Ids:
        return ids if self.count == self.size else ids[self.live[ids]]

    def facet(self, name: str) -> Facet:
        """The values of a facet by document; no names where no document has it."""
        found = self._facets.get(name)
        if found is None:
            found = self._facets[name] = joined([_facet(segment, name) for segment in self.segments], self.live)
        return found

    def mask(self, name: str, values: Sequence[str]) -> Mask:
        """Documents with one of the values of a facet."""
        mask = np.zeros(self.size, bool)
        for segment, base in zip(self.segments, self._edges, strict=False):
            part = mask[base : base + segment.count]
            for value in values:
                self._mark(part, segment, label(name, value))
        return mask if self.count == self.size else mask & self.live

    def _mark(self, mask: Mask, segment: AnySegment, term: str) -> None:
        """Mark the documents of a segment that have a label, kept as their numbers, or as bits where that is less."""
        kept: Ids | Bits | None = self._cache.get(key := (segment.name, "with", term))
        if kept is None:
            kept = segment.postings("labels", term).ids
            if len(kept) * kept.itemsize * 8 >= segment.count:
                held = np.zeros(segment.count, bool)
                held[kept] = True
                kept = np.packbits(held)
            self._cache.put(key, kept)
        if kept.dtype == np.uint8:
            mask |= np.unpackbits(kept.astype(np.uint8, copy=False), count=segment.count).view(bool)
        else:
            mask[kept] = True

    def visible(self, audience: Sequence[str]) -> Mask | None:
        """Documents that an audience may find; None where that is all of them."""
        mask = self.mask(AUDIENCE, audience)
        return None if mask.all() else mask

    # Words

    @functools.cached_property
    def kinds(self) -> npt.NDArray[np.unsignedinteger[Any]]:
        """Code of every document's kind; of one that counts no more any."""
        codes = self.facet(KIND).codes
        return codes if self.count == self.size else np.where(self.live, codes, 0).astype(codes.dtype)

    @functools.cached_property
    def _norm(self) -> Floats:
        """BM25's length term by document: a sentence is measured against sentences, a page against pages."""
        lengths = self.column("lengths", np.float32)
        exact = self.column("exact_lengths", np.float32)[self.live]
        kinds = self.kinds[self.live]
        of_kind = np.bincount(kinds, weights=exact) / np.maximum(np.bincount(kinds), 1)
        pages = (of_kind >= PAGE)[kinds].astype(np.int8)
        average = np.bincount(pages, weights=exact, minlength=2) / np.maximum(np.bincount(pages, minlength=2), 1)
        average_of = np.where(of_kind >= PAGE, average[1], average[0])
        measure = np.maximum(average_of, 1)[self.kinds] if len(of_kind) else np.ones(self.size)
        return (K1 * (1 - B + B * lengths / measure)).astype(np.float32)

    @functools.cached_property
    def _title_norm(self) -> Floats:
        lengths = self.column("title_lengths", np.float32)
        average = float(lengths[self.live].mean()) if self.count else 1.0
        return (K1 * (1 - B + B * lengths / max(average, 1))).astype(np.float32)

    def postings(self, field: str, word: str) -> Postings:
        """Postings of a word in ``words`` or ``title`` over all segments."""
        parts = [
            (segment.postings(field, word), base) for segment, base in zip(self.segments, self._bases, strict=False)
        ]
        if len(parts) == 1 and self.count == self.size:
            return parts[0][0]
        ids = _joined([part.ids + np.int32(base) for part, base in parts], np.int32)
        weights = _joined([part.weights for part, _ in parts], np.float32)
        return Postings(self._live_ids(ids), weights if self.count == self.size else weights[self.live[ids]])

    def scored(self, wanted: Wanted, kinds: Sequence[str] = ()) -> Scored:
        """Documents that satisfy a word in any of its ways; kinds: only of these, and never dense."""
        key = ("scored", wanted.text, *kinds)
        return self._kept(key, lambda: self._score(wanted, self.mask(KIND, kinds) if kinds else None))

    def _score(self, wanted: Wanted, among: Mask | None) -> Scored:
        ids, scores = self._gains("words", wanted.options, self._norm, among)
        titled, extra = self._gains("title", wanted.options, self._title_norm, among)
        if len(titled):
            ids, scores = summed(((ids, scores), (titled, extra * np.float32(TITLE))))
        rarity = float(np.log(self.count / (len(ids) + 1)) + 1) if self.count else 0.0
        dense = None
        if among is None and len(ids) * DENSE >= self.size and len(ids):
            dense = np.zeros(self.size, np.float32)
            dense[ids] = scores
        return Scored(ids, scores, dense, rarity)

    def _gains(self, field: str, options: Sequence[Option], norm: Floats, among: Mask | None) -> tuple[Ids, Floats]:
        """Documents that satisfy a word in one field, and its BM25 there without its rarity."""
        lists = [(self._option(field, option), np.float32(option.weight)) for option in options]
        held = [(postings.ids, postings.weights * weight) for postings, weight in lists if len(postings.ids)]
        ids, weights = summed(held) if held else no_postings()
        if among is not None:
            kept = among.take(ids).nonzero()[0]
            ids, weights = ids.take(kept), weights.take(kept)
        return ids, (weights * np.float32(K1 + 1)) / (weights + norm.take(ids))

    def _option(self, field: str, option: Option) -> Postings:
        first = self.postings(field, option.words[0])
        if len(option.words) == 1 and not option.needle:
            return first
        ids = common(self.holding(option.words, option.needle), first.ids)
        return Postings(ids, first.weights[first.ids.searchsorted(ids)])

    def literal(self, piece: Piece) -> Ids:
        """Documents in which a piece stands literally."""
        return self._kept(("literal", piece.needle), lambda: self.holding(piece.literal, piece.needle))

    def holding(self, words: Sequence[str], needle: str) -> Ids:
        """Documents with all the words and the needle in their text."""
        ids: Ids | None = None
        for found in sorted(map(self._anywhere, words), key=len):
            ids = found if ids is None else common(ids, found)
        if ids is None or not needle:
            return no_postings().ids
        cuts = ids.searchsorted(self._bases)
        parts = [
            segment.with_needle(ids[cuts[i] : cuts[i + 1]] - base, needle) + base
            for i, (segment, base) in enumerate(zip(self.segments, self._edges, strict=False))
            if cuts[i + 1] > cuts[i]
        ]
        return _joined(parts, np.int32)

    def _anywhere(self, word: str) -> Ids:
        ids, titled = self.postings("words", word).ids, self.postings("title", word).ids
        return either(ids, titled) if len(titled) else ids

    def _has(self, key: tuple[Any, ...]) -> bool:
        return self._cache.get((self.generation, *key)) is not None

    def _kept(self, key: tuple[Any, ...], make: Any) -> Any:
        key = (self.generation, *key)
        value = self._cache.get(key)
        if value is None:
            value = make()
            self._cache.put(key, value)
        return value


def common(ids: Ids, other: Ids) -> Ids:
    """Members of both, each ascending; the first should be the shorter."""
    if not len(other):
        return other
    places = other.searchsorted(ids)
    places[places == len(other)] = 0
    return ids[other[places] == ids]
