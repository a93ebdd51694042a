"""Documents to one segment as bytes, and several segments to one: pure, for any process.

A segment is what a folder of the embedded index holds, in other boxes: ``columns`` by document, ``labels`` with the
documents of each, ``records``, ``versions``, ``words`` with how many documents hold each, the canonical ``texts`` in
numbered chunks with their ``places``, and for every word of text and title and every identifier a row of postings.
"""

import hashlib
import json
import secrets
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import length_to_byte

from search.documents import Document
from search.schema import row_of

Array = npt.NDArray[Any]
# Letters of canonical text that make a chunk: what is read at least where many texts have to be looked through.
CHUNK = 128 * 1024
# A count beyond this is taken for this: a score does not change from there on.
MOST_WEIGHT = 65_535
# Columns by document with their types.
COLUMNS = {
    "lengths": "u1",
    "title_lengths": "u1",
    "exact_lengths": "<u4",
    "date": "<u4",
    "deadline": "<u4",
    "identity": "<u8",
    "group": "<u8",
}
# Parts that every segment has.
PARTS = ("columns", "versions", "labels", "words", "records", "places", "texts")
_AT = 8


@dataclass(frozen=True, slots=True)
class Packed:
    """A segment to be stored. parts: name, number, bytes; postings: the mark of a word and its bytes."""

    id: int
    size: int
    parts: tuple[tuple[str, int, bytes], ...]
    postings: tuple[tuple[int, bytes], ...]


def mark_of(field: str, word: str) -> int:
    """A signed 64-bit number that stands for a word in a field: short, whatever the word is."""
    said = f"{field}\0{word}".encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(said, digest_size=8).digest(), "big", signed=True)


def bound(**arrays: Array | bytes) -> bytes:
    """Named arrays as bytes."""
    kept = {name: np.frombuffer(one, "u1") if isinstance(one, bytes) else one for name, one in arrays.items()}
    head = json.dumps([[name, one.dtype.str, len(one)] for name, one in kept.items()]).encode()
    pieces = [len(head).to_bytes(_AT, "little"), head, b" " * (-len(head) % _AT)]
    for one in kept.values():
        pieces += [one.tobytes(), b"\0" * (-one.nbytes % _AT)]
    return b"".join(pieces)


def unbound(data: bytes) -> dict[str, Array]:
    """What ``bound`` bound. Raises ValueError or KeyError for anything else."""
    at = _AT + int.from_bytes(data[:_AT], "little")
    found = {}
    head = json.loads(data[_AT:at])
    for name, dtype, size in head:
        at += -at % _AT
        found[name] = np.frombuffer(data, dtype, size, at)
        at += found[name].nbytes
    return found


def row(ids: Array, weights: Array) -> bytes:
    """Postings as bytes: documents, ascending, then how much the word weighs in each."""
    return ids.astype("<u4").tobytes() + np.minimum(weights, MOST_WEIGHT).astype("<u2").tobytes()


def unrow(data: bytes) -> tuple[Array, Array]:
    """Documents and weights of a row of postings."""
    count = len(data) // 6
    return np.frombuffer(data, "<u4", count), np.frombuffer(data, "<u2", count, count * 4)


class _Lists:
    """Documents and weights by word of one field, gathered in ascending order."""

    def __init__(self) -> None:
        self.of: dict[str, tuple[array[int], array[int]]] = {}

    def add(self, word: str, document: int, weight: int) -> None:
        kept = self.of.get(word)
        if kept is None:
            kept = self.of[word] = (array("I"), array("I"))
        kept[0].append(document)
        kept[1].append(weight)

    def counts(self) -> dict[str, int]:
        return {word: len(ids) for word, (ids, _) in self.of.items()}


def pack(documents: Iterable[Document]) -> Packed:
    """One segment of these documents."""
    fields = {name: _Lists() for name in ("words", "title", "exact", "labels")}
    columns: dict[str, list[int]] = {name: [] for name in COLUMNS}
    records, bodies, versions = [], [], []
    for number, document in enumerate(documents):
        said = cast(dict[str, Any], row_of(document))
        for name in ("words", "title"):
            field = fields[name]
            for word, count in Counter(said[name]).items():
                field.add(word, number, count)
        for name in ("labels", "exact"):
            for word in dict.fromkeys(said[name]):
                fields[name].add(word, number, 1)
        columns["lengths"].append(length_to_byte(len(said["words"])))
        columns["title_lengths"].append(length_to_byte(len(said["title"])))
        columns["exact_lengths"].append(said["length"])
        for name in ("date", "deadline", "identity", "group"):
            columns[name].append(said[name])
        records.append(said["record"])
        bodies.append(said["body"])
        versions.append(said["version"])
    words = fields["words"].counts()
    for word, count in fields["title"].counts().items():
        words[word] = max(words.get(word, 0), count)
    stored = {name: np.array(values, COLUMNS[name]) for name, values in columns.items()}
    postings = [
        (mark_of(name, word), row(np.array(ids), np.array(weights)))
        for name in ("words", "title", "exact")
        for word, (ids, weights) in fields[name].of.items()
    ]
    labels = {label: np.array(ids) for label, (ids, _) in fields["labels"].of.items()}
    return _packed(stored, np.array(versions, "<u8"), labels, words, records, bodies, postings)


