"""Loads the reference data that ships: places, departments, sessions, holidays, rules. Repeating changes nothing.

Rows that an office has added or mended in the database stay; a row of the file only enters or completes its own.
"""

import hashlib
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from piccolo.table import Table

from cases.database import write_tx
from cases.resources import fixtures, read_rows
from cases.schemes import data_of, rules_from
from cases.tables import (
    Body,
    CalendarDay,
    Department,
    DepartmentAlias,
    DictionaryEntry,
    Place,
    ReferenceLoad,
    Scheme,
    Session,
    Term,
)
from cases.vocabulary import DayKind, Track

Known = dict[tuple[Any, ...], dict[str, Any]]

_FORM = b"1"  # raise it when other rows are made of the same files
_FILES = ("places.csv", "departments.csv", "sessions.csv", "holidays.csv", "schemes.toml", "dictionaries.toml")
_CHUNK = 500
_DAY_KINDS = {"休": DayKind.HOLIDAY, "班": DayKind.WORKDAY}
_BODY_NAMES = {Track.CPPCC: "政协", Track.NPC: "人大"}


async def load_reference(folder: Path | None = None) -> None:
    """Bring the reference tables up to the files of a folder, by default those that ship. All or nothing.

    Files that were loaded before are not compared again: every start of the program comes by here.
    """
    folder = folder or fixtures()
    digest = _digest(folder)
    if await ReferenceLoad.exists().where(ReferenceLoad.digest == digest):
        return
    async with write_tx():
        places = await _load_places(read_rows(folder / "places.csv"))
        await _load_departments(read_rows(folder / "departments.csv"), places)
        await _load_sessions(read_rows(folder / "sessions.csv"), places)
        await _load_holidays(read_rows(folder / "holidays.csv"))
        await _load_schemes(tomllib.loads((folder / "schemes.toml").read_text(encoding="utf-8")))
        await _load_dictionaries(tomllib.loads((folder / "dictionaries.toml").read_text(encoding="utf-8")))
        await ReferenceLoad.insert(ReferenceLoad(digest=digest)).on_conflict(ReferenceLoad.digest, "DO NOTHING")


def _digest(folder: Path) -> str:
    """What the files say, and which form of this module made rows of it."""
    seen = hashlib.sha256(_FORM)
    for name in _FILES:
        seen.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return seen.hexdigest()


async def _insert(rows: Sequence[Table]) -> None:
    for at in range(0, len(rows), _CHUNK):
        await type(rows[at]).insert(*rows[at : at + _CHUNK])


async def _load_places(rows: Iterable[dict[str, str]]) -> dict[str, int]:
    """Ids by code. Parents come before their children in the file, but are set in a second step all the same."""
    listed = {row["code"]: row for row in rows}
    known = {row["code"]: row for row in await Place.select()}
    taken = {row["name"] for row in known.values()}
    fresh = [row for code, row in listed.items() if code not in known and row["name"] not in taken]
    await _insert([Place(code=r["code"], name=r["name"], short_name=r["short"], level=r["level"]) for r in fresh])
    ids = {row["code"]: row["id"] for row in await Place.select(Place.id, Place.code)}
    children: dict[int, list[int]] = {}
    for code, row in listed.items():
        parent = ids.get(row["parent"])
        if parent is not None and code in ids and (code not in known or known[code]["parent"] is None):
            children.setdefault(parent, []).append(ids[code])
    for parent, some in children.items():
        await Place.update({Place.parent: parent}).where(Place.id.is_in(some))
    return ids


async def _load_departments(rows: Iterable[dict[str, str]], places: dict[str, int]) -> None:
    """The departments of places that have a list of their own; the usual ones are entered when a page names them."""
    listed = [row for row in rows if row["place"] in places]
    keys = {row["key"]: row["id"] for row in await Department.select(Department.id, Department.key)}
    names = {(r["place"], r["name"]) for r in await Department.select(Department.place, Department.name)}
    place_names = {row["id"]: row["name"] for row in await Place.select(Place.id, Place.name, Place.level)}
    fresh = []
    for row in listed:
        place = places[row["place"]]
        name = row["name"] if row["place"] == "china" else place_names[place] + row["name"]
        if _key(row) not in keys and (place, name) not in names:
            fresh.append((row, _department(row, place, name)))
    await _insert([department for _, department in fresh])
    keys |= {_key(row): department.id for row, department in fresh}
    await _insert([alias for row, department in fresh for alias in _aliases(row, department.id)])
    for row, department in fresh:
        heir = keys.get(f"{row['place']}/{row['successor']}")
        if row["successor"] and heir is not None:
            await Department.update({Department.successor: heir}).where(Department.id == department.id)


