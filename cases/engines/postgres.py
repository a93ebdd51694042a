"""PostgreSQL with one writer at a time, whose transaction always gives its connection back, also when cancelled.

Every act ends in the journal, whose chain lets one writer pass after the other in any case. Waiting only there, with
cases and counters locked already in whatever order the act came by them, ends in deadlocks; so writers queue before
their first row: those of a process among themselves, keeping the pool free for readers, then for an advisory lock.
"""

import asyncio
import contextlib
import os
import socket
import weakref
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction

from cases.engines import duty
from cases.engines.guard import Shielded, check_owner
from cases.engines.plain import Plain
from cases.engines.replica import PLACE, UNKNOWN, Replica, reading
from cases.engines.side_door import SideDoor

WRITERS = 0x6461_6677  # the advisory lock that the writers of all processes take
# A machine that vanishes says nothing any more, and what it had locked would stay locked: after six seconds without
# an answer the server ends its sessions, and one that stands still in a transaction is ended, too.
SERVER_SETTINGS = {
    "statement_timeout": "60000",
    # Rights stand in each question as conditions that the server takes for a thousand times dearer than they are, and
    # it would compile a plan for 0.7 s that runs for 0.04.
    "jit": "off",
    "idle_in_transaction_session_timeout": "8000",
    "timezone": "UTC",
    "tcp_keepalives_idle": "3",
    "tcp_keepalives_interval": "1",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "6000",
    "client_connection_check_interval": "2000",
}
CONNECT_SECONDS = 5.0
_ALIVE = {"TCP_KEEPIDLE": 3, "TCP_KEEPINTVL": 1, "TCP_KEEPCNT": 3, "TCP_USER_TIMEOUT": 6000}


def config_of(url: str) -> dict[str, Any]:
    """Connection arguments of ``postgresql://user:password@host:port/name``; ``?host=/folder`` names a socket.

    ``?sslmode=verify-full`` demands encryption and a certificate of the authority that ``PGSSLROOTCERT`` names.
    """
    parts = urlsplit(url)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "host": options.get("host") or parts.hostname or "localhost",
        "port": parts.port or int(options.get("port", 5432)),
        "timeout": CONNECT_SECONDS,
        "user": unquote(parts.username or options.get("user") or "postgres"),
        "password": unquote(parts.password) if parts.password else None,
        "database": parts.path.lstrip("/") or "postgres",
        "ssl": options.get("sslmode"),
        "server_settings": SERVER_SETTINGS,
    }


async def stay_alive(connection: Any) -> None:
    """Let this side, too, learn within seconds that the other machine has vanished, instead of waiting for ever."""
    opened = connection._transport.get_extra_info("socket")
    if opened is None or opened.family not in (socket.AF_INET, socket.AF_INET6):
        return
    with socket.socket(fileno=os.dup(opened.fileno())) as same:
        same.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in _ALIVE.items():
            if option := getattr(socket, name, None):  # not every system has each of them
                same.setsockopt(socket.IPPROTO_TCP, option, value)


class ShieldedTransaction(Shielded, PostgresTransaction):
    """BEGIN … COMMIT on a connection of the pool; always ended, also when cancelled."""

    owner: asyncio.Task | None = None

    async def __aenter__(self) -> PostgresTransaction:
        if self._parent is not None:
            check_owner(self._parent)
            return self._parent
        self._queue = self.engine.writer_queue()
        await self._queue.acquire()
        try:
            self.connection = await self.get_connection()
            try:
                self.transaction = self.connection.transaction()
                await self.begin()
                await self.connection.execute(f"SELECT pg_advisory_xact_lock({WRITERS})")
                await duty.check(self.connection)
            except duty.OffDuty:
                await self.rollback()
                await self._release()
                raise
            except BaseException:
                await self._release()
                raise
        except BaseException:
            self._queue.release()
            raise
        self.owner = asyncio.current_task()
        self.context = self.engine.current_transaction.set(self)
        return self

    async def _finish(self, exception: BaseException | None) -> None:
        try:
            if exception is not None:
                await self.rollback()
            else:
                await self.commit()
                await self._note_place()
        finally:
            try:
                await self._release()
            finally:
                self._queue.release()

    async def _note_place(self) -> None:
        """Let whoever wrote this read nothing older from now on."""
        asked = reading.get()
        if asked is None or self.engine.replica is None:
            return
        asked.wrote = UNKNOWN
        with contextlib.suppress(*duty.GONE):
            asked.wrote = await self.connection.fetchval(PLACE)

    async def _release(self) -> None:
        """Give the connection back; one that broke is thrown away there, and what was committed stays so."""
        with contextlib.suppress(asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError):
            if self.engine.pool:
                await self.engine.pool.release(self.connection)
            else:
                await self.connection.close()


class PooledPostgresEngine(PostgresEngine):
    """Piccolo's engine, asked for its version only when it is opened: importing must not reach for a server.

    replica: the arguments of a connection to a streaming copy that reads may go to, see ``cases.engines.replica``.
    """

    def __init__(self, config: dict[str, Any], replica: dict[str, Any] | None = None) -> None:
        self.replica = Replica(replica, stay_alive, self._asked) if replica else None
        self._queues: weakref.WeakKeyDictionary[Any, asyncio.Lock] = weakref.WeakKeyDictionary()
        super().__init__(config)
        self.side_door = SideDoor(config, stay_alive)

    def writer_queue(self) -> asyncio.Lock:
        """The lock that makes writers of this process wait in order of arrival, one connection among them."""
        return self._queues.setdefault(asyncio.get_running_loop(), asyncio.Lock())

    async def check_version(self) -> None:
        """The version is checked by ``cases.database.open_database``, where a missing server is an error."""

    async def start_connection_pool(self, **more: Any) -> None:
        """Open the pool; each of its connections notices when the other side is gone."""
        await super().start_connection_pool(init=stay_alive, connection_class=Plain, **more)
        if self.replica is not None:
            await self.replica.start()

    async def close_connection_pool(self) -> None:
        """Close every connection; without any there is nothing to do."""
        self.side_door.close()
        if self.replica is not None:
            await self.replica.stop()
        if self.pool:
            await super().close_connection_pool()

    def transaction(self, allow_nested: bool = True) -> ShieldedTransaction:
        return ShieldedTransaction(engine=self, allow_nested=allow_nested)

    @staticmethod
    def placeholders(first: int, count: int) -> str:
        """A bracketed row of parameters for ``execute``, the first being number first + 1."""
        return f"({', '.join(f'${i}' for i in range(first + 1, first + count + 1))})"

    async def execute(self, transaction: Any, sql: str, args: Sequence[Any]) -> list[Any]:
        """Run a statement of one's own making in an open transaction."""
        check_owner(transaction)
        return await transaction.connection.fetch(sql, *args)

    async def run_querystring(self, querystring: Any, in_pool: bool = True) -> Any:
        current = self.current_transaction.get()
        if current is not None:
            check_owner(current)
        elif self.replica is not None and in_pool and self.replica.fits():
            query, args = querystring.compile_string(engine_type=self.engine_type)
            rows = await self.replica.fetch(query, args) if only_reads(query) else None
            if rows is not None:
                return rows
        return await super().run_querystring(querystring, in_pool=in_pool)

    async def _asked(self, sql: str) -> Any:
        """One value from the primary."""
        rows = await self._run_in_pool(sql)
        return rows[0][0]


def only_reads(query: str) -> bool:
    """Whether a statement neither writes nor locks."""
    return query.startswith("SELECT") and "FOR UPDATE" not in query
