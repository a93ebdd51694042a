"""Puts documents into a segment that is being written, column by column instead of value by value."""

from array import array
from collections.abc import Iterable
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import LENGTHS_COLUMN
from whoosh.util.numeric import length_to_byte
from whoosh.writing import SegmentWriter

from search.documents import Document
from search.schema import Words, row_of

_WIDTHS = {"Q": ">u8", "I": ">u4", "B": "u1"}
_BLOBS = ("body", "record")


class Filling:
    """Documents on their way into a new writer from ``writer_of``. Stock Whoosh reads what comes of it."""

    def __init__(self, writer: SegmentWriter) -> None:
        fields = dict(writer.schema.items())
        self._writer = writer
        self._count = 0
        self._columns = {name: field.column_type for name, field in fields.items() if not field.indexed}
        self._numbers = {name: array("Q") for name in self._columns if name not in _BLOBS}
        self._lengths = {name: array("I") for name, field in fields.items() if isinstance(field, Words)}
        self._labels = [name for name, field in fields.items() if field.indexed and name not in self._lengths]
        for name in _BLOBS:
            writer.perdocwriter._create_column(name, self._columns[name])

    def add(self, document: Document) -> None:
        """Take a document."""
        row: dict[str, Any] = row_of(document)
        pool, perdoc = self._writer.pool, self._writer.perdocwriter
        for name, lengths in self._lengths.items():
            lengths.append(pool.take(name, self._count, row[name]))
        for name in self._labels:
            pool.take(name, self._count, dict.fromkeys(row[name]))
        for name, values in self._numbers.items():
            values.append(row[name])
        for name in _BLOBS:
            perdoc._get_column(name).add(self._count, row[name])
        self._count += 1

    def commit(self) -> None:
        """Write what was gathered and commit; small segments are merged, as Whoosh does."""
        perdoc = self._writer.perdocwriter
        for name, values in self._numbers.items():
            self._write(name, self._columns[name], values)
        for name, lengths in self._lengths.items():
            if any(lengths):
                self._write(f"_{name}_len", LENGTHS_COLUMN, map(length_to_byte, lengths))
                perdoc._fieldlengths[name] += sum(lengths)
        perdoc._doccount = self._writer.docnum = self._count
        self._writer._added = self._count > 0
        self._writer.commit()

    def _write(self, name: str, column: Any, values: Iterable[int]) -> None:
        """Write a whole column of numbers; what a merge adds goes on behind it."""
        self._writer.perdocwriter._create_column(name, column)
        written = self._writer.perdocwriter._get_column(name)
        written._dbfile.write(np.fromiter(values, _WIDTHS[column._typecode], self._count).tobytes())
        written._count = self._count
