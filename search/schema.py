"""Fields of the index files. The classes are pickled by name into every index: never rename or move them.

``words`` and ``title`` are searched together; ``labels`` holds facets, kind and audience; ``exact`` identifiers. No
positions: phrases are tested on ``body``, the canonical text kept per document. ``length`` counts words exactly, for
averages; Whoosh's own lengths, used in scores as by Whoosh, are rounded to a byte.
"""

import functools
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from whoosh import columns, fields, formats

from search.documents import Document
from search.tokens import forms

SCHEMA_VERSION = 1
# Reserved label names; a facet cannot start with this sign.
KIND, AUDIENCE = "@kind", "@audience"
SEPARATOR = "\x1f"

Posting = tuple[bytes, int, float, bytes]


class Words(fields.FieldType):
    """Takes a sequence of words, repetitions and all; a posting weighs how often the word stands there."""

    def __init__(self) -> None:
        super().__init__(format=formats.Existence(), analyzer=None, scorable=True)

    def index(self, value: Iterable[str], **_: object) -> Iterator[Posting]:
        for word, count in Counter(value).items():
            yield word.encode(), count, float(count), b""


class Labels(fields.FieldType):
    """Takes a sequence of strings; each is one unweighted term."""

    def __init__(self) -> None:
        super().__init__(format=formats.Existence(), analyzer=None, scorable=False)

    def index(self, value: Iterable[str], **_: object) -> Iterator[Posting]:
        for label in dict.fromkeys(value):
            yield label.encode(), 1, 1.0, b""


def schema() -> fields.Schema:
    """Whoosh schema of an index of this version."""
    return fields.Schema(
        words=Words(),
        title=Words(),
        labels=Labels(),
        exact=Labels(),
        identity=fields.COLUMN(columns.NumericColumn("Q")),
        group=fields.COLUMN(columns.NumericColumn("Q")),
        version=fields.COLUMN(columns.NumericColumn("Q")),
        length=fields.COLUMN(columns.NumericColumn("I")),
        date=fields.COLUMN(columns.NumericColumn("I")),
        deadline=fields.COLUMN(columns.NumericColumn("I")),
        record=fields.COLUMN(columns.VarBytesColumn()),
        body=fields.COLUMN(columns.VarBytesColumn()),
    )


def hash64(text: str) -> int:
    """A 64-bit number that stands for the text, never 0."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big") or 1


def version_of(document: Document) -> int:
    """A number that changes with anything in the document: index and database compare it."""
    facets = sorted((name, tuple(values)) for name, values in document.facets.items())
    parts = (document.kind, document.group, document.title, document.text, document.exact, facets)
    return hash64(repr((*parts, document.date, document.deadline, document.audience)))


def label(name: str, value: str) -> str:
    """The term in ``labels`` of one value of one facet."""
    return f"{name}{SEPARATOR}{value}"


@functools.lru_cache(maxsize=4096)
def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


@functools.lru_cache(maxsize=256)
def _title(title: str) -> tuple[tuple[str, ...], str]:
    """Words of a title and its canonical form: what belongs to one case comes under one title, one after the other."""
    words, plain = forms(title)
    return tuple(words), plain


def row_of(document: Document) -> dict[str, object]:
    """The values that Whoosh stores for a document."""
    labels = [label(KIND, document.kind), *(label(AUDIENCE, name) for name in document.audience)]
    labels += [label(name, value) for name, values in document.facets.items() for value in values]
    words, text = forms(document.text)
    title_words, title = _title(document.title)
    return {
        "words": words,
        "title": title_words,
        "length": len(words),
        "labels": [_clean(item) for item in labels],
        "exact": [_clean(item) for item in document.exact],
        "identity": hash64(document.key),
        "group": hash64(document.group),
        "version": version_of(document),
        "date": document.date,
        "deadline": document.deadline,
        "record": "\0".join((document.key, document.kind, document.group)).encode("utf-8", "replace"),
        "body": f"{title}\n{text}".encode("utf-16-le", "replace"),
    }
