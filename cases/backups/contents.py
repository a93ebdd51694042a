"""What a backup has to hold, asked of one consistent view of the database, alike on both kinds."""

from collections.abc import Mapping, Sequence
from typing import Any

from cases.backups.manifest import Contents
from cases.journal import GENESIS
from cases.kept_files import FILES

Rows = Sequence[Sequence[Any]]

TABLES_OF = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}
# Piccolo's own table of the steps that ran; restoring makes it anew by running them.
STEPS = "migration"
_FIXED = {
    "migrations": f"SELECT name FROM {STEPS} WHERE app_name = 'cases' ORDER BY name",  # nosec B608 # noqa: S608 - a name of our own
    "journal": "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1",
}


def questions(tables: Sequence[str]) -> dict[str, str]:
    """The queries whose answers ``contents_of`` takes, by name."""
    counted = {f"rows {table}": f'SELECT count(*) FROM "{table}"' for table in tables}  # nosec B608 # noqa: S608 - of the catalogue
    named = {}
    for table, sized in FILES.items():
        name = table._meta.tablename
        if name in tables:
            size = "size" if sized else "NULL"
            named[f"files {name}"] = f"SELECT sha256, {size} FROM \"{name}\" WHERE sha256 <> ''"  # nosec B608 # noqa: S608 - our own
    return _FIXED | counted | named


def contents_of(answers: Mapping[str, Rows]) -> Contents:
    """The contents from the answers. A file that two tables name has the size that one of them says."""
    last = answers["journal"]
    sizes: dict[str, int | None] = {}
    for name, rows in answers.items():
        if name.startswith("files "):
            for sha256, size in rows:
                sizes[sha256] = sizes.get(sha256) if size is None else size
    return Contents(
        migrations=tuple(row[0] for row in answers["migrations"]),
        rows={name.removeprefix("rows "): rows[0][0] for name, rows in answers.items() if name.startswith("rows ")},
        journal=last[0][0] if last else 0,
        head=last[0][1] if last else GENESIS,
        files=sizes,
    )
