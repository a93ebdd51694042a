"""Written by hand: what is counted of all commitments, by state, kind, unit and case, is read from indexes alone.

An index in the order of a group is taken before one that holds all columns: so those in which groups stand hold them.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-23T19:08:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "commitments by groups"

MADE = (
    "DROP INDEX commitments_by_due",
    'CREATE INDEX commitments_by_due ON commitments (state, due_on, audience, current, "case", department, label)',
    'CREATE INDEX commitments_by_category ON commitments (category, due_on, audience, current, "case")',
    "DROP INDEX commitments_of_units",
    "CREATE INDEX commitments_of_units ON commitments"
    ' (department, audience, current, state, label, due_on, "case", reply)',
    "DROP INDEX commitments_counted",
    'CREATE INDEX commitments_counted ON commitments (due_on, audience, current, "case", department, state, label)',
    'CREATE INDEX commitments_in_order ON commitments (state, document, start, audience, current, "case", department)',
    'CREATE INDEX commitments_of_cases ON commitments ("case", audience, current, state, due_on, label)',
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="cases", description=DESCRIPTION)

    async def run():
        for sql in MADE:
            await engine_finder().run_ddl(sql)

    manager.add_raw(run)
    return manager
