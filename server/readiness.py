"""Whether this process can serve now: what a load balancer and a service manager ask every few seconds."""

import asyncio
import contextlib
from collections.abc import Sequence
from typing import Any

from cases import database
from cases.clock import now
from cases.engines.duty import here
from cases.engines.replica import LAG, Replica
from cases.fulltext import SearchError
from cases.queries.alarms import last_hour
from cases.queries.upkeep import Keeper, applied_migrations, backlog, clock_of_database, keepers
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
    if not getattr(state, "warm", True):
        found.append("warming")
    return tuple(found)


async def searchable(state: Any) -> bool:
    """Whether the index answers. No obstacle where it does not: all else works while the keeper makes it anew."""

    def asked() -> bool:
        return state.index.generation >= 0

    with contextlib.suppress(SearchError):
        return await asyncio.to_thread(asked)
    return False


async def on_duty() -> str:
    """The keeper that is on duty, as machine and process; empty where there is none. No obstacle: people
    can work without one, and a balancer would find every machine unready at once."""
    with contextlib.suppress(Exception):
        async with asyncio.timeout(PATIENCE):
            return next((one.name for one in await keepers() if one.active), "")
    return ""


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
        "sign_in_failures_hour": ("Wrong passwords and codes within the last hour.", (await last_hour()).failures),
    }
    found |= _of_keepers(await keepers())
    if path is None:
        found |= _of_replica(database.replica())
    elif path.exists():
        found["database_bytes"] = ("Size of the database file.", path.stat().st_size)
        log = path.with_name(f"{path.name}-wal")
        found["database_log_bytes"] = ("Size of its write-ahead log.", log.stat().st_size if log.exists() else 0)
    return found


def _of_keepers(known: Sequence[Keeper]) -> dict[str, tuple[str, float]]:
    machine = here().partition(":")[0]
    active = [one for one in known if one.active]
    return {
        "keepers_active": ("Keepers on duty: one where all is well.", len(active)),
        "keepers_waiting": ("Keepers that stand by.", len(known) - len(active)),
        "keeper_here": ("Whether the one on duty is on this machine.", sum(one.machine == machine for one in active)),
    }


def _of_replica(known: Replica | None) -> dict[str, tuple[str, float]]:
    if known is None:
        return {}
    return {
        "replica_usable": ("Whether reads go to the replica now.", known.lag < LAG),
        "replica_lag_seconds": ("How old what it shows may be at most.", min(known.lag, 86_400)),
        "replica_reads": ("Reads that it has answered to this process.", known.reads),
        "replica_repeated": ("Reads that failed there and were made on the primary.", known.repeated),
    }
