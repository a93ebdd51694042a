"""Whoosh's file format, written faster. Anything written so is read by the stock codec."""

from array import array
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from whoosh.codec.whoosh3 import LENGTHS_COLUMN, W3Codec, W3FieldWriter, W3PerDocReader
from whoosh.util.numeric import byte_to_length

_BLOCK = 4096


class Word(NamedTuple):
    """A word of a field, the documents that hold it, ascending, and how much it weighs in each."""

    field: str
    word: bytes
    ids: "array[int]"
    weights: "array[float]"


class Codec(W3Codec):
    """Larger, lightly packed blocks, put together a word at a time."""

    def __init__(self) -> None:
        super().__init__(blocklimit=_BLOCK, compression=1)

    def per_document_reader(self, storage: object, segment: object) -> "_PerDocReader":
        return _PerDocReader(storage, segment)

    def field_writer(self, storage: object, segment: object) -> "_FieldWriter":
        return _FieldWriter(self, storage, segment)


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
                self._fill(word, sizes)
                self.finish_term()
            self.finish_field()

    def _fill(self, word: Word, sizes: list[int] | None) -> None:
        block = self._postwriter
        for start in range(0, len(word.ids), _BLOCK):
            if start:
                block._write_block()
            block._ids = word.ids[start : start + _BLOCK]
            block._weights = word.weights[start : start + _BLOCK]
            block._maxweight = max(block._weights)
            if sizes is not None:
                held = [sizes[number] for number in block._ids]
                block._minlength, block._maxlength = min(held) or None, max(held)
