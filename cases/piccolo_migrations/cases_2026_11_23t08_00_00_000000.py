"""Written by hand: an index by which the queue finds what somebody did, without reading the whole journal."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-23T08:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "the journal by person and case"

# Every column that the question names, so that it is answered from the index alone.
BY_PERSON = 'CREATE INDEX journal_by_person ON journal (person, "case", verb, seq)'


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="cases", description=DESCRIPTION)

    async def run():
        await engine_finder().run_ddl(BY_PERSON)

    manager.add_raw(run)
    return manager