def _packed(
    columns: Mapping[str, Array],
    versions: Array,
    labels: Mapping[str, Array],
    words: Mapping[str, int],
    records: Sequence[bytes],
    bodies: Sequence[bytes],
    postings: Iterable[tuple[int, bytes]],
) -> Packed:
    parts = [
        ("columns", 0, bound(**columns)),
        ("versions", 0, bound(versions=versions)),
        ("labels", 0, _labels(labels)),
        ("words", 0, _words(words)),
        ("records", 0, bound(places=_places(records), text=b"".join(records))),
    ]
    edges, chunks = _chunks(bodies)
    parts.append(("places", 0, bound(places=_places(bodies) // 2, edges=np.array(edges, "<u4"))))
    parts += [("texts", number, chunk) for number, chunk in enumerate(chunks)]
    return Packed(secrets.randbits(62) | 1, len(versions), tuple(parts), tuple(postings))


def _places(pieces: Sequence[bytes]) -> Array:
    """Where each piece begins in all of them; one more place for the end."""
    return np.cumsum([0, *map(len, pieces)], dtype="<i8")


def _labels(labels: Mapping[str, Array]) -> bytes:
    ids = np.concatenate([*labels.values(), np.empty(0, "<u4")]).astype("<u4")
    counts = np.array([len(one) for one in labels.values()], "<u4")
    names = [label.encode() for label in labels]
    return bound(names=b"".join(names), lengths=np.array([len(name) for name in names], "<u4"), counts=counts, ids=ids)


def labels_of(part: bytes) -> dict[str, Array]:
    """The documents of every label."""
    kept = unbound(part)
    names, at = kept["names"].tobytes(), 0
    ends = np.cumsum(kept["counts"]).tolist()
    found = {}
    for length, start, end in zip(kept["lengths"].tolist(), [0, *ends], ends, strict=False):
        found[names[at : at + length].decode()] = kept["ids"][start:end]
        at += length
    return found


def _words(words: Mapping[str, int]) -> bytes:
    return bound(words="\0".join(words).encode(), counts=np.array(list(words.values()), "<u4"))


def words_of(part: bytes) -> dict[str, int]:
    """How many documents hold each word, in text or title, whichever is more."""
    kept = unbound(part)
    words = kept["words"].tobytes().decode().split("\0") if len(kept["counts"]) else []
    return dict(zip(words, kept["counts"].tolist(), strict=True))


def _chunks(bodies: Sequence[bytes]) -> tuple[list[int], list[bytes]]:
    """The first document of each chunk, and the chunks."""
    edges, size = [0], 0
    chunks: list[bytes] = []
    waiting: list[bytes] = []
    for number, body in enumerate(bodies):
        if size >= CHUNK * 2:
            chunks.append(b"".join(waiting))
            edges.append(number)
            waiting, size = [], 0
        waiting.append(body)
        size += len(body)
    return edges, [*chunks, b"".join(waiting)]


@dataclass(frozen=True, slots=True)
class Stored:
    """A segment as it was read back, to be merged. gone: its deleted documents."""

    size: int
    gone: Array
    parts: Mapping[str, Sequence[bytes]]
    postings: Sequence[tuple[int, bytes]]


def merged(segments: Sequence[Stored]) -> Packed:
    """One segment of the documents of several that are not gone, in their order."""
    numbers, kept, at = [], [], 0
    for segment in segments:
        keep = np.ones(segment.size, bool)
        keep[segment.gone] = False
        numbers.append(np.where(keep, at + np.cumsum(keep) - 1, -1))
        kept.append(keep)
        at += int(keep.sum())
    rows: dict[int, list[tuple[Array, Array]]] = {}
    for segment, number in zip(segments, numbers, strict=True):
        for mark, data in segment.postings:
            ids, weights = unrow(data)
            ids = number[ids]
            rows.setdefault(mark, []).append((ids[ids >= 0], weights[ids >= 0]))
    joined = ((mark, [np.concatenate(part) for part in zip(*some, strict=True)]) for mark, some in rows.items())
    postings = [(mark, row(ids, weights)) for mark, (ids, weights) in joined if len(ids)]
    columns = [unbound(segment.parts["columns"][0]) for segment in segments]
    versions = [unbound(segment.parts["versions"][0])["versions"] for segment in segments]
    return _packed(
        {name: _kept([one[name] for one in columns], kept) for name in COLUMNS},
        _kept(versions, kept),
        _merged_labels(segments, numbers),
        _merged_words(segments),
        [one for segment, keep in zip(segments, kept, strict=True) for one in _pieces(segment, "records", keep)],
        [one for segment, keep in zip(segments, kept, strict=True) for one in _pieces(segment, "texts", keep)],
        postings,
    )


def _kept(columns: Sequence[Array], kept: Sequence[Array]) -> Array:
    return np.concatenate([column[keep] for column, keep in zip(columns, kept, strict=True)])


def _pieces(segment: Stored, name: str, keep: Array) -> list[bytes]:
    """The records or texts of a segment that stay."""
    if name == "records":
        bound_records = unbound(segment.parts["records"][0])
        text, places = bound_records["text"].tobytes(), bound_records["places"].tolist()
    else:
        text = b"".join(segment.parts["texts"])
        places = (unbound(segment.parts["places"][0])["places"] * 2).tolist()
    return [text[places[number] : places[number + 1]] for number in np.flatnonzero(keep).tolist()]


def _merged_labels(segments: Sequence[Stored], numbers: Sequence[Array]) -> dict[str, Array]:
    found: dict[str, list[Array]] = {}
    for segment, number in zip(segments, numbers, strict=True):
        for label, ids in labels_of(segment.parts["labels"][0]).items():
            left = number[ids]
            found.setdefault(label, []).append(left[left >= 0])
    joined = {label: np.concatenate(ids) for label, ids in found.items()}
    return {label: ids for label, ids in joined.items() if len(ids)}


def _merged_words(segments: Sequence[Stored]) -> dict[str, int]:
    """An upper bound where documents are gone, as with the embedded index: it weighs words that may be offered."""
    found: Counter[str] = Counter()
    for segment in segments:
        found.update(words_of(segment.parts["words"][0]))
    return found
