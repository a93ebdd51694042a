"""Choosing people and units by name: typed, pasted as a list, or by the initials of their pinyin."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from piccolo.custom_types import Combinable

from cases.clock import today
from cases.pinyin import are_initials, initials_of
from cases.tables import Body, Collective, Department, DepartmentAlias, Person, Place, Post, Seat
from cases.vocabulary import Role, SubmitterKind

MOST_NAMES = 300
_APART = re.compile(r"[、，,;；\s\n]{1,20}")
_LETTERS = re.compile(r"[A-Za-z]{2,6}")
_TITLES = ("委员", "代表", "同志")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be asked to sign. group: delegation or sector; initials: of the name's pinyin."""

    id: int
    name: str
    group: str
    initials: str


@dataclass(frozen=True, slots=True)
class CollectiveRow:
    """A collective in whose name its contact may submit."""

    id: int
    name: str
    kind: SubmitterKind


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as forms name it. duties: what it is responsible for."""

    id: int
    name: str
    short: str
    duties: str = ""


Row = TypeVar("Row", Candidate, UnitRow)


@dataclass(frozen=True, slots=True)
class Chosen(Generic[Row]):
    """What a list of names meant. several: names that fit more than one; unmatched: names that fit nobody."""

    found: tuple[Row, ...]
    several: tuple[tuple[str, tuple[Row, ...]], ...]
    unmatched: tuple[str, ...]


async def submitters_of(body: int) -> tuple[Candidate, ...]:
    """Everybody who may submit at a body today, by group and name."""
    on = today()
    in_force = (Post.since.is_null() | (Post.since <= on)) & (Post.until.is_null() | (Post.until >= on))
    posts = await Post.select(Post.person, Post.person.name.as_alias("name")).where(
        (Post.role == Role.SUBMITTER.value) & (Post.body == body) & in_force
    )
    seats = await Seat.select(Seat.person, Seat.group_name).where(Seat.body == body).order_by(Seat.id)
    groups = {row["person"]: row["group_name"] or "" for row in seats}
    found = {
        row["person"]: Candidate(row["person"], row["name"], groups.get(row["person"], ""), initials_of(row["name"]))
        for row in posts
    }
    return tuple(sorted(found.values(), key=lambda one: (one.group, one.initials, one.id)))


async def collectives_of(person: int, body: int) -> tuple[CollectiveRow, ...]:
    """The collectives whose contact somebody is: his post at the body bears a collective's name as its title."""
    on = today()
    in_force = (Post.since.is_null() | (Post.since <= on)) & (Post.until.is_null() | (Post.until >= on))
    mine = (Post.person == person) & (Post.body == body) & (Post.role == Role.SUBMITTER.value)
    titles = [row["title"] for row in await Post.select(Post.title).where(mine & in_force) if row["title"]]
    if not titles:
        return ()
    here: Combinable = Collective.body.is_null() | (Collective.body == body)
    place = await Body.select(Body.place).where(Body.id == body).first()
    here = here & (Collective.place.is_null() | (Collective.place == (place["place"] if place else 0)))
    rows = await Collective.select().where(Collective.name.is_in(titles) & here).order_by(Collective.id)
    return tuple(CollectiveRow(r["id"], r["name"], SubmitterKind(r["kind"])) for r in rows)


async def units_of(place: int | None) -> tuple[UnitRow, ...]:
    """The units of a place that take cases now, by name."""
    if place is None:
        return ()
    on = today()
    living = Department.until.is_null() | (Department.until >= on)
    rows = await (
        Department.select(Department.id, Department.name, Department.short_name, Department.duties)
        .where((Department.place == place) & living)
        .order_by(Department.name)
    )
    return tuple(UnitRow(r["id"], r["name"], r["short_name"], r["duties"]) for r in rows)


async def choose_units(text: str, place: int | None) -> Chosen[UnitRow]:
    """The units that a list of names means: full names with or without the place, short or other ones, or initials."""
    if not _names(text):  # as of most drafts, each time they are saved
        return Chosen((), (), ())
    units = await units_of(place)
    by_id = {unit.id: unit for unit in units}
    names: dict[str, set[int]] = {}
    here = await Place.select(Place.name, Place.short_name).where(Place.id == (place or 0)).first()
    for unit in units:
        bare = {unit.name.removeprefix(here["short_name"]), unit.name.removeprefix(here["name"])} if here else set()
        for name in {unit.name, unit.short} | bare:
            names.setdefault(_folded(name), set()).add(unit.id)
    aliases = await DepartmentAlias.select(DepartmentAlias.department, DepartmentAlias.folded).where(
        DepartmentAlias.department.is_in(list(by_id) or [0])
    )
    for row in aliases:
        names.setdefault(_folded(row["folded"]), set()).add(row["department"])

    def fitting(name: str) -> tuple[UnitRow, ...]:
        known = names.get(_folded(name))
        if known:
            return tuple(by_id[i] for i in sorted(known))
        return tuple(unit for unit in units if _sounds_like(name, unit.short))

    return _chosen(text, fitting)


async def choose_people(text: str, body: int) -> Chosen[Candidate]:
    """The submitters of a body that a list of names, or of initials, means."""
    people = await submitters_of(body)

    def fitting(name: str) -> tuple[Candidate, ...]:
        plain = _folded(name)
        exact = tuple(one for one in people if _folded(one.name) == plain)
        bare = next((plain.removesuffix(t) for t in _TITLES if plain.endswith(t) and len(plain) > len(t) + 1), plain)
        exact = exact or tuple(one for one in people if _folded(one.name) == bare)
        return exact or tuple(one for one in people if _sounds_like(name, one.name))

    return _chosen(text, fitting)


async def person_named(person: int) -> str:
    """The name of a person, empty where there is none."""
    row = await Person.select(Person.name).where(Person.id == person).first()
    return str(row["name"]) if row else ""


def _sounds_like(typed: str, name: str) -> bool:
    return _LETTERS.fullmatch(typed) is not None and are_initials(name, typed)


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def _names(text: str) -> list[str]:
    return list(dict.fromkeys(part for part in _APART.split(text[:10_000]) if part))[:MOST_NAMES]


def _chosen(text: str, fitting: Callable[[str], tuple[Row, ...]]) -> Chosen[Row]:
    found: dict[int, Row] = {}
    several: list[tuple[str, tuple[Row, ...]]] = []
    unmatched: list[str] = []
    for name in _names(text):
        rows = fitting(name)
        if len(rows) == 1:
            found[rows[0].id] = rows[0]
        elif rows:
            several.append((name, rows))
        else:
            unmatched.append(name)
    return Chosen(tuple(found.values()), tuple(several), tuple(unmatched))
