"""A way to PostgreSQL beside the pool, for threads: what is derived from the data is read and written through it.

It has an event loop and connections of its own, so that loading much for a search neither waits for the pages nor
makes them wait. Reading connections cannot write and give up after a second.
"""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import asyncpg

from cases.engines import duty
from cases.engines.plain import Plain

# Milliseconds that a statement may take: of a question, of a load, of a writer.
QUESTION, LOAD, WRITE = 1_000, 30_000, 600_000
# Connections for each; there are those of the pages beside them.
MOST = {QUESTION: 3, LOAD: 1}
# A writer may be silent for so long: what it cuts meanwhile takes a fraction of it.
SILENCE = 300_000
_MISSING = (asyncpg.UndefinedTableError, asyncpg.InvalidSchemaNameError)
_FAILED = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
T = TypeVar("T")


class SideDoor:
    """config: as for asyncpg; prepare: is called with each new connection. Nothing is opened before it is needed.

    LookupError where a table is not there, TimeoutError where an answer takes too long, ConnectionError where none can
    be had. ``close`` when done.
    """

    def __init__(self, config: dict[str, Any], prepare: Callable[[Any], Coroutine[Any, Any, None]]) -> None:
        self._config = config
        self._prepare = prepare
        self._opening = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pools: dict[int, Any] = {}

    def fetch(self, sql: str, *values: Any, patient: bool = False) -> Sequence[Any]:
        """Rows of a statement that only reads."""
        return self._run(self._fetch(LOAD if patient else QUESTION, sql, values))

    @contextlib.contextmanager
    def writing(self, lock: int, wait: float) -> Iterator["SideSession"]:
        """A connection that writes, under an advisory lock. BlockingIOError where another has it for too long.

        OffDuty in a keeper that is not the active one any more.
        """
        connection = self._run(self._connected(WRITE))
        try:
            deadline = time.monotonic() + wait
            while not self._run(connection.fetchval("SELECT pg_try_advisory_lock($1)", lock)):
                if time.monotonic() >= deadline:
                    raise BlockingIOError
                time.sleep(0.05)
            self._run(duty.check(connection))
            yield SideSession(self._run, connection)
        finally:
            with contextlib.suppress(ConnectionError, TimeoutError):
                self._run(connection.close(timeout=5))  # the lock goes with it

    def close(self) -> None:
        """Close every connection."""
        with self._opening:
            loop, self._loop = self._loop, None
            pools, self._pools = list(self._pools.values()), {}
        if loop is None:
            return
        for pool in pools:
            pool_closed = asyncio.run_coroutine_threadsafe(_ended(pool), loop)
            with contextlib.suppress(Exception):
                pool_closed.result(10)
        loop.call_soon_threadsafe(loop.stop)

    async def _fetch(self, patience: int, sql: str, values: Sequence[Any]) -> list[Any]:
        pool = self._pools.get(patience)
        if pool is None:
            pool = self._pools[patience] = asyncpg.create_pool(
                min_size=0,
                max_size=MOST[patience],
                init=self._prepare,
                connection_class=Plain,
                **self._arguments(patience, reads=True),
            )
        if not pool._initialized:
            await pool
        found: list[Any] = await pool.fetch(sql, *values, timeout=2 * patience / 1000)
        return found

    async def _connected(self, patience: int) -> Any:
        connection = await asyncpg.connect(**self._arguments(patience, reads=False))
        await self._prepare(connection)
        if connection.get_server_version()[0] >= 14:  # a writer that hangs must not keep the lock for ever
            await connection.execute(f"SET idle_session_timeout = {SILENCE}")
        return connection

    def _arguments(self, patience: int, *, reads: bool) -> dict[str, Any]:
        limits = {"statement_timeout": str(patience), "idle_in_transaction_session_timeout": "30000"}
        readonly = {"default_transaction_read_only": "on"} if reads else {}
        return self._config | {"server_settings": {**self._config.get("server_settings", {}), **limits, **readonly}}

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of a coroutine that runs in the loop of the door."""
        with self._opening:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="dafu-side-door", daemon=True).start()
            future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except asyncpg.QueryCanceledError as error:
            raise TimeoutError(str(error)) from error
        except TimeoutError:
            raise
        except _MISSING as error:
            raise LookupError(str(error)) from error
        except _FAILED as error:
            raise ConnectionError(f"{type(error).__name__}: {error}") from error


class SideSession:
    """One writing connection."""

    def __init__(self, run: Callable[[Coroutine[Any, Any, Any]], Any], connection: Any) -> None:
        self._run = run
        self._connection = connection

    def fetch(self, sql: str, *values: Any) -> Sequence[Any]:
        """Run a statement; its rows."""
        found: Sequence[Any] = self._run(self._connection.fetch(sql, *values))
        return found

    def copy(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Put many rows into "schema.table"."""
        schema, _, name = table.partition(".")
        self._run(self._connection.copy_records_to_table(name, schema_name=schema, columns=columns, records=rows))


async def _ended(pool: Any) -> None:
    pool.terminate()
