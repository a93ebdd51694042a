"""Writes a made-up archive of any size in bulk, and keeps it in a folder for other measurements.

    python -m tests.bench.archive_store --cases 20000 --archive DIR [--postgres URL] [--files N] [--no-index]

Rows go straight into the tables: one transaction without waiting for the disk on SQLite, COPY on PostgreSQL, indexes
made at the end. It is left as the program's daily rounds would leave it. People have accounts (password of
``tests.accounts``). The folder is a ``DAFU_DATA`` to serve from.
"""

import argparse
import asyncio
import contextlib
import hashlib
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import asyncpg
from piccolo.table import Table

from cases import database, files, fulltext, tables
from cases.clock import today
from cases.database import write_tx
from cases.engines.library import sqlite3
from cases.reference import load_reference
from cases.schemes import current_scheme
from cases.vocabulary import Role, Track
from tests.accounts import account_as
from tests.bench.archive import SEED
from tests.bench.archive_rounds import remind
from tests.bench.archive_rows import FILES_A_CASE, fill
from tests.bench.archive_world import Batch, Someone, World, columns_of

UNITS, SUBMITTERS, AT_ONCE = 40, 150, 1000
SURNAMES, GIVEN = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏",
    "安宁清远明秋雨松竹梅岚川原思齐望舒知行",
)


async def enter_archive(
    count: int, seed: int = SEED, *, folder: Path | None = None, files_a_case: int = FILES_A_CASE,
    units: int = UNITS, submitters: int = SUBMITTERS,
) -> World:  # fmt: skip
    """So many cases into the open database, whose reference data is loaded. folder: of the file store."""
    world = await _world(count, units, submitters)
    named = [table for table in tables.TABLES if table is not tables.JournalEntry and hasattr(table, "id")]
    last = {
        table: (await table.raw(f'SELECT coalesce(max(id), 0) AS n FROM "{_name(table)}"'))[0]["n"] for table in named
    }
    end = await tables.JournalEntry.select(tables.JournalEntry.seq, tables.JournalEntry.hash).order_by(
        tables.JournalEntry.seq, ascending=False).first()  # fmt: skip
    batch = Batch(ids=defaultdict(int, last), seq=end["seq"], last_hash=end["hash"])
    engine = database.engine()
    entered = _sqlite(engine.path) if engine.engine_type == "sqlite" else _postgres(engine.config)
    async with entered as write:
        for number in fill(batch, world, count, seed, files_a_case):
            if number % AT_ONCE == 0 or number == count:
                await _write(write, batch)
                if folder is not None:
                    _put(folder, batch.files)
                batch.files.clear()
    await remind(batch, world)  # reads what has just been written
    again = _sqlite(engine.path, bulk=False) if engine.engine_type == "sqlite" else _postgres(engine.config, bulk=False)
    async with again as write:
        await _write(write, batch)
    async with write_tx():
        await tables.Counter.update({tables.Counter.value: batch.seq}).where(tables.Counter.name == "journal")
    return world


async def _write(write: Any, batch: Batch) -> None:
    for table in tables.TABLES:
        if rows := batch.rows.pop(table, None):
            await write(table, rows)


