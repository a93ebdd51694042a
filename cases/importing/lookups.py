"""What an import looks up by name in the database: places, sessions and departments, held in memory for a run.

Nothing is guessed: a name that fits no department, or two, is given back as unknown for a person to settle.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from cases.importing.shadow import shadow_of
from cases.tables import Body, Department, DepartmentAlias, Place, Session
from cases.vocabulary import Level

_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|地区|新区|省|市|盟|州|县|区|旗)$")
_LEVEL_OF_WORD = {
    "省": Level.PROVINCE,
    "市": Level.CITY,
    "区": Level.DISTRICT,
    "县": Level.DISTRICT,
    "旗": Level.DISTRICT,
}
_BEFORE_NAME = ("中国共产党", "中共", "国家税务总局")
_IN_BRACKETS = re.compile(r"\([^()]{0,40}\)")
_LONGEST_PLACE = 16


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A row of places."""

    id: int
    code: str
    name: str
    short_name: str
    level: Level | None
    parent: int | None


@dataclass(frozen=True, slots=True)
class KnownSession:
    """A row of sessions with the body it belongs to."""

    id: int
    body: int
    year: int | None


@dataclass(frozen=True, slots=True)
class _Unit:
    id: int
    since: date | None
    until: date | None

    def stood_on(self, on: date | None) -> bool:
        return on is None or ((self.since is None or self.since <= on) and (self.until is None or on <= self.until))


def folded(name: str) -> str:
    """A name as matching looks at it: folded, without blanks and without what stands in brackets."""
    plain = re.sub(r"\s+", "", shadow_of(name).text)
    return _IN_BRACKETS.sub("", plain).strip("()") or plain


def short_of(name: str) -> str:
    """余姚市 → 余姚; a name that would keep fewer than two characters stays whole."""
    short = _SUFFIX.sub("", name)
    return short if len(short) >= 2 else name


@dataclass
class Lookups:
    """Look-ups over the reference data. Grows when an import meets a new place or session."""

    places: dict[int, KnownPlace] = field(default_factory=dict)
    bodies: dict[tuple[int, str], int] = field(default_factory=dict)
    sessions: dict[tuple[int, int, int], KnownSession] = field(default_factory=dict)
    _by_name: dict[str, KnownPlace] = field(default_factory=dict)
    _by_short: dict[str, list[KnownPlace]] = field(default_factory=lambda: defaultdict(list))
    _units: dict[tuple[int, str], list[_Unit]] = field(default_factory=lambda: defaultdict(list))

    def add_place(self, place: KnownPlace) -> None:
        """Let a place be found."""
        self.places[place.id] = place
        self._by_name[place.name] = place
        self._by_short[place.short_name].append(place)

    @property
    def size(self) -> int:
        """How many places, bodies and sessions are known; a larger number tells that an import added some."""
        return len(self.places) + len(self.bodies) + len(self.sessions)

    def place(self, printed: str) -> KnownPlace | None:
        """The place of a name, with or without its 市 or 县. None where two fit or none does."""
        name = folded(printed)
        if name in self._by_name:
            return self._by_name[name]
        bare = short_of(name)
        near = [p for p in self._by_short[bare] if bare == name or p.name == bare]
        return near[0] if len(near) == 1 else None

    def unit(self, printed: str, place: int | None, on: date | None = None) -> int | None:
        """The department that a printed name means on a page of a place and day; None where that cannot be told."""
        for owner, name in self._readings(folded(printed), place):
            found = self._units.get((owner, name), [])
            standing = {unit.id for unit in found if unit.stood_on(on)} or {unit.id for unit in found}
            if standing:
                return standing.pop() if len(standing) == 1 else None
        return None

    def add_unit(self, department: int, place: int, name: str, since: date | None, until: date | None) -> None:
        """Let a department be found under a name."""
        unit = _Unit(department, since, until)
        plain = folded(name)
        for key in {plain, *(rest for owner, rest in self._readings(plain, place) if owner == place)}:
            if unit not in self._units[place, key]:
                self._units[place, key].append(unit)

    def _readings(self, name: str, place: int | None) -> Iterator[tuple[int, str]]:
        """Ways to read a name as a place and the rest, the most literal first."""
        for word in _BEFORE_NAME:
            name = name.removeprefix(word)
        if place is not None:
            yield place, name
        for size in range(min(_LONGEST_PLACE, len(name) - 2), 1, -1):
            if (owner := self._by_name.get(name[:size])) is not None:
                yield owner.id, name[size:]
                break
        level = _LEVEL_OF_WORD.get(name[:1])
        if place is not None and level is not None and (above := self._upward(place, level)) is not None:
            yield above, name[1:]
        for size in range(min(_LONGEST_PLACE, len(name) - 3), 1, -1):
            owners = self._by_short.get(name[:size], [])
            if len(owners) == 1:
                yield owners[0].id, name[size:]
                break

    def _upward(self, place: int, level: Level) -> int | None:
        """The place itself or the one above it that has a level."""
        at: int | None = place
        for _ in range(5):
            known = self.places.get(at) if at is not None else None
            if known is None:
                return None
            if known.level in (level, None):
                return known.id
            at = known.parent
        return None


async def load_lookups() -> Lookups:
    """Everything the database knows of places, sessions and departments."""
    lookups = Lookups()
    for row in await Place.select():
        level = next((level for level in Level if level.value == row["level"]), None)
        short = row["short_name"] or short_of(row["name"])
        lookups.add_place(KnownPlace(row["id"], row["code"], row["name"], short, level, row["parent"]))
    for row in await Body.select(Body.id, Body.place, Body.track):
        lookups.bodies[row["place"], row["track"]] = row["id"]
    sessions = Session.select(
        Session.id, Session.number, Session.year, Session.term.number.as_alias("term"), Session.term.body.as_alias("of")
    )
    for row in await sessions:
        lookups.sessions[row["of"], row["term"], row["number"]] = KnownSession(row["id"], row["of"], row["year"])
    for row in await Department.select():
        for name in filter(None, (row["name"], row["short_name"])):
            lookups.add_unit(row["id"], row["place"], name, row["since"], row["until"])
    aliases = DepartmentAlias.select(
        DepartmentAlias.department,
        DepartmentAlias.department.place.as_alias("place"),
        DepartmentAlias.alias,
        DepartmentAlias.since,
        DepartmentAlias.until,
    )
    for row in await aliases:
        lookups.add_unit(row["department"], row["place"], row["alias"], row["since"], row["until"])
    return lookups
