"""What whoever keeps the machine asks of the database: its schema, its last act, whether anybody may administer it."""

from datetime import datetime

from cases.clock import today
from cases.database import engine
from cases.tables import Account, JournalEntry, Post
from cases.vocabulary import Role


async def applied_migrations() -> tuple[str, ...]:
    """The names of the steps that led to the schema of the opened database; none where it is empty."""
    current = engine()
    catalogue = "sqlite_master" if current.engine_type == "sqlite" else "pg_tables"
    column = "name" if current.engine_type == "sqlite" else "tablename"
    there = await current._run_in_new_connection(
        f"SELECT count(*) AS n FROM {catalogue} WHERE {column} = 'migration'"  # noqa: S608 - names of our own
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
