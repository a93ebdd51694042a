"""What a question may have meant that is misspelt or typed in pinyin: other questions, to be offered and never asked.

A question is read as the cheapest row of words, as in an input method: a frequent word costs little, a rare one more,
a word that had to be mended its slip as well. Whoever asks counts what an alternative finds.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from search.cutter import cutter
from search.lexicon import lexicon
from search.segment import either
from search.snapshot import Mask, Snapshot
from search.sounds import beginning, is_syllable, saying, sounding_like
from search.tokens import PARTICLES, counted
from search.vocabulary import LONGEST, SHORTEST

# Longer questions are pasted, not typed: a slip in them does not leave nothing to be found.
MOST_CHARACTERS = 60
MOST_LETTERS = 32
MOST_INITIALS = 8
MOST_RUN = 16
# So many cuts of letters into syllables are followed from one place, and so many patterns looked up for a question.
MOST_PATHS = 20
MOST_LOOKUPS = 240
# So many rows of words are kept for every stretch, and so many questions offered.
KEPT = 4
OFFERED = 5
# Costs, as logarithms of how much rarer than a right word each slip is.
SAME_SOUND, LIKE_SOUND, OTHER_SHAPE, UNKNOWN = 4.0, 5.5, 6.0, 14.0

_PARTS = re.compile(r"([a-z]+(?:['\s]+[a-z]+)*)|([\u4e00-\u9fff]+)")

# What it costs to read a stretch so.
Row = tuple[float, str]


class Alternative(NamedTuple):
    """Another question. by: "spelling", "pinyin" or "initials", what it was found by, the surest first."""

    text: str
    by: str


class _Words:
    """The words that a reader may find, with what they cost. One question long."""

    def __init__(self, snapshot: Snapshot, visible: Mask | None) -> None:
        self._snapshot = snapshot
        self._vocabularies = snapshot.vocabularies
        self._visible = visible
        self._left = MOST_LOOKUPS
        self._weights: dict[str, int] = {}

    def weight(self, word: str) -> int:
        """How many documents of the reader hold a word, reckoned once.

        Not by ``functools.cache``: around a method of its own object it would keep all files of the snapshot open.
        """
        if word not in self._weights:
            self._weights[word] = self._weight(word)
        return self._weights[word]

    def _weight(self, word: str) -> int:
        total = sum(vocabulary.counts.get(word, 0) for vocabulary in self._vocabularies)
        if not total or (self._visible is None and self._snapshot.count == self._snapshot.size):
            return total
        ids = either(self._snapshot.postings("words", word).ids, self._snapshot.postings("title", word).ids)
        return len(ids) if self._visible is None else int(np.count_nonzero(self._visible[ids]))

    def cost(self, word: str) -> float:
        """What a word costs that the reader may find."""
        return 1.0 + math.log(max(self._snapshot.size, 1) / self.weight(word))

    def fitting(self, places: Sequence[Mask]) -> list[str]:
        """Words whose characters are in these masks; none once the question has asked for too many."""
        self._left -= 1
        if self._left < 0:
            return []
        return self._known(word for vocabulary in self._vocabularies for word in vocabulary.fitting(places))

    def near(self, word: str) -> list[str]:
        """Words one slip away."""
        return self._known(other for vocabulary in self._vocabularies for other in vocabulary.near(word))

    def _known(self, words: Iterable[str]) -> list[str]:
        return sorted(filter(self.weight, dict.fromkeys(words)), key=lambda word: (-self.weight(word), word))


def alternatives(snapshot: Snapshot, text: str, visible: Mask | None) -> tuple[Alternative, ...]:
    """Other questions that the visible words allow, the likeliest first; none for a question without a slip."""
    text = counted(text.strip())
    if not text or len(text) > MOST_CHARACTERS:
        return ()
    words = _Words(snapshot, visible)
    ways: list[tuple[int, int, list[str]]] = []
    kinds = set()
    for match in _PARTS.finditer(text):
        kind, others = _of_letters(words, match[1]) if match[1] else ("spelling", _of_characters(words, match[2]))
        if others:
            kinds.add(kind)
            ways.append((*match.span(), others))
    by = next((kind for kind in ("initials", "pinyin", "spelling") if kind in kinds), "")
    found = dict.fromkeys(_with(text, ways, varied, nth) for nth in range(KEPT) for varied in range(len(ways)))
    return tuple(Alternative(other, by) for other in list(found)[:OFFERED] if other != text)


def _with(text: str, ways: Sequence[tuple[int, int, list[str]]], varied: int, nth: int) -> str:
    """The text with every stretch in its likeliest other form, one of them in its nth."""
    out, at = [], 0
    for number, (start, end, others) in enumerate(ways):
        place = min(nth, len(others) - 1) if number == varied else 0
        out += [text[at:start], others[place]]
        at = end
    return "".join([*out, text[at:]])


# Letters


def _of_letters(words: _Words, typed: str) -> tuple[str, list[str]]:
    """Characters for letters that no text holds, and whether they are whole syllables or only first letters."""
    if any(words.weight(part) for part in re.split(r"['\s]+", typed)):
        return "", []
    letters = "".join(char for char in typed if char.isalpha())
    if len(letters) <= MOST_LETTERS and (spelt := _spelt(words, letters)):
        return "pinyin", spelt
    if SHORTEST <= len(letters) <= MOST_INITIALS:
        ends = list(range(1, len(letters) + 1))
        return "initials", _cheapest(words, letters, lambda at: ends[at : at + 1], beginning)
    return "", []


def _spelt(words: _Words, letters: str) -> list[str]:
    """Rows of words for whole syllables; only cuts into syllables that leave nothing over are followed."""
    whole = {len(letters)}
    steps: dict[int, list[int]] = {}
    for at in range(len(letters) - 1, -1, -1):
        steps[at] = [end for end in range(at + 1, at + 7) if end in whole and is_syllable(letters[at:end])]
        if steps[at]:
            whole.add(at)
    return _cheapest(words, letters, lambda at: steps.get(at, []), saying) if 0 in whole else []


def _cheapest(
    words: _Words, letters: str, steps: Callable[[int], Sequence[int]], place: Callable[[str], Mask]
) -> list[str]:
    """The cheapest rows of words for letters. steps: where a syllable that begins somewhere may end."""
    best: dict[int, list[Row]] = {len(letters): [(0.0, "")]}
    for at in range(len(letters) - 1, -1, -1):
        rows: list[Row] = []
        for syllables, end in _paths(letters, at, steps):
            if best.get(end):
                fitting = words.fitting([place(syllable) for syllable in syllables])
                rows += [(words.cost(word) + cost, word + rest) for word in fitting[:KEPT] for cost, rest in best[end]]
        best[at] = _first(rows)
    return [text for _, text in best[0]]


def _paths(letters: str, at: int, steps: Callable[[int], Sequence[int]]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Rows of two to eight syllables from a place on, each with where it ends."""
    waiting: list[tuple[tuple[str, ...], int]] = [((), at)]
    given = 0
    while waiting and given < MOST_PATHS:
        said, end = waiting.pop(0)
        if len(said) >= SHORTEST:
            given += 1
            yield said, end
        if len(said) < LONGEST and end < len(letters):
            waiting += [((*said, letters[end:after]), after) for after in steps(end)]


