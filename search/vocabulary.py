"""The words of one segment, to be looked up by their shape or sound where a question has a word that nothing holds."""

import bisect
import functools
from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.sounds import Mask

SHORTEST, LONGEST = 2, 8
_WORD = 4  # bytes of a stored number
# Of words that fit a pattern, so many of the frequent ones are looked at.
MOST = 8

# The first and last character of Chinese, and how many bytes of UTF-8 each takes.
_FIRST, _LAST, _BYTES = 0x4E00, 0x9FFF, 3


class Counts(Mapping[str, int]):
    """Numbers by word, in a tenth of what a dictionary takes: the words in one piece, in order.

    text: the words as UTF-8; places: where each begins, and the end; numbers: one each.
    """

    def __init__(self, text: bytes, places: "array[int]", numbers: "array[int]") -> None:
        self.text, self.places, self.numbers = text, places, numbers

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "Counts":
        """Those of a dictionary."""
        words = sorted(word.encode() for word in counts)
        places = array("I", accumulate(map(len, words), initial=0))
        return cls(b"".join(words), places, array("I", (counts[word.decode()] for word in words)))

    @classmethod
    def read(cls, stored: bytes) -> "Counts":
        """Those that ``stored`` made bytes of. Raises ValueError where they are not whole."""
        size = int.from_bytes(stored[:_WORD], "little")
        numbers = np.frombuffer(stored, "<u4", 2 * size + 1, _WORD)
        text, places = stored[_WORD * (2 * size + 2) :], numbers[: size + 1]
        if places[0] or places[-1] != len(text) or (places[1:] < places[:-1]).any():
            raise ValueError("the words are not whole")
        return cls(text, _array(places), _array(numbers[size + 1 :]))

    def stored(self) -> bytes:
        """As bytes: how many, their places, their numbers, the words."""
        numbers = np.array([len(self), *self.places, *self.numbers], "<u4")
        return numbers.tobytes() + self.text

    def __getitem__(self, word: str) -> int:
        wanted = word.encode("utf-8", "replace")
        at = bisect.bisect_left(range(len(self)), wanted, key=self._word)
        if at == len(self) or self._word(at) != wanted:
            raise KeyError(word)
        return self.numbers[at]

    def __iter__(self) -> Iterator[str]:
        return (self._word(at).decode() for at in range(len(self)))

    def __len__(self) -> int:
        return len(self.numbers)

    def _word(self, at: int) -> bytes:
        return self.text[self.places[at] : self.places[at + 1]]


class Shelf(NamedTuple):
    """Words of one length. letters: code points, a row for each place in the word; counts: documents that hold it."""

    letters: npt.NDArray[np.uint16]
    counts: npt.NDArray[np.int32]


class Vocabulary:
    """Words with the number of documents that hold them; those of Chinese characters can be looked up."""

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self._shelves = dict(_shelves(counts))

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


def _shelves(counts: Counts) -> Iterator[tuple[int, Shelf]]:
    text, places = np.frombuffer(counts.text, np.uint8), np.array(counts.places, np.int64)
    numbers, sizes = np.array(counts.numbers, np.int32), np.diff(places)
    for length in range(SHORTEST, LONGEST + 1):
        here = np.flatnonzero(sizes == length * _BYTES)
        parts = text[places[here, None] + np.arange(length * _BYTES)].reshape(-1, length, _BYTES).astype(np.uint16)
        lead, *others = np.moveaxis(parts, 2, 0)
        letters = functools.reduce(lambda code, other: (code << 6) | (other & 0x3F), others, lead & 0x0F)
        fit = ((lead >> 4 == 0xE) & (letters >= _FIRST) & (letters <= _LAST)).all(axis=1)
        if fit.any():
            yield length, Shelf(np.ascontiguousarray(letters[fit].T), numbers[here[fit]])


def _array(numbers: npt.NDArray[np.uint32]) -> "array[int]":
    return array("I", numbers.astype(np.uint32).tobytes())


def _frequent(shelf: Shelf, places: npt.NDArray[np.int64]) -> list[str]:
    order = np.argsort(-shelf.counts[places], kind="stable")[:MOST]
    return [letters.tobytes().decode("utf-16-le") for letters in shelf.letters.T[places[order]]]
