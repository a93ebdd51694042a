"""Written by hand: indexes in the order of the lists, and those that answer a count without reading a row.

None begins with a column of few values: SQLite takes such a one for narrow, and reads half a table for twenty rows.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-23T17:42:30:000000"
VERSION = "1.38.0"
DESCRIPTION = "lists and counts"

MADE = (
    "CREATE INDEX cases_listed ON cases ((replied_on IS NULL), replied_on DESC, id)",
    "CREATE INDEX cases_counted ON cases (year, audience, merged_into)",
    "CREATE INDEX cases_merged ON cases (merged_into) WHERE merged_into IS NOT NULL",
    "CREATE INDEX cases_by_proposal ON cases (proposal_document) WHERE proposal_document IS NOT NULL",
    "CREATE INDEX documents_listed ON documents ((signed_on IS NULL), signed_on DESC, id)",
    "CREATE INDEX documents_counted ON documents (place, audience, superseded_by)",
    "CREATE INDEX documents_superseded ON documents (superseded_by) WHERE superseded_by IS NOT NULL",
    "CREATE INDEX replies_counted ON replies (signed_on, audience, state, kind)",
    "CREATE INDEX commitments_counted ON commitments (due_on, audience, current, state)",
    "CREATE INDEX commitments_of_units ON commitments (department, audience, current)",
    "CREATE INDEX figures_counted ON figures (document, start, audience, current)",
    'CREATE INDEX assignments_of_units ON assignments (department, role, "case")',
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="cases", description=DESCRIPTION)

    async def run():
        for sql in MADE:
            await engine_finder().run_ddl(sql)

    manager.add_raw(run)
    return manager
