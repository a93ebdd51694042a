"""Which thread carries out the statements of a transaction."""

import threading

import pytest

from cases.engines import quick
from cases.engines.library import Durability
from cases.engines.sqlite import PooledSQLiteEngine

WAL = Durability("wal", 2)


@pytest.fixture
async def watched(tmp_path, monkeypatch):
    """An engine whose every write is quick, and which thread carried out each statement of its writing connection."""
    monkeypatch.setattr(quick, "QUICK", 60.0)
    engine, said = PooledSQLiteEngine(str(tmp_path / "x.sqlite"), size=1), []
    await engine.start_connection_pool()
    raw = engine.take()
    raw.execute("CREATE TABLE t (a INTEGER)")
    raw.set_trace_callback(lambda sql: said.append((sql.split()[0], threading.current_thread())))
    engine.give_back(raw)
    yield engine, said
    await engine.close_connection_pool()


async def write(engine, number):
    async with engine.transaction() as transaction:
        await transaction.connection.query("SELECT count(*) AS n FROM t", [])
        await transaction.connection.query("INSERT INTO t VALUES (?)", [number])


def here_of(said):
    """Which statements the event loop carried out itself."""
    return {word for word, thread in said if thread is threading.main_thread()} - {"PRAGMA"}
