"""Written by hand: somebody's newest acts are read backwards from an index alone, his notices counted from one, and the
parts of a unit told apart by kind and state."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T10:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "newest acts of a person, notices of a person, parts of a unit"

MADE = (
    "DROP INDEX journal_by_person",
    'CREATE INDEX journal_of_person ON journal (person, seq, "case", verb)',
    'CREATE INDEX notices_of_person ON notices (person, read_at, done_at, to_do, event, "case")',
    "DROP INDEX assignments_of_unit",
    "DROP INDEX assignments_of_units",
    'CREATE INDEX assignments_by_unit ON assignments (department, role, state, "case")',
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="cases", description=DESCRIPTION)

    async def run():
        for sql in MADE:
            await engine_finder().run_ddl(sql)

    manager.add_raw(run)
    return manager
