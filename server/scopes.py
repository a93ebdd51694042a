"""What statistics are narrowed to, read from an address or a form, written back to one, and said in words."""

from datetime import date
from typing import Any

from cases.queries.counting import Choices
from cases.queries.statistics import MOST_YEARS
from cases.statistics.needs import Scope
from cases.vocabulary import Track
from server.forms import LARGEST_ID, code_of, whole_of


def scope_of(asked: Any) -> Scope:
    """A scope; what an address or form says wrongly does not narrow. asked: has ``get`` and ``getall``."""
    years = {year for one in asked.getall("year", []) if (year := whole_of(str(one), least=1949, most=2100))}
    return Scope(
        years=tuple(sorted(years, reverse=True)[:MOST_YEARS]),
        track=code_of(asked.get("track"), Track),
        place=whole_of(asked.get("place"), least=1, most=LARGEST_ID),
        unit=whole_of(asked.get("unit"), least=1, most=LARGEST_ID),
    )


def scope_pairs(scope: Scope) -> list[tuple[str, str]]:
    """A scope as it stands in an address."""
    found = [("year", str(year)) for year in scope.years]
    found += [("track", scope.track.value)] if scope.track else []
    found += [("place", str(scope.place))] if scope.place else []
    return found + ([("unit", str(scope.unit))] if scope.unit else [])


def spoken_scope(scope: Scope, on: date, known: Choices) -> list[str]:
    """A scope in words, and the day it counts for."""
    places = {place.id: place.name for place in known.places}
    units = {unit.id: unit.name for unit in known.departments}
    said = [f"统计截至 {on.isoformat()}"]
    said += ["、".join(f"{year}年" for year in scope.years)] if scope.years else []
    said += [scope.track.label] if scope.track else []
    said += [places.get(scope.place, "")] if scope.place else []
    return said + ([units.get(scope.unit, "")] if scope.unit else [])
