"""Promises said again word for word in a later document: shown as repetition, never as progress."""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cases.fulfilments.names import plain
from cases.fulfilments.papers import Paper, Passage, Promise, Repeat, after
from cases.reading.shadow import Span, shadow_of

_BRACKETS = re.compile(r"[((][^()()]{1,20}[))]")
_SENTENCE = re.compile(r"[^。!?\n]{8,2000}")
_PIECE = re.compile(r"[^,;:。!?\n]{6,200}")
_OPENING = re.compile(r"^(?:下一步|我们将?|我[局委市县区]将?|将|要|继续|进一步|持续|不断|加快|积极)+")
_SAME = 0.6
_LEAST = 16
# Promises that stand this near to one another are one passage.
_NEAR = 6


def repeats_of(promises: Iterable[Promise], papers: Sequence[Paper]) -> tuple[Repeat, ...]:
    """Each passage of promises that stands again in a later document; the first such document counts."""
    by_id = {paper.id: paper for paper in papers}
    later_than = {paper.id: after(papers, paper) for paper in papers}
    told_in: dict[str, set[int]] = defaultdict(set)
    for paper in papers:
        for piece in _sentences(paper):
            told_in[piece].add(paper.id)
    found = [
        repeat
        for promise in sorted(promises, key=lambda one: (one.document, one.start))
        if promise.document in by_id
        for repeat in _again(promise, later_than[promise.document], told_in)
    ]
    return tuple(_joined(found))


def _again(promise: Promise, later_than: Sequence[Paper], told_in: Mapping[str, set[int]]) -> Iterator[Repeat]:
    """The first sentence that holds most of the pieces of a promise, piece for piece. told_in: which documents hold a
    piece at all."""
    pieces = _pieces(promise.quote)
    whole = sum(map(len, pieces))
    if whole < _LEAST:
        return
    near = set[int]().union(*(told_in.get(piece, ()) for piece in pieces))
    for later in later_than:
        if later.id not in near:
            continue
        said: Counter[Span] = Counter()
        held = _sentences(later)
        for piece in pieces:
            for span in held.get(piece, ()):
                said[span] += len(piece)
        span, same = max(said.items(), key=lambda one: one[1], default=(Span(0, 0), 0))
        if same >= max(_LEAST, _SAME * whole):
            here = Passage(promise.document, Span(promise.start, promise.start + len(promise.quote)), promise.quote)
            there = Passage(later.id, span, later.text[span.start : span.end].strip())
            yield Repeat((promise.id,), here, there, later.on is not None)
            return


def _pieces(quote: str) -> tuple[str, ...]:
    text = _BRACKETS.sub("", plain(shadow_of(quote).text))
    found = (_OPENING.sub("", match[0]) for match in _PIECE.finditer(text))
    return tuple(piece for piece in found if len(piece) >= 6)


@functools.lru_cache(maxsize=512)
def _sentences(paper: Paper) -> dict[str, tuple[Span, ...]]:
    """Where each piece of a document stands: the spans of its sentences."""
    found: dict[str, list[Span]] = {}
    for part in paper.parts:
        shadow = shadow_of(paper.text[part.start : part.end])
        for match in _SENTENCE.finditer(shadow.text):
            inside = shadow.span(match.start(), match.end())
            span = Span(part.start + inside.start, part.start + inside.end)
            for piece in dict.fromkeys(_pieces(match[0])):
                found.setdefault(piece, []).append(span)
    return {piece: tuple(spans) for piece, spans in found.items()}


def _joined(found: Sequence[Repeat]) -> Iterator[Repeat]:
    """Neighbouring promises that are repeated side by side are one repetition."""
    waiting: Repeat | None = None
    for repeat in found:
        if waiting and _follows(waiting, repeat):
            waiting = Repeat(
                waiting.promises + repeat.promises,
                _both(waiting.earlier, repeat.earlier),
                waiting.later if waiting.later == repeat.later else _both(waiting.later, repeat.later),
                waiting.ordered,
            )
            continue
        if waiting:
            yield waiting
        waiting = repeat
    if waiting:
        yield waiting


def _follows(one: Repeat, other: Repeat) -> bool:
    if (one.earlier.document, one.later.document) != (other.earlier.document, other.later.document):
        return False
    before, behind = one.earlier.span, other.earlier.span
    return 0 <= behind.start - before.end <= _NEAR and -1 <= other.later.span.start - one.later.span.end <= _NEAR


def _both(one: Passage, other: Passage) -> Passage:
    return Passage(one.document, Span(one.span.start, other.span.end), f"{one.quote}。{other.quote}")
