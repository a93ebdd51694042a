"""Written by hand: what a unit or a body reads by its ties alone is counted from the ties, from indexes alone; the cases
that a reviewer entered himself are found by his name."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T10:04:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "ties of units and bodies, letters and figures of cases"

MADE = (
    'CREATE INDEX assignments_of_unit ON assignments (department, state, "case")',
    "CREATE INDEX cases_of_bodies ON cases (body, audience, merged_into, state)",
    "CREATE INDEX cases_recorded ON cases (recorded_by) WHERE recorded_by IS NOT NULL",
    'CREATE INDEX replies_of_cases ON replies ("case", document)',
    'CREATE INDEX figures_of_cases ON figures ("case", audience, current)',
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="cases", description=DESCRIPTION)

    async def run():
        for sql in MADE:
            await engine_finder().run_ddl(sql)

    manager.add_raw(run)
    return manager
