"""Which of several keepers is on duty: whoever holds one advisory lock, on a connection that is for nothing else.

The connection says something every second. Of one that is killed the server learns at once; one that hangs, or whose
machine has vanished, is silent, and the server ends its session after ``SILENCE``, which frees the lock. What the old
keeper still has in hand cannot come after the new one's acts: each of its transactions looks, once it is the only
writer, whether the session that took the lock is still there, and is refused where it is not.
"""

import asyncio
import contextlib
import os
import socket
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg

LOCK = 0x6461_666B  # the advisory lock of whoever keeps
NAMED = "dafu keeper "  # how its sessions are called, followed by machine and process
BEAT = 1.0  # seconds between two signs of life, and between two trials of one who stands by
PATIENCE = 2.0  # seconds for the server to answer
SILENCE = 5.0  # seconds after which the server gives a silent keeper up
GONE = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError)
_HELD = (
    "SELECT EXISTS (SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory'"  # nosec B608 # noqa: S608 - our own
    f" AND l.classid = 0 AND l.objid = {LOCK} AND l.objsubid = 1 AND l.granted"
    " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND l.pid = $1 AND a.backend_start = $2)"
)
KEEPERS = (
    "SELECT substr(a.application_name, 13) AS name, a.backend_start AS since, coalesce(l.granted, false) AS active"  # nosec B608 # noqa: S608 - names of our own
    " FROM pg_stat_activity a LEFT JOIN pg_locks l ON l.pid = a.pid AND l.locktype = 'advisory' AND l.granted"
    f" AND l.classid = 0 AND l.objid = {LOCK} AND l.objsubid = 1"
    f" WHERE a.datname = current_database() AND a.application_name LIKE '{NAMED}%' ORDER BY a.backend_start"
)


class OffDuty(RuntimeError):
    """A transaction of a keeper that is not the active one any more; nothing of it was done."""


@dataclass(frozen=True, slots=True)
class Term:
    """The session that took the lock. since: with the process number it names one session for ever."""

    process: int
    since: datetime


on_duty: ContextVar[Term | None] = ContextVar("on_duty", default=None)


async def check(connection: Any) -> None:
    """In a transaction that is the only writer: go on only where the present task may. Raises OffDuty."""
    term = on_duty.get()
    if term is not None and not await connection.fetchval(_HELD, term.process, term.since):
        raise OffDuty("another keeper may be on duty by now")


class Duty:
    """One keeper's place among all of them."""

    def __init__(self, config: dict[str, Any]) -> None:
        told = {"application_name": f"{NAMED}{here()}"[:63], "idle_session_timeout": str(int(SILENCE * 1000))}
        settings = {**config["server_settings"], **told}
        self._config = {**config, "server_settings": settings, "timeout": PATIENCE, "command_timeout": PATIENCE}
        self._connection: Any = None

    async def taken(self) -> Term | None:
        """Try once to be the one on duty. None where another is, or the database is out of reach."""
        try:
            if self._connection is None or self._connection.is_closed():
                self._connection = await asyncpg.connect(**self._config)
            if not await self._connection.fetchval(f"SELECT pg_try_advisory_lock({LOCK})"):
                return None
            own = "SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()"
            return Term(self._connection.get_server_pid(), await self._connection.fetchval(own))
        except GONE:
            self.drop()
            return None

    async def lost(self) -> None:
        """Say something every second, and come back when that is in vain: the duty is another's from now on."""
        with contextlib.suppress(*GONE):
            while True:
                await asyncio.sleep(BEAT)
                await self._connection.fetchval("SELECT 1")
        self.drop()

    def drop(self) -> None:
        """Let the connection go, and with it the lock, without waiting for anybody."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.terminate()


def here() -> str:
    """This process as it is told from others: its machine and its number."""
    return f"{socket.gethostname()}:{os.getpid()}"
