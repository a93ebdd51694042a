"""The reference data behind names: places with their parents, offices with every name they are known by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cases.reading.shadow import shadow_of
from cases.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative area. short: without 市, 县 and the like. parent: a code, empty for the country."""

    code: str
    name: str
    short: str
    level: Level
    parent: str


@dataclass(frozen=True, slots=True)
class Office:
    """A row of the directory. place: a code, empty for the usual offices of every place; name without the place.

    variants: official names of the same office elsewhere. since, until: first and last day, None where unknown.
    """

    place: str
    name: str
    short: str
    aliases: tuple[str, ...]
    variants: tuple[str, ...]
    kind: str
    levels: frozenset[Level]
    since: date | None
    until: date | None
    successor: str

    def existed(self, on: date | None) -> bool:
        """Whether the office existed on a day; None asks for today's offices, those without an end."""
        if on is None:
            return self.until is None
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


def folded(name: str) -> str:
    """A name as names are compared: simplified, half-width, without blanks."""
    return "".join(shadow_of(name).text.split())


def places_from(rows: Iterable[Mapping[str, str]]) -> list[Place]:
    """Places from rows with the columns of fixtures/places.csv."""
    return [Place(r["code"], r["name"], r["short"], Level(r["level"]), r["parent"]) for r in rows]


def offices_from(rows: Iterable[Mapping[str, str]]) -> list[Office]:
    """Offices from rows with the columns of fixtures/departments.csv."""
    return [
        Office(
            place=row["place"],
            name=row["name"],
            short=row["short"] or row["name"],
            aliases=_split(row["aliases"]),
            variants=_split(row["variants"]),
            kind=row["kind"],
            levels=frozenset(Level(code) for code in _split(row["level"])),
            since=_day(row["valid_from"]),
            until=_day(row["valid_until"]),
            successor=row["successor"],
        )
        for row in rows
    ]


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
