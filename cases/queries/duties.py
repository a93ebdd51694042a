"""What each unit is responsible for: as its administrator says, else as fixtures/duties.csv has it."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cases.clock import today
from cases.resources import fixtures, read_rows
from cases.tables import Department

_PHRASES = re.compile(r"[，。；、,;\s]{1,10}")


@dataclass(frozen=True, slots=True)
class Duties:
    """A unit of a place that takes cases now. office: the same for such units everywhere; phrases: its duties."""

    unit: int
    name: str
    office: str
    phrases: tuple[str, ...]


@functools.cache
def usual_duties() -> Mapping[str, tuple[str, ...]]:
    """Phrases by office, as the reference data has them."""
    rows = read_rows(fixtures() / "duties.csv")
    return {office: phrases_of(row["duties"]) for row in rows for office in row["office"].split("|")}


def phrases_of(duties: str) -> tuple[str, ...]:
    """The single things of a sentence on duties."""
    return tuple(phrase for phrase in _PHRASES.split(duties) if phrase)


def office_of(key: str | None, unit: int) -> str:
    """What a unit is wherever it stands: hangzhou/民政局 and tonglu/民政局 are one; without a key its own."""
    return (key or "").partition("/")[2] or f"#{unit}"


async def duties_at(place: int | None) -> tuple[Duties, ...]:
    """The units of a place with their duties, by name; none without a place."""
    if place is None:
        return ()
    living = Department.until.is_null() | (Department.until > today())
    columns = (Department.id, Department.key, Department.name, Department.duties)
    rows = await Department.select(*columns).where((Department.place == place) & living).order_by(Department.name)
    return tuple(
        Duties(row["id"], row["name"], office := office_of(row["key"], row["id"]),
               phrases_of(row["duties"]) or usual_duties().get(office, ()))
        for row in rows
    )  # fmt: skip
