"""Series that people might join with one, and in what each differs from it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from cases.series.likeness import Likeness, likeness
from cases.series.measures import Measure
from cases.series.points import Series
from cases.vocabulary.series import Apart

_MOST = 8
# Names that share less speak of different things.
_NEAR = 0.3
_RATIOS = {"coverage": "覆盖率", "share": "占比"}


@dataclass(frozen=True, slots=True)
class Difference:
    """Why two series were not joined, with what each says."""

    why: Apart
    here: str = ""
    there: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A series that speaks of something near."""

    series: Series
    differences: tuple[Difference, ...]


def neighbours(of: Series, others: Iterable[Series], words: str = "") -> tuple[Neighbour, ...]:
    """The nearest others: those that differ in least, then those whose names are most alike. words: only those whose
    names hold them, however far they are."""
    found = []
    for other in others:
        if other.key == of.key or other.place != of.place:
            continue
        near = _nearness(of.measure, other.measure)
        if words in other.measure.named if words else near >= _NEAR:
            differences = differences_of(of.measure, other.measure)
            found.append((len(differences), -near, other.key, Neighbour(other, differences)))
    return tuple(one[3] for one in sorted(found, key=lambda one: one[:3])[:_MOST])


def differences_of(one: Measure, other: Measure) -> tuple[Difference, ...]:
    """In what two measures differ; where in nothing that can be named, the name is too vague to be sure."""
    found = [
        Difference(Apart.RATIO, _RATIOS.get(one.ratio, ""), _RATIOS.get(other.ratio, "")),
        Difference(Apart.UNIT, one.counted_in, other.counted_in) if one.unit != other.unit else Difference(Apart.UNIT),
        Difference(Apart.PER, one.per, other.per),
        Difference(Apart.AREA, one.area, other.area),
        Difference(Apart.LEVEL, "、".join(sorted(one.levels)), "、".join(sorted(other.levels))),
        Difference(Apart.NARROWING, "、".join(sorted(one.narrowing)), "、".join(sorted(other.narrowing))),
    ]
    kept = tuple(each for each in found if each.here != each.there)
    if one.head != other.head:
        return (*kept, Difference(Apart.NAME, one.head, other.head))
    return kept or ((Difference(Apart.VAGUE),) if likeness(one, other) is not Likeness.SAME else ())


def _nearness(one: Measure, other: Measure) -> float:
    """Share of the shorter name's pairs of letters that the other has, 0 to 1."""
    short, long = sorted((_pairs(one.head or one.said), _pairs(other.head or other.said)), key=len)
    return len(short & long) / len(short) if short else 0.0


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
