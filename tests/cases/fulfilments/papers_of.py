"""Small documents to look for fulfilments in."""

import itertools
from datetime import date

from cases.fulfilments.papers import Paper, Promise
from cases.reading.shadow import Span

_ids = itertools.count(1)


def paper(text, on="2022-03-01", *, promised=(), place=1, unit=None):
    """A document of these words; promised: those of them that are commitments of its own."""
    spans = tuple(Span(text.index(words), text.index(words) + len(words)) for words in promised)
    day = date.fromisoformat(on) if on else None
    return Paper(next(_ids), place, unit, day, text, (Span(0, len(text)),), spans)


def promises_of(one):
    """Its commitments, numbered by where they begin."""
    return [
        Promise(one.id * 1000 + span.start, one.id, span.start, one.text[span.start : span.end])
        for span in one.promised
    ]


def promised(words, on="2022-03-01", **more):
    """A document that consists of one promise."""
    return paper(words + "。", on, promised=(words,), **more)
