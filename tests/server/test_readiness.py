"""Ready only where people can work: database there, schema of this version, clocks together, index opened."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from cases import database as door
from cases.clock import now
from server import readiness
from server.readiness import gauges, obstacles
from server.settings import from_env

pytestmark = pytest.mark.anyio
READY = SimpleNamespace(index=object())


async def test_each_obstacle_is_named(database, monkeypatch):
    assert await obstacles(READY) == ()
    assert await obstacles(SimpleNamespace()) == ("index",)

    async def later():
        return now() + timedelta(seconds=5)

    monkeypatch.setattr(readiness, "clock_of_database", later)
    assert await obstacles(READY) == ("clock",)
    monkeypatch.undo()
    await database.run_ddl("DELETE FROM migration")
    assert await obstacles(READY) == ("schema",)


async def test_a_database_that_is_gone_is_an_obstacle_not_a_fault(anyio_backend):
    await door.close()
    assert await obstacles(READY) == ("database",)


async def test_what_waits_is_told_in_numbers(sqlite_url, tmp_path, anyio_backend):
    await door.open_database(sqlite_url, migrated=False)
    told = await gauges(from_env({"DAFU_DATA": str(tmp_path)}))
    await door.close()
    assert {value for _, value in told.values()} >= {0}
    assert told["database_bytes"][1] == (tmp_path / "dafu.sqlite").stat().st_size
