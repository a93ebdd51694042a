"""Written by hand: whether a unit or a person has a part in one case is answered from an index alone.

Without them SQLite looks through everything that a unit ever had, for each case anew. And the indexes that count
commitments and figures hold the case as well, by which a unit's own are known.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-23T18:22:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "ties to a case"

MADE = (
    'CREATE INDEX assignments_tied ON assignments ("case", department, state)',
    "DROP INDEX commitments_counted",
    'CREATE INDEX commitments_counted ON commitments (due_on, audience, current, "case", department, state)',
    "DROP INDEX figures_counted",
    'CREATE INDEX figures_counted ON figures (document, start, audience, current, "case")',
    'CREATE INDEX case_submitters_tied ON case_submitters ("case", person, signature)',
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="cases", description=DESCRIPTION)

    async def run():
        for sql in MADE:
            await engine_finder().run_ddl(sql)

    manager.add_raw(run)
    return manager
