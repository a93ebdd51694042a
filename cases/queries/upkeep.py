"""What whoever keeps the machine asks of the database: its schema, its last act, whether anybody may administer it."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cases.clock import now, today
from cases.counters import last_value
from cases.database import engine
from cases.engines.duty import KEEPERS
from cases.engines.file_duty import holder, lock_beside
from cases.tables import Account, JournalEntry, OutboxMessage, Post, StaleMark
from cases.vocabulary import MessageState, Role


async def applied_migrations() -> tuple[str, ...]:
    """The names of the steps that led to the schema of the opened database; none where it is empty."""
    current = engine()
    catalogue = "sqlite_master" if current.engine_type == "sqlite" else "pg_tables"
    column = "name" if current.engine_type == "sqlite" else "tablename"
    there = await current._run_in_new_connection(
        f"SELECT count(*) AS n FROM {catalogue} WHERE {column} = 'migration'"  # nosec B608 # noqa: S608 - names of our own
    )
    if not there[0]["n"]:
        return ()
    rows = await current._run_in_new_connection("SELECT name FROM migration WHERE app_name = 'cases' ORDER BY name")
    return tuple(row["name"] for row in rows)


async def last_journaled() -> datetime | None:
    """When the last row of the journal was written, None where there is none."""
    row = await JournalEntry.select(JournalEntry.at).order_by(JournalEntry.seq, ascending=False).first()
    return row["at"] if row else None


async def has_admin() -> bool:
    """Whether somebody with an account that is not disabled is an administrator today."""
    day = today()
    running = (Post.since.is_null() | (Post.since <= day)) & (Post.until.is_null() | (Post.until >= day))
    people = await Post.select(Post.person).where((Post.role == Role.ADMIN.value) & running)
    held = Account.person.is_in([row["person"] for row in people] or [0])
    return await Account.exists().where(held & Account.disabled_at.is_null())


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits to be done beside the requests. stale_seconds: how long the oldest mark has waited."""

    stale: int
    stale_seconds: float
    mail: int
    failed: int
    journal: int


async def backlog() -> Backlog:
    """How much the keeper and the mailer have before them."""
    oldest = await StaleMark.select(StaleMark.marked_at).order_by(StaleMark.marked_at).first()
    state = OutboxMessage.state
    return Backlog(
        stale=await StaleMark.count(),
        stale_seconds=max(0.0, (now() - oldest["marked_at"]).total_seconds()) if oldest else 0.0,
        mail=await OutboxMessage.count().where(state == MessageState.WAITING.value),
        failed=await OutboxMessage.count().where(state == MessageState.FAILED.value),
        journal=await last_value("journal"),
    )


@dataclass(frozen=True, slots=True)
class Keeper:
    """A keeper as it is known. name: machine and process; active: on duty, else it stands by."""

    name: str
    since: datetime
    active: bool

    @property
    def machine(self) -> str:
        return self.name.partition(":")[0]


async def keepers() -> tuple[Keeper, ...]:
    """Every keeper that is connected to PostgreSQL; of SQLite only the one on duty."""
    current = engine()
    if current.engine_type == "sqlite":
        held = await asyncio.to_thread(holder, lock_beside(Path(current.path)))
        return (Keeper(held.name, held.since, active=True),) if held else ()
    return tuple(Keeper(**row) for row in await current.run_ddl(KEEPERS))


async def clock_of_database() -> datetime | None:
    """The time that the server of the database has; None where it is in this process."""
    current = engine()
    if current.engine_type == "sqlite":
        await current._run_in_new_connection("SELECT 1")
        return None
    at: datetime = (await current._run_in_new_connection("SELECT clock_timestamp() AS at"))[0]["at"]
    return at
