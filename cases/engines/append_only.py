"""Lifting the triggers that keep a table append-only, for one transaction and one lawful reason."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any


@contextlib.asynccontextmanager
async def lifted(engine: Any, table: str) -> AsyncIterator[None]:
    """Inside a transaction: the table takes changes while the block runs. Others never see it so: what was lifted is
    put back before the commit, or the whole transaction never was. table: a name of our own."""
    if engine.engine_type == "postgres":
        await engine.run_ddl(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        yield
        await engine.run_ddl(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        return
    kept = await engine.run_ddl(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'"  # nosec B608 # noqa: S608 - names of our own
    )
    for row in kept:
        await engine.run_ddl(f'DROP TRIGGER "{row["name"]}"')
    yield
    for row in kept:
        await engine.run_ddl(row["sql"])