async def _world(count: int, most_units: int, most_submitters: int) -> World:
    """People with accounts and posts, the units they work in, and submitters without accounts besides."""
    place = (await tables.Place.select(tables.Place.id).where(tables.Place.code == "hangzhou").first())["id"]
    tracks = (Track.CPPCC, Track.NPC)
    found = await tables.Body.select(tables.Body.id, tables.Body.track).where(tables.Body.place == place)
    bodies = {Track(row["track"]): row["id"] for row in found}
    session = tables.Session
    held = await session.select(session.id, session.number, session.year, session.term.number, session.term.body).where(
        session.term.body.is_in(list(bodies.values())))  # fmt: skip
    track_of = {body: track for track, body in bodies.items()}
    sessions = {
        (track_of[row["term.body"]], row["year"]): (row["id"], f"{row['term.number']}届{row['number']}次会议")
        for row in held if row["year"]
    }  # fmt: skip
    chosen = await tables.Department.select(tables.Department.id, tables.Department.name).where(
        (tables.Department.place == place) & tables.Department.until.is_null()).order_by(
        tables.Department.id).limit(most_units)  # fmt: skip
    units = []
    for row in chosen:
        clerk, handler = [await _someone(role, unit=row["id"]) for role in (Role.CLERK, Role.HANDLER)]
        await _someone(Role.APPROVER, unit=row["id"])
        units.append((row["id"], row["name"], clerk, handler))
    for role in (Role.LEADER, Role.ADMIN, Role.AUDITOR):
        await _someone(role)
    submitters = {}
    for track in tracks:
        signed = [await _someone(Role.SUBMITTER, body=bodies[track]) for _ in range(most_submitters // 2)]
        submitters[track] = (*signed, *await _unsigned(count // 100))
    return World(
        place=place, today=today(), bodies=bodies, sessions=sessions, units=tuple(units), submitters=submitters,
        schemes={track: (await current_scheme(track)).key for track in tracks},
        reviewers={track: await _someone(Role.REVIEWER, body=bodies[track]) for track in tracks},
        assigner=await _someone(Role.ASSIGNER), oversight=await _someone(Role.OVERSIGHT),
    )  # fmt: skip


async def _someone(role: Role, **where: Any) -> Someone:
    account = await account_as(role, **where)
    row = await tables.Account.select(tables.Account.person.id, tables.Account.person.name).where(
        tables.Account.id == account).first()  # fmt: skip
    return Someone(row["person.id"], row["person.name"], role.value, where.get("unit"))


async def _unsigned(count: int) -> list[Someone]:
    names = [f"{a}{b}{c}" for a in SURNAMES for b in GIVEN for c in GIVEN]
    said = [{"name": names[n % len(names)]} for n in range(count)]
    async with write_tx():
        ids = await database.insert_rows(tables.Person, said)
    return [Someone(number, row["name"], "submitter") for number, row in zip(ids, said, strict=True)]


def _name(table: type[Table]) -> str:
    return str(table._meta.tablename)


@contextlib.asynccontextmanager
async def _sqlite(path: str, *, bulk: bool = True) -> AsyncIterator[Any]:
    """What writes rows of a table. bulk: so many that their indexes are better made afterwards."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for pragma in ("synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000", "temp_store = MEMORY"):
            raw.execute(f"PRAGMA {pragma}")
        made = [row[0] for row in raw.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql NOTNULL")]
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql NOTNULL")]
        raw.execute("BEGIN IMMEDIATE")
        made, names = (made, names) if bulk else ([], [])
        for name in names:
            raw.execute(f'DROP INDEX "{name}"')

        async def write(table: type[Table], rows: list[tuple]) -> None:
            columns = columns_of(table)
            listed, places = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
            raw.executemany(f'INSERT INTO "{_name(table)}" ({listed}) VALUES ({places})', rows)

        yield write
        for sql in made:
            raw.execute(sql)
        raw.execute("COMMIT")


@contextlib.asynccontextmanager
async def _postgres(config: dict[str, Any], *, bulk: bool = True) -> AsyncIterator[Any]:
    raw = await asyncpg.connect(**{**config, "server_settings": {"synchronous_commit": "off"}})
    try:
        # Constraints bring their indexes with them; only the plain ones can be made afterwards.
        plain = await raw.fetch(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        )
        plain, written = plain if bulk else [], set()
        async with raw.transaction():
            await raw.execute("SET LOCAL session_replication_role = replica")  # references are right by construction
            for row in plain:
                await raw.execute(f'DROP INDEX "{row["indexname"]}"')

            async def write(table: type[Table], rows: list[tuple]) -> None:
                written.add(table)
                await raw.copy_records_to_table(_name(table), records=rows, columns=columns_of(table), timeout=600)

            yield write
            for row in plain:
                await raw.execute(row["indexdef"])
            for table in written - {tables.JournalEntry}:
                name = _name(table)
                await raw.execute(
                    f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM \"{name}\"))"
                )
        await raw.execute("ANALYZE")
    finally:
        await raw.close()


def _put(folder: Path, bodies: list[bytes]) -> None:
    """Into the file store, without waiting for the disk after each."""
    for body in bodies:
        place = folder / files.key_of(hashlib.sha256(body).hexdigest())
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(body)


async def make(
    folder: Path, count: int, *, url: str = "", files_a_case: int = FILES_A_CASE, index: bool = True
) -> dict:
    """A ``DAFU_DATA`` with so many cases, made only where the folder does not hold them yet; leaves it closed.

    url: an empty database of PostgreSQL, instead of SQLite in the folder. What was done, in seconds.
    """
    told, kept = folder / "archive.json", {"cases": count, "url": url}
    # Where the program looks for it: else its keeper would index everything while it is being measured.
    place = None if url else folder / "index"
    found = json.loads(told.read_text()) if told.exists() else {}
    if {**found, **kept} == found and (not index or (_usable(place) if place else "index_s" in found)):
        return found
    if not found:
        (folder / "dafu.sqlite").unlink(missing_ok=True)  # one that was not finished
    await database.open_database(url or f"sqlite:///{folder / 'dafu.sqlite'}")
    try:
        begun = time.perf_counter()
        if not found:
            await load_reference()
            await enter_archive(count, folder=folder / "files", files_a_case=files_a_case)
            found = {**kept, "today": str(today()), "rows_s": round(time.perf_counter() - begun, 1)}
            told.write_text(json.dumps(found))
        elif {**found, **kept} != found:
            raise SystemExit(f"{folder} holds another archive: {found}")
        if index:
            begun = time.perf_counter()
            await fulltext.rebuild(place)
            found["index_s"] = round(time.perf_counter() - begun, 1)
            told.write_text(json.dumps(found))
    finally:
        await database.close()
    return found


def _usable(folder: Path) -> bool:
    """Whether the index there can be read by this version of the program."""
    try:
        fulltext.open_index(folder, create=False)
    except fulltext.SearchError:
        return False
    return True


@contextlib.contextmanager
def folder_of(kept: Path | None) -> Iterator[Path]:
    """The folder that was named, made where it is not there, or one that is gone afterwards."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
    else:
        with tempfile.TemporaryDirectory(prefix="dafu-archive-", dir="/tmp") as made:
            yield Path(made)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--postgres", default="")
    parser.add_argument("--files", type=int, default=FILES_A_CASE)
    parser.add_argument("--no-index", action="store_true")
    asked = parser.parse_args()
    with folder_of(asked.archive) as folder:
        made = make(folder, asked.cases, url=asked.postgres, files_a_case=asked.files, index=not asked.no_index)
        print(json.dumps(asyncio.run(made)))


if __name__ == "__main__":
    main()
