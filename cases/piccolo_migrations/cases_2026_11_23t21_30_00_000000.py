"""Written by hand: the letters are listed in an order, and cases and letters counted by state and result, from indexes
alone, as the cases, documents and promises were before."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-23T21:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "letters in order, cases by state"

MADE = (
    "CREATE INDEX replies_listed ON replies ((signed_on IS NULL), signed_on DESC, id)",
    "CREATE INDEX replies_by_class ON replies (result_class, audience, state, kind)",
    "CREATE INDEX cases_by_state ON cases (state, audience, merged_into)",
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="cases", description=DESCRIPTION)

    async def run():
        for sql in MADE:
            await engine_finder().run_ddl(sql)

    manager.add_raw(run)
    return manager
