"""Whoosh's file format, written faster. Anything written so is read by the stock codec."""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter, itemgetter, sub
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, W3Codec, W3FieldWriter, W3PerDocReader, W3PostingsWriter
from whoosh.util.numeric import byte_to_length

_BLOCK = 4096


class Word(NamedTuple):
    """A word of a field, the documents that hold it, ascending, and how much it weighs in each."""

    field: str
    word: bytes
    ids: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.float32]


class Codec(W3Codec):
    """Larger, lightly packed blocks, put together a word at a time."""

    def __init__(self) -> None:
        super().__init__(blocklimit=_BLOCK, compression=1)

    def per_document_reader(self, storage: object, segment: object) -> "_PerDocReader":
        return _PerDocReader(storage, segment)

    def field_writer(self, storage: object, segment: object) -> "_FieldWriter":
        return _FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: object, byteids: bool = False) -> "_PostingsWriter":
        return _PostingsWriter(dbfile, self._blocklimit, byteids, self._compression, self._inlinelimit)


class _PerDocReader(W3PerDocReader):
    """Reads field lengths from memory: the stock reader asks the file system once a posting while it writes."""

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        lengths = self.lengths_of(fieldname)
        return default if lengths is None else lengths[docnum]

    def lengths_of(self, fieldname: str) -> list[int] | None:
        """Lengths of a field by document; None where the field has none."""
        kept: dict[str, list[int] | None] = self.__dict__.setdefault("_lengths_of", {})
        if fieldname not in kept:
            name = f"_{fieldname}_len"
            stored = self.column_reader(name, LENGTHS_COLUMN) if self.has_column(name) else None
            kept[fieldname] = None if stored is None else [byte_to_length(byte) for byte in stored]
        return kept[fieldname]


class _FieldWriter(W3FieldWriter):
    """Takes the words in order, each with all its postings. Without values: no field of ours has any."""

    def add_postings(self, schema: Any, lengths: _PerDocReader, items: Iterable[Word]) -> None:
        for field, words in groupby(items, attrgetter("field")):
            self.start_field(field, schema[field])
            sizes = lengths.lengths_of(field)
            for word in words:
                self.start_term(word.word)
                self._postwriter.fill(word, sizes)
                self.finish_term()
            self.finish_field()


class _PostingsWriter(W3PostingsWriter):
    """Writes blocks that are put together at once. Most words stand in a document or two, where lists beat arrays."""

    def fill(self, word: Word, sizes: list[int] | None) -> None:
        """Take all postings of a word; the last block is left to be written when the word is finished."""
        for start in range(0, len(word.ids), _BLOCK):
            if start:
                self._write_block()
            ids = self._ids = word.ids[start : start + _BLOCK].tolist()
            self._weights = word.weights[start : start + _BLOCK].tolist()
            self._maxweight = max(self._weights)
            if sizes is not None:
                held = itemgetter(*ids)(sizes) if len(ids) > 1 else (sizes[ids[0]],)
                self._minlength, self._maxlength = min(held) or None, max(held)

    def _mini_ids(self) -> tuple[int, ...]:
        return (self._ids[0], *map(sub, self._ids[1:], self._ids))

    def _mini_weights(self) -> float | tuple[float, ...] | None:
        first, weights = self._weights[0], self._weights
        if weights.count(first) == len(weights):
            return None if first == 1.0 else first
        return tuple(weights)
