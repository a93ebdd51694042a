"""Whether this process can serve now: what a load balancer and a service manager ask every few seconds."""

import asyncio
from typing import Any

from cases import database
from cases.clock import now
from cases.queries.upkeep import applied_migrations, backlog, clock_of_database
from server.settings import Settings

PATIENCE = 2.0
DRIFT = 2.0


async def obstacles(state: Any) -> tuple[str, ...]:
    """What stands in the way, in single words; none where people can work. state: of the application."""
    found: list[str] = []
    try:
        async with asyncio.timeout(PATIENCE):
            if set(database.known_migrations()) - set(await applied_migrations()):
                found.append("schema")
            at = await clock_of_database()
            if at is not None and abs((now() - at).total_seconds()) > DRIFT:
                found.append("clock")
    except Exception:  # whatever it is: without the database nobody can work
        found.append("database")
    if getattr(state, "index", None) is None:
        found.append("index")
    return tuple(found)


async def gauges(settings: Settings) -> dict[str, tuple[str, float]]:
    """What the database tells a monitoring system: how much waits. Numbers only."""
    waiting = await backlog()
    path = database.sqlite_file(settings.database_url)
    found: dict[str, tuple[str, float]] = {
        "index_waiting": ("Cases and documents that the index has yet to take in.", waiting.stale),
        "index_waiting_seconds": ("Age of the oldest of them.", waiting.stale_seconds),
        "mail_waiting": ("Messages that have yet to be sent.", waiting.mail),
        "mail_failed": ("Messages that were given up.", waiting.failed),
        "journal_rows": ("Rows of the journal.", waiting.journal),
    }
    if path is not None and path.exists():
        found["database_bytes"] = ("Size of the database file.", path.stat().st_size)
        log = path.with_name(f"{path.name}-wal")
        found["database_log_bytes"] = ("Size of its write-ahead log.", log.stat().st_size if log.exists() else 0)
    return found