def _key(row: dict[str, str]) -> str:
    return f"{row['place']}/{row['name']}"


def _department(row: dict[str, str], place: int, name: str) -> Department:
    word = "" if row["place"] == "china" else _level_word(name, row["name"])
    return Department(
        key=_key(row),
        place=place,
        name=name,
        short_name=word + (row["short"] or row["name"]),
        kind=row["kind"],
        level=row["level"].split("|")[0] or None,
        since=_day(row["valid_from"]),
        until=_day(row["valid_until"]),
    )


def _level_word(name: str, bare: str) -> str:
    place = name.removesuffix(bare)
    return place[-1:] if place[-1:] in "省市县区州盟旗" else ""


def _aliases(row: dict[str, str], department: int) -> list[DepartmentAlias]:
    names = dict.fromkeys(name for cell in (row["aliases"], row["variants"]) for name in cell.split("|") if name)
    return [DepartmentAlias(department=department, alias=name, folded=_folded(name)) for name in names]


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


async def _load_sessions(rows: Iterable[dict[str, str]], places: dict[str, int]) -> None:
    place_names = {row["id"]: row["name"] for row in await Place.select(Place.id, Place.name)}
    bodies, terms = await _known(Body, "place", "track"), await _known(Term, "body", "number")
    sessions = await _known(Session, "term", "number")
    for row in rows:
        place = places.get(row["place"])
        if place is None:
            continue
        track = Track(row["body"])
        name = place_names[place] + _BODY_NAMES[track]
        body = await _one(Body, bodies, {"place": place, "track": track.value}, name=name)
        term = await _one(Term, terms, {"body": body, "number": int(row["term"])})
        await _one(
            Session,
            sessions,
            {"term": term, "number": int(row["session"])},
            year=int(row["year"]) if row["year"] else None,
            opens_on=_day(row["opens_on"]),
            closes_on=_day(row["closes_on"]),
        )


async def _known(table: Any, *key: str) -> Known:
    """All rows of a table by their key, read at once: every start of the program looks at each of them."""
    return {tuple(row[name] for name in key): row for row in await table.select()}


async def _one(table: Any, known: Known, key: dict[str, Any], **columns: Any) -> int:
    """Id of the row with a key, whose parts stand in the order of ``known``; what the row lacks is filled in."""
    values = tuple(key.values())
    if values not in known:
        row = table(**key, **columns)
        await table.insert(row)
        known[values] = {**key, **columns, "id": row.id}
        return row.id
    there = known[values]
    missing = {name: value for name, value in columns.items() if value is not None and there[name] is None}
    if missing:
        await table.update({**missing}).where(table.id == there["id"])
        there |= missing
    return there["id"]


async def _load_holidays(rows: Iterable[dict[str, str]]) -> None:
    """Year by year: one that the database has days of belongs to the administrator, who may have taken days out."""
    known = {row["on"].year for row in await CalendarDay.select(CalendarDay.on)}
    await _insert(
        [
            CalendarDay(on=date.fromisoformat(row["date"]), kind=_DAY_KINDS[row["kind"]].value, name=row["name"])
            for row in rows
            if date.fromisoformat(row["date"]).year not in known
        ]
    )


async def _load_schemes(listed: dict[str, Any]) -> None:
    """The first version of each rule set that the file names; later versions are made by the administrator."""
    known = {row["name"] for row in await Scheme.select(Scheme.name)}
    fresh = {name: rules_from(name, 1, data["title"], data) for name, data in listed.items() if name not in known}
    await _insert([Scheme(name=name, version=1, title=r.title, data=data_of(r)) for name, r in fresh.items()])


async def _load_dictionaries(listed: dict[str, Any]) -> None:
    """The lists of words that the database has nothing of yet; all others belong to the administrator."""
    known = {row["list_name"] for row in await DictionaryEntry.select(DictionaryEntry.list_name)}
    await _insert(
        [
            DictionaryEntry(list_name=name, code=code, label=label, note=note[0] if note else None, position=position)
            for name, data in listed.items()
            if name not in known
            for position, (code, label, *note) in enumerate(data["words"])
        ]
    )


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
