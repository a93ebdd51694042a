"""Whoosh's file format, written faster. Anything written so is read by the stock codec."""

import pickle
import struct
import zlib
from array import array
from collections.abc import Iterable
from hashlib import md5
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, WHOOSH3_HEADER_MAGIC, W3Codec, W3FieldWriter, W3PerDocReader
from whoosh.util.numeric import byte_to_length

Numbers = npt.NDArray[Any]

_BLOCK = 4096
# A block of fewer postings is not worth packing, nor an array in place of a tuple.
_FEW = 48
_WIDTHS = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))
# What W3TermInfo and HashWriter write, in one piece: flags, statistics and place of a word; lengths of key and value.
_INFO = struct.Struct("!BfIBBfIIqi")
_KEY = struct.Struct("!iiH")
_SIZE = struct.Struct("!i")


class Stretch(NamedTuple):
    """Words of a field in order with all their postings. starts: where those of each word begin, with one more place
    for the end. ids: the documents of each word, ascending; weights: how much the word weighs in each."""

    field: str
    words: list[bytes]
    starts: Numbers
    ids: Numbers
    weights: Numbers


class Codec(W3Codec):
    """Larger, lightly packed blocks, put together many words at a time."""

    def per_document_reader(self, storage: object, segment: object) -> "_PerDocReader":
        return _PerDocReader(storage, segment)

    def field_writer(self, storage: object, segment: object) -> "_FieldWriter":
        return _FieldWriter(self, storage, segment)


class _PerDocReader(W3PerDocReader):
    """Reads field lengths from memory: the stock reader asks the file system once a posting while it writes."""

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        lengths = self.lengths_of(fieldname)
        return default if lengths is None else byte_to_length(int(lengths[docnum]))

    def lengths_of(self, fieldname: str) -> Numbers | None:
        """Lengths of a field by document, each as the byte that stands for it; None where the field has none."""
        kept: dict[str, Numbers | None] = self.__dict__.setdefault("_lengths_of", {})
        if fieldname not in kept:
            name = f"_{fieldname}_len"
            stored = self.column_reader(name, LENGTHS_COLUMN) if self.has_column(name) else None
            kept[fieldname] = None if stored is None else np.fromiter(stored, np.uint8, self.doc_count_all())
        return kept[fieldname]


class _FieldWriter(W3FieldWriter):
    """Takes words in order, each with all its postings. Without values: no field of ours has any."""

    def add_postings(self, schema: Any, lengths: _PerDocReader, items: Iterable[Stretch]) -> None:
        for field, stretches in groupby(items, attrgetter("field")):
            self.start_field(field, schema[field])
            for stretch in stretches:
                self._add(stretch, lengths.lengths_of(field))
            self.finish_field()

    def _add(self, stretch: Stretch, lengths: Numbers | None) -> None:
        """Blocks into the file of postings, then the words with where theirs stand."""
        owners, cuts = _cuts(stretch.starts)
        held = np.zeros(len(stretch.ids), np.uint8) if lengths is None else lengths[stretch.ids]
        shortest, longest = np.minimum.reduceat(held, cuts[:-1]), np.maximum.reduceat(held, cuts[:-1])
        ends = np.append(owners[1:] != owners[:-1], True)
        blocks = list(_blocks(stretch, cuts, ends, shortest, longest))
        sizes = np.fromiter(map(len, blocks), np.int64, len(blocks))
        begins = np.flatnonzero(np.append(True, ends[:-1]))
        sizes[begins] += len(WHOOSH3_HEADER_MAGIC)
        for number in begins.tolist():
            blocks[number] = WHOOSH3_HEADER_MAGIC + blocks[number]
        sizes = np.add.reduceat(sizes, begins)
        places = self._postfile.tell() + np.cumsum(sizes) - sizes
        self._postfile.write(b"".join(blocks))
        first, last = stretch.starts[:-1], stretch.starts[1:] - 1
        self._describe(
            stretch.words,
            np.add.reduceat(stretch.weights, first, dtype=np.float64),
            np.diff(stretch.starts),
            np.minimum.reduceat(shortest, begins),
            np.maximum.reduceat(longest, begins),
            np.maximum.reduceat(stretch.weights, first),
            stretch.ids[first],
            stretch.ids[last],
            places,
            sizes,
        )

    def _describe(self, words: list[bytes], *columns: Numbers) -> None:
        """Rows of the table of words, in the form of ``OrderedHashWriter.add``. columns: as W3TermInfo packs them."""
        table, field = self._tindex, self._fieldid
        if table.lastkey >= (key := struct.pack("!H", field) + words[0]):
            raise ValueError(f"words are not in order: {key!r}")
        at, rows = table.dbfile.tell(), []
        for word, *told in zip(words, *(column.tolist() for column in columns), strict=True):
            info = _INFO.pack(0, *told)
            row = b"".join((_KEY.pack(len(word) + 2, len(info), field), word, info))
            mark = int.from_bytes(md5(row[8 : len(word) + 10], usedforsecurity=False).digest()[-4:], "big")
            table.buckets[mark & 255].append((mark, at))
            table.index.append(at)
            rows.append(row)
            at += len(row)
        table.dbfile.write(b"".join(rows))
        table.lastkey = struct.pack("!H", field) + words[-1]


def _cuts(starts: Numbers) -> tuple[Numbers, Numbers]:
    """The words that blocks belong to, by number, and where blocks begin, with one more place for the end."""
    counts = -(-np.diff(starts) // _BLOCK)
    owners = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
    return owners, np.append(starts[owners] + within * _BLOCK, starts[-1])


def _blocks(stretch: Stretch, cuts: Numbers, ends: Numbers, shortest: Numbers, longest: Numbers) -> Iterable[bytes]:
    """Blocks of postings. ends: which are the last of their word."""
    ids, weights, begins = stretch.ids, stretch.weights, cuts[:-1]
    steps = np.diff(ids, prepend=ids[:1])
    steps[begins] = ids[begins]  # each block counts from nothing
    heaviest, lightest = np.maximum.reduceat(weights, begins), np.minimum.reduceat(weights, begins)
    told = (np.maximum.reduceat(steps, begins), ids[cuts[1:] - 1], heaviest, lightest, shortest, longest, ends)
    whole = weights.astype(np.uint32)
    exact = bool((whole == weights).all())
    for (start, end), *block in zip(pairwise(cuts.tolist()), *(column.tolist() for column in told), strict=True):
        widest, last, heavy, light, short, long, final = block
        said: Any = None if heavy == light == 1.0 else heavy
        if end - start < _FEW:
            if heavy != light:
                said = tuple(weights[start:end].tolist())
            body, packed = pickle.dumps((tuple(steps[start:end].tolist()), said, None), 2), 0
        else:
            if heavy != light:
                said = _narrow(whole[start:end], heavy) if exact else tuple(weights[start:end].tolist())
            body, packed = zlib.compress(pickle.dumps((_narrow(steps[start:end], widest), said, None), 4), 1), 1
        head = pickle.dumps((end - start, last, heavy, packed, short, long), 2)
        size = len(head) + len(body)
        yield b"".join((_SIZE.pack(-size if final else size), head, body))


def _narrow(values: Numbers, most: float) -> "array[int]":
    """The values in an array as narrow as can be: read by stock Whoosh like a tuple, and much faster to write."""
    code = next(code for code, limit in _WIDTHS if most < limit)
    return array(code, values.astype(code).tobytes())
