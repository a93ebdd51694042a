"""Situations that many tests begin with: reached once through the real acts, and put back where they are wanted again.

``await once(handled, units=2)`` does for a freshly opened database what ``await handled(units=2)`` does. The first time
in a process it is done, and the database kept; later the open database becomes a copy of the kept one. Only to be asked
of a database that is as its fixture made it, and of a function that writes to nothing else.
"""

import contextlib
import copy
import itertools
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import asyncpg

from cases import database as door
from cases import tables
from cases.clock import today
from cases.engines.library import sqlite3
from cases.engines.postgres import SERVER_SETTINGS

_numbers = itertools.count(1)
_kept: dict[tuple, "Kept"] = {}
_folder = tempfile.TemporaryDirectory(prefix="dafu-situations-")


@dataclass(frozen=True)
class Kept:
    """What the function gave back, and where the database is that it left behind: a file or a name."""

    given: Any
    place: str


async def once(make, *args, **named):
    """What the function makes of the open database; see above."""
    engine = door.engine()
    made_of = (engine.engine_type, today(), *[await table.count() for table in (tables.Department, tables.Case)])
    key = (make.__module__, make.__qualname__, args, tuple(sorted(named.items())), made_of)
    if key in _kept:
        await _put_back(engine, _kept[key].place)
    else:
        given = await make(*args, **named)
        _kept[key] = Kept(copy.deepcopy(given), await _keep(engine))
    return copy.deepcopy(_kept[key].given)


async def _keep(engine) -> str:
    number = next(_numbers)
    if engine.engine_type == "sqlite":
        place = str(Path(_folder.name) / f"{number}.sqlite")
        _copy(engine.path, place)
        return place
    place = f"dafu_kept_{os.getpid()}_{number}"
    await _renew(engine, place, engine.config["database"])
    return place


async def _put_back(engine, place: str) -> None:
    if engine.engine_type == "sqlite":
        _copy(place, engine.path)
    else:
        await _renew(engine, engine.config["database"], place)


def _copy(source: str, target: str) -> None:
    """Page by page, under the locks of SQLite: a site that runs on the target goes on."""
    with contextlib.closing(sqlite3.connect(source)) as read, contextlib.closing(sqlite3.connect(target)) as written:
        written.execute("PRAGMA synchronous = OFF")
        read.backup(written)


async def _renew(engine, name: str, template: str) -> None:
    """Make a database anew from another one, of which nobody may be connected with either."""
    config = engine.config
    await door.close()
    server = await asyncpg.connect(**{**config, "database": "postgres", "server_settings": SERVER_SETTINGS})
    try:
        strategy = " STRATEGY FILE_COPY" if server.get_server_version().major >= 15 else ""
        await server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        await server.execute(f"CREATE DATABASE {name} TEMPLATE {template}{strategy}")
    finally:
        await server.close()
    secret = f":{quote(config['password'])}" if config["password"] else ""
    at = f"{config['database']}?host={quote(config['host'], safe='')}&port={config['port']}"
    await door.open_database(f"postgresql://{config['user']}{secret}@/{at}", migrated=False)
