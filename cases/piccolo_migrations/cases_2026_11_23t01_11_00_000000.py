"""Written by hand: what a column cannot say. The journal only grows; one lead a case; indexes of several columns."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-23T01:11:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "append-only journal, one lead a case, indexes of several columns"

BOTH = (
    'CREATE UNIQUE INDEX one_lead_a_case ON assignments ("case")'
    " WHERE role IN ('sole', 'lead') AND state NOT IN ('returned', 'cancelled')",
    'CREATE INDEX commitments_by_due ON commitments (state, due_on)',
    'CREATE INDEX commitments_by_department ON commitments (department, state)',
    'CREATE INDEX documents_by_kind_and_day ON documents (kind, published_on)',
    'CREATE INDEX journal_by_thing ON journal (thing, thing_id)',
    'CREATE INDEX problems_by_state_and_name ON import_problems (state, unknown_name)',
    'CREATE INDEX items_by_run_and_outcome ON import_items (run, outcome)',
)
SQLITE = (
    "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal"
    " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal"
    " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    # INSERT OR REPLACE deletes without firing the trigger above
    "CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal WHEN EXISTS (SELECT 1 FROM journal"
    " WHERE seq = NEW.seq OR hash = NEW.hash OR prev_hash = NEW.prev_hash)"
    " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
)
POSTGRES = (
    "CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$",
    "CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal"
    " FOR EACH ROW EXECUTE FUNCTION journal_refuse()",
    "CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal"
    " FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()",
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="cases", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for sql in (*BOTH, *(SQLITE if engine.engine_type == "sqlite" else POSTGRES)):
            await engine.run_ddl(sql)

    manager.add_raw(run)
    return manager
