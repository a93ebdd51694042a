"""What is asked for: the scope of a table, and what has to be read for it. Its measures say so, and nothing else is."""

from collections.abc import Collection
from dataclasses import dataclass

from cases.vocabulary import Track
from cases.vocabulary.statistics import Counted, Grouping, Measure

_BY_CLASS = frozenset({
    Measure.SOLVED, Measure.PLANNED, Measure.CLASS_SOLVED, Measure.CLASS_GOING, Measure.CLASS_PLANNED,
    Measure.CLASS_KEPT, Measure.CLASS_UNSAID,
})  # fmt: skip
_BY_CONTACT = frozenset({Measure.CONTACTED, Measure.MET})


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted. years: of the session, else of the first reply; none: all. Empty fields do not narrow."""

    years: tuple[int, ...] = ()
    track: Track | None = None
    place: int | None = None
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Needs:
    """kinds: of what there must be facts; by: what the rows stand for; spans: the days from assignment to reply; the
    others: what the facts must know. What is not asked for is left empty in the facts, so that only the measures they
    were read for may be counted over them."""

    kinds: frozenset[Counted]
    by: Grouping
    classes: bool
    spans: bool
    letters: bool
    contacts: bool
    first_days: bool
    returns: bool
    extensions: bool


def needs_of(measures: Collection[Measure], by: Grouping = Grouping.YEAR, *, spans: bool = False) -> Needs:
    """What measures need. spans: the days from assignment to reply, too."""
    asked = frozenset(measures)
    kinds = frozenset(measure.counted for measure in asked)
    return Needs(
        kinds=kinds,
        by=by,
        classes=bool(asked & _BY_CLASS),
        spans=spans,
        letters=bool(asked & _BY_CLASS) or Counted.RATINGS in kinds or spans,
        contacts=bool(asked & _BY_CONTACT),
        first_days=Measure.UNEXTENDED in asked,
        returns=Measure.RETURNED in asked,
        extensions=Measure.EXTENDED in asked,
    )