# Characters


def _of_characters(words: _Words, run: str) -> list[str]:
    """Other spellings of a run of characters in which some word is unknown; none where the run reads best as it is."""
    odd = _odd_places(words, run)
    if not odd or len(run) > MOST_RUN:
        return []
    best: dict[int, list[Row]] = {len(run): [(0.0, "")]}
    for at in range(len(run) - 1, -1, -1):
        rows: list[Row] = []
        for size in range(1, min(LONGEST, len(run) - at) + 1):
            piece, behind = run[at : at + size], best[at + size]
            ways = _ways(words, piece, mended=bool(odd.intersection(range(at, at + size))))
            rows += [(cost + more, word + rest) for cost, word in ways for more, rest in behind]
        best[at] = _first(rows)
    found = [text for _, text in best[0]]
    return found[: found.index(run)] if run in found else found


def _ways(words: _Words, piece: str, *, mended: bool) -> list[Row]:
    """How a piece may be read: as the word it is, and, mended, as words that sound or look like it."""
    if len(piece) == 1 or words.weight(piece):
        known = words.weight(piece) or piece in PARTICLES
        cost = (1.0 if piece in PARTICLES else words.cost(piece)) if known else UNKNOWN
        ways = [(cost, piece)]
    else:
        ways = []
    if not mended or len(piece) < SHORTEST or words.weight(piece):
        return ways
    for slip, others in (
        (SAME_SOUND, words.fitting([sounding_like(char) for char in piece])),
        (LIKE_SOUND, words.fitting([sounding_like(char, softly=True) for char in piece])),
        (OTHER_SHAPE, words.near(piece)),
    ):
        ways += [(slip + words.cost(word), word) for word in others[:KEPT] if word != piece]
    return ways


def _odd_places(words: _Words, run: str) -> frozenset[int]:
    """Where in a run the cutter's words are single characters or unknown to the index."""
    places: set[int] = set()
    at = 0
    for word in cutter().words(run):
        plain = word in PARTICLES or word in lexicon().stopwords or (len(word) > 1 and words.weight(word))
        if not plain:
            places.update(range(at, at + len(word)))
        at += len(word)
    return frozenset(places) if len(run) >= SHORTEST else frozenset()


def _first(rows: Iterable[Row]) -> list[Row]:
    """The cheapest rows, each text once."""
    best: dict[str, float] = {}
    for cost, text in rows:
        best[text] = min(cost, best.get(text, math.inf))
    return [(cost, text) for text, cost in sorted(best.items(), key=lambda item: (item[1], item[0]))[:KEPT]]
