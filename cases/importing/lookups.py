"""What an import looks up by name: places, sessions and departments, held in memory for the length of a run.

Names are read by the directory that ships as data; what they mean becomes a row of the database the first time it is
met. Nothing is guessed: a name that fits no department, or several, is an error for a person to settle.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from cases.errors import AmbiguousDepartment, CaseError, UnknownDepartment
from cases.reading.department_names import Directory, Resolved, Unknown, shipped_directory
from cases.reading.offices import Place as ListedPlace
from cases.reading.offices import folded
from cases.tables import Body, Department, DepartmentAlias, Place, Session
from cases.vocabulary import Level

_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|地区|新区|省|市|盟|州|县|区|旗)$")


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A row of places."""

    id: int
    code: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class KnownSession:
    """A row of sessions with the body it belongs to."""

    id: int
    body: int
    year: int | None


def short_of(name: str) -> str:
    """余姚市 → 余姚; a name that would keep fewer than two characters stays whole."""
    short = _SUFFIX.sub("", name)
    return short if len(short) >= 2 else name


@dataclass
class Lookups:
    """Rows of the database by the names that pages print. Entering what is new needs an open ``write_tx``.

    After a transaction that failed it may hold rows that do not exist: load it again.
    """

    directory: Directory = field(default_factory=shipped_directory)
    places: dict[str, KnownPlace] = field(default_factory=dict)
    bodies: dict[tuple[int, str], int] = field(default_factory=dict)
    sessions: dict[tuple[int, int, int], KnownSession] = field(default_factory=dict)
    departments: dict[str, int] = field(default_factory=dict)
    settled: dict[tuple[int | None, str], int] = field(default_factory=dict)
    _by_id: dict[int, KnownPlace] = field(default_factory=dict)
    _answers: dict[tuple[str, int | None, date | None], int | CaseError | None] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many rows are known; a larger number tells that an import added some."""
        return len(self._by_id) + len(self.bodies) + len(self.sessions) + len(self.departments)

    def add_place(self, place: KnownPlace) -> None:
        """Let a place be found by its code, its name and its short name; the first to have a name keeps it."""
        self._by_id[place.id] = place
        for name in (place.code, place.name):
            self.places.setdefault(name, place)

    async def place(self, printed: str, level: Level | None = None) -> KnownPlace:
        """The place of a printed name, with or without its 市; one that nobody knows yet is entered as printed."""
        known = self.known_place(printed)
        if known is not None:
            return known
        listed = self.directory.place(printed)
        if listed is not None:
            return await self.row_of(listed)
        name = folded(printed)
        return await self._enter(short_of(name), name, short_of(name), level, None)

    def known_place(self, printed: str) -> KnownPlace | None:
        """The place of a printed name where it has been entered already."""
        listed = self.directory.place(printed)
        if listed is not None:
            return self.places.get(listed.code)
        name = folded(printed)
        return self.places.get(name) or self.places.get(short_of(name))

    async def row_of(self, listed: ListedPlace) -> KnownPlace:
        """The row of a place that the directory lists."""
        known = self.places.get(listed.code)
        if known is None:
            known = await self._enter(listed.code, listed.name, listed.short, listed.level, None)
        return known

    async def _enter(self, code: str, name: str, short: str, level: Level | None, parent: int | None) -> KnownPlace:
        code = name if code in self.places else code
        row = Place(code=code, name=name, short_name=short, level=level.value if level else None, parent=parent)
        await Place.insert(row)
        known = KnownPlace(row.id, code, name, short)
        self.add_place(known)
        return known

    async def unit(self, printed: str, place: int | None, on: date | None = None) -> int | CaseError | None:
        """The department that a printed name means on a page of a place and day.

        None where the words name no office (有关部门), UnknownDepartment or AmbiguousDepartment where it cannot be
        told.
        """
        key = (folded(printed), place, on)
        if key not in self._answers:
            self._answers[key] = await self._unit(printed, place, on)
        return self._answers[key]

    async def known_unit(self, printed: str, place: int | None, on: date | None = None) -> int | None:
        """The same, where it does not matter why a name is not known."""
        found = await self.unit(printed, place, on)
        return found if isinstance(found, int) else None

    async def _unit(self, printed: str, place: int | None, on: date | None) -> int | CaseError | None:
        settled = self.settled.get((place, folded(printed)))
        if settled is not None:
            return settled
        here = self._by_id.get(place) if place is not None else None
        found = self.directory.resolve(printed, place=here.code if here else None, on=on)
        if isinstance(found, Resolved):
            return await self._department(found)
        if isinstance(found, Unknown):
            return None if found.kind else UnknownDepartment(printed)
        return AmbiguousDepartment(printed, "、".join(candidate.name for candidate in found.candidates))

    async def _department(self, found: Resolved) -> int:
        known = self.departments.get(found.key)
        if known is not None:
            return known
        place = await self.row_of(found.place)
        same_name = (
            await Department.select(Department.id)
            .where((Department.place == place.id) & (Department.name == found.name))
            .first()
        )
        if same_name is not None:
            self.departments[found.key] = same_name["id"]
            return same_name["id"]
        row = Department(
            key=found.key,
            place=place.id,
            name=found.name,
            short_name=found.short,
            kind=found.office.kind,
            level=found.place.level.value,
            since=found.office.since,
            until=found.office.until,
        )
        await Department.insert(row)
        self.departments[found.key] = row.id
        return row.id


async def load_lookups() -> Lookups:
    """Everything the database knows of places, sessions, departments and settled names."""
    lookups = Lookups()
    for row in await Place.select(Place.id, Place.code, Place.name, Place.short_name):
        lookups.add_place(KnownPlace(row["id"], row["code"], row["name"], row["short_name"]))
    for row in await Body.select(Body.id, Body.place, Body.track):
        lookups.bodies[row["place"], row["track"]] = row["id"]
    sessions = Session.select(
        Session.id, Session.number, Session.year, Session.term.number.as_alias("term"), Session.term.body.as_alias("of")
    )
    for row in await sessions:
        lookups.sessions[row["of"], row["term"], row["number"]] = KnownSession(row["id"], row["of"], row["year"])
    for row in await Department.select(Department.id, Department.key).where(Department.key.is_not_null()):
        lookups.departments[row["key"]] = row["id"]
    settled = DepartmentAlias.select(DepartmentAlias.department, DepartmentAlias.folded, DepartmentAlias.place).where(
        DepartmentAlias.settled.eq(True)
    )
    for row in await settled:
        lookups.settled[row["place"], row["folded"]] = row["department"]
    return lookups
