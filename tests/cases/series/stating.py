"""Stated numbers out of plain sentences, each sentence a document of its own."""

import itertools
import re
from datetime import date

from cases.extracting.quantities import quantities
from cases.reading.shadow import shadow_of
from cases.series.joining import every_series, tells
from cases.series.points import Stated

_ids = itertools.count(1)


def stated(sentence, on=None, *, document=None, place=1, **more):
    """The numbers of a sentence, clause by clause, as the extractor would hand them over."""
    paper = next(_ids) if document is None else document
    day = date.fromisoformat(on) if on else None
    clauses = list(re.finditer(r"[^，。；]+", sentence))
    return [
        Stated(
            id=next(_ids),
            document=paper,
            place=place,
            start=clause.start() + one.start,
            quote=clause[0],
            printed=clause[0][one.start : one.end],
            value=one.value,
            unit=one.unit,
            comparator=one.comparator,
            value_high=one.value_high,
            said_on=day,
            **more,
        )
        for clause in clauses
        for one in quantities(shadow_of(clause[0]).text)
    ]


def target(sentence, due="2025-12-31", on="2022-03-01", **more):
    """The numbers of a promise."""
    return stated(sentence, on, target=True, due_on=date.fromisoformat(due) if due else None, **more)


def told(series):
    """Day and value of each point."""
    return [(point.on.isoformat() if point.on else None, point.stated.value) for point in series.points]


def all_series(rows, decisions=()):
    """The series that tell something."""
    return tuple(one for one in every_series(rows, decisions) if tells(one))
