"""Texts to the documents most like them: the matter counts, not the words it happens to be put in.

Nothing is strict here, unlike in ``evaluation``: every telling word counts by how rare it is among pages, and so does
every matter the text touches, whichever of its words a page uses. Then titles are compared, which name the matter.
"""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from search.documents import Hit, Sample
from search.matters import Parts, matters, matters_in, parts_of, telling_words
from search.query import Option, Wanted, wanted_of
from search.schema import KIND
from search.segment import Floats, Ids
from search.snapshot import Mask, Snapshot
from search.tokens import query_words

# What a word weighs that stands in the text and not in the title; what a single character weighs; what a matter.
# Measured by tests.bench.bench_before, where it hardly changes between half and twice of each.
TEXT, SINGLE, MATTER = 0.7, 0.3, 0.8
# The same when titles are compared, and what their likeness weighs against the first step.
IN_TITLE, TITLES = 0.6, 2.0
# A page that has less of what a text weighs has nothing to do with it.
ENOUGH = 0.1
MOST_WORDS = 60
# A text that has so many times the words of its title weighs as much as that for each of them.
LONGER = 3


def like(snapshot: Snapshot, sample: Sample) -> tuple[Hit, ...]:
    """The best document of each group that is most like a sample, the best first. score: about 1 for every word."""
    visible = snapshot.visible(sample.audience)
    kinds = snapshot.mask(KIND, sample.kinds) if sample.kinds else snapshot.live
    ids, scores = _scored(snapshot, sample, kinds if visible is None else kinds & visible)
    order = np.lexsort((snapshot.rank.take(ids), -scores))
    hits: dict[str, Hit] = {}
    for doc, score in zip(ids.take(order).tolist(), scores.take(order).tolist(), strict=True):
        key, kind, group = snapshot.record(doc)
        hits.setdefault(group, Hit(key, kind, group, score))
        if len(hits) >= sample.limit:
            break
    return tuple(hits.values())


def _scored(snapshot: Snapshot, sample: Sample, pages: Mask) -> tuple[Ids, Floats]:
    """The pages that have ENOUGH of what the sample weighs, or of what the title weighs by itself, for a long text says
    much beside the matter; and what each has in common with it."""
    docs = pages.nonzero()[0].astype(np.int32)
    count = len(docs)
    scores = np.zeros(snapshot.size, np.float32)
    held, total = np.zeros((2, snapshot.size), np.float32), np.full((2, 1), 1e-6, np.float32)
    weighed = _weighed(sample)
    snapshot.expect([wanted for wanted, _, _ in weighed], kinds=sample.kinds)
    for wanted, weight, titled in weighed:
        found = snapshot.scored(wanted, sample.kinds)
        keep = pages.take(found.ids).nonzero()[0]
        # A word of every page tells next to nothing; one of no page may be said there in other words.
        rarity = math.log1p((count - len(keep) + 0.5) / (len(keep) + 0.5)) if len(keep) else 1.0
        heavy = np.float32(weight * rarity)
        ids = found.ids.take(keep)
        scores[ids] += found.scores.take(keep) * heavy
        for row in (0, 1) if titled else (0,):
            total[row] += heavy
            held[row, ids] += heavy
    enough = ((held.take(docs, axis=1) / total).max(axis=0) >= ENOUGH).nonzero()[0]
    docs = docs.take(enough)
    return docs, scores.take(docs) / total[0]


def _weighed(sample: Sample) -> list[tuple[Wanted, float, bool]]:
    """Everything that is looked for, with its weight and whether the title says it: the words, then the matters."""
    title, text = telling_words(sample.title), telling_words(sample.text)
    fading = TEXT * _fading(len(title), len(text))
    words = dict.fromkeys(text, fading) | dict.fromkeys(title, 1.0)
    found = [
        (wanted_of(word), weight * (SINGLE if len(word) == 1 else 1), word in title) for word, weight in words.items()
    ]
    found.sort(key=lambda one: -one[1])
    named = matters_in(sample.title)
    touched = dict.fromkeys(matters_in(sample.text), fading) | dict.fromkeys(named, 1.0)
    return found[:MOST_WORDS] + [(_matter(at), weight * MATTER, at in named) for at, weight in sorted(touched.items())]


def _fading(title: int, text: int) -> float:
    """What a part of the text weighs where it has so many of them: a long one must not drown the title."""
    return min(1.0, math.sqrt(LONGER * max(title, 1) / max(text, 1)))


def _matter(place: int) -> Wanted:
    """A matter as if it were one word: whatever has any of its words. Its name is no word that can be typed.

    Words that the cutter takes apart would have to be read for in the pages themselves, which takes too long.
    """
    words = (word for word in matters().groups[place] if query_words(word) == [word])
    return Wanted(f"={place}", tuple(Option((word,), "", 1.0) for word in words))


def nearness(title: str, text: str, titles: Sequence[str], scores: Sequence[float]) -> tuple[float, ...]:
    """How near each of some titles is, by what ``like`` gave it and by what it shares with a title and a text.

    What few of the titles have tells them apart and weighs most. About 0 to 3; scores: of the same length.
    """
    had = [parts_of(one) for one in titles]
    seen = Counter(part for parts in had for part in parts)
    weights = {part: math.log(1 + len(had) / count) for part, count in seen.items()}
    named, said = parts_of(title), parts_of(text)
    fading = IN_TITLE * _fading(len(named), len(said))
    asked = {part: fading * value for part, value in said.items()} | dict(named)
    highest = max(scores, default=0.0) or 1.0
    return tuple(
        score / highest + TITLES * _cosine(asked, parts, weights) for parts, score in zip(had, scores, strict=True)
    )


def fits(text: str, listed: Sequence[Sequence[str]]) -> tuple[tuple[float, str], ...]:
    """How well each of some lists of phrases fits a text, 1 for the best of them, and the phrase that fits best.

    What stands in few of the lists tells them apart; half of what fits beside the best phrase counts too.
    """
    had = [[(phrase, parts_of(phrase)) for phrase in phrases] for phrases in listed]
    seen = Counter(part for phrases in had for part in {part for _, parts in phrases for part in parts})
    asked = {part: value * math.log((len(had) + 1) / (seen[part] + 0.5)) for part, value in parts_of(text).items()}
    found = [_fit(asked, phrases) for phrases in had]
    highest = max((value for value, _ in found), default=0.0) or 1.0
    return tuple((value / highest, phrase) for value, phrase in found)


def _fit(asked: Parts, phrases: Sequence[tuple[str, Parts]]) -> tuple[float, str]:
    def shared(parts: Parts) -> float:
        return sum(value * asked[part] for part, value in parts.items() if part in asked)

    best, phrase = max(((shared(parts), phrase) for phrase, parts in phrases), default=(0.0, ""))
    together: dict[str | int, float] = {}
    for _, parts in phrases:
        together |= parts
    return best + shared(together) / 2, phrase if best else ""


def _cosine(one: Parts, other: Parts, weights: Parts) -> float:
    """Cosine of two texts; a part without a weight stands in none that is compared."""

    def length(parts: Parts) -> float:
        return math.sqrt(sum((value * weights.get(part, 0.0)) ** 2 for part, value in parts.items()))

    shared = sum(value * other[part] * weights[part] ** 2 for part, value in one.items() if part in other)
    return shared / (length(one) * length(other)) if shared else 0.0
