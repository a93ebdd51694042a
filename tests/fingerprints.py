"""What stands in a SQLite database, as one number a table, to see whether anything was written."""

import hashlib
from contextlib import closing

from cases import database
from cases.engines.library import sqlite3

# What changes because somebody reads: the hour of his session, what he has seen, that he has seen it, and that he sits
# at a draft.
BY_READING = frozenset({
    "accounts", "counters", "draft_presences", "journal", "notices", "requests", "saved_searches", "sign_in_failures",
    "sqlite_sequence", "usage_counts", "change_counts",
})  # fmt: skip


def fingerprint(url: str, *, without: frozenset[str] = frozenset()) -> dict[str, str]:
    """A hash of the rows of each table but those of sessions."""
    with closing(sqlite3.connect(database.sqlite_file(url))) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        kept = [name for name in names if name != "web_sessions" and name not in without]
        rows = {name: sorted(map(repr, db.execute(f'SELECT * FROM "{name}"'))) for name in kept}
    return {name: hashlib.sha256(repr(found).encode()).hexdigest() for name, found in rows.items()}


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """The tables whose rows are not what they were."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
