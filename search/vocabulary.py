"""The words of one segment, to be looked up by their shape or sound where a question has a word that nothing holds."""

import bisect
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.sounds import Mask

SHORTEST, LONGEST = 2, 8
# Of words that fit a pattern, so many of the frequent ones are looked at.
MOST = 8

_HAN = re.compile(rf"[\u4e00-\u9fff]{{{SHORTEST},{LONGEST}}}")


class Counts(Mapping[str, int]):
    """Numbers by word, in a tenth of what a dictionary takes: the words in one piece, in order."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        words = sorted(word.encode() for word in counts)
        self._text = b"".join(words)
        self._places = array("I", accumulate(map(len, words), initial=0))
        self._numbers = array("I", (counts[word.decode()] for word in words))

    def __getitem__(self, word: str) -> int:
        wanted = word.encode("utf-8", "replace")
        at = bisect.bisect_left(range(len(self)), wanted, key=self._word)
        if at == len(self) or self._word(at) != wanted:
            raise KeyError(word)
        return self._numbers[at]

    def __iter__(self) -> Iterator[str]:
        return (self._word(at).decode() for at in range(len(self)))

    def __len__(self) -> int:
        return len(self._numbers)

    def _word(self, at: int) -> bytes:
        return self._text[self._places[at] : self._places[at + 1]]


class Shelf(NamedTuple):
    """Words of one length. letters: code points, a row for each place in the word; counts: documents that hold it."""

    letters: npt.NDArray[np.uint16]
    counts: npt.NDArray[np.int32]


class Vocabulary:
    """Words with the number of documents that hold them; those of Chinese characters can be looked up."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = Counts(counts)
        self._shelves = _shelves(counts)

    def fitting(self, places: Sequence[Mask]) -> list[str]:
        """Words as long as the places whose character at each place is in that mask, the frequent ones first."""
        shelf = self._shelves.get(len(places))
        if shelf is None:
            return []
        kept = np.arange(len(shelf.counts))
        for row, mask in zip(shelf.letters, places, strict=True):
            kept = kept[mask[row[kept]]]
        return _frequent(shelf, kept)

    def near(self, word: str) -> list[str]:
        """Words of three and more characters one slip away: a character wrong, missing, too many, or two swapped."""
        wanted = np.frombuffer(word.encode("utf-16-le"), "<u2")
        if not SHORTEST < len(wanted) <= LONGEST:
            return []
        found = self._one_wrong(wanted) + self._one_missing(wanted)
        found += [word[:at] + word[at + 1 :] for at in range(len(word))]
        found += [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]
        known = {other for other in found if other != word and other in self.counts}
        return sorted(known, key=lambda other: (-self.counts[other], other))[:MOST]

    def _one_wrong(self, wanted: npt.NDArray[np.uint16]) -> list[str]:
        shelf = self._shelves.get(len(wanted))
        if shelf is None:
            return []
        same = (shelf.letters == wanted[:, None]).sum(axis=0)
        return _frequent(shelf, np.flatnonzero(same == len(wanted) - 1))

    def _one_missing(self, wanted: npt.NDArray[np.uint16]) -> list[str]:
        shelf = self._shelves.get(len(wanted) + 1)
        if shelf is None:
            return []
        before = np.logical_and.accumulate(shelf.letters[:-1] == wanted[:, None], axis=0).sum(axis=0)
        behind = np.logical_and.accumulate(shelf.letters[:0:-1] == wanted[::-1, None], axis=0).sum(axis=0)
        return _frequent(shelf, np.flatnonzero(before + behind >= len(wanted)))


def _shelves(counts: Mapping[str, int]) -> dict[int, Shelf]:
    by_length: dict[int, list[str]] = {}
    for word in counts:
        if _HAN.fullmatch(word):
            by_length.setdefault(len(word), []).append(word)
    return {length: _shelf(words, counts) for length, words in by_length.items()}


def _shelf(words: Sequence[str], counts: Mapping[str, int]) -> Shelf:
    letters = np.frombuffer("".join(words).encode("utf-16-le"), "<u2").reshape(len(words), -1)
    ordered = np.ascontiguousarray(letters.T)
    return Shelf(ordered, np.array([counts[word] for word in words], np.int32))


def _frequent(shelf: Shelf, places: npt.NDArray[np.int64]) -> list[str]:
    order = np.argsort(-shelf.counts[places], kind="stable")[:MOST]
    return [letters.tobytes().decode("utf-16-le") for letters in shelf.letters.T[places[order]]]
