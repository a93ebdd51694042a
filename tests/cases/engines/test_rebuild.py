"""Migrations on both databases: forwards from nothing, the same tables, no drift, and tables that are built anew."""

import asyncio
import types

import pytest
from piccolo.apps.migrations.auto.diffable_table import DiffableTable
from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.apps.migrations.auto.schema_differ import SchemaDiffer
from piccolo.apps.migrations.auto.schema_snapshot import SchemaSnapshot
from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.apps.migrations.commands.forwards import ForwardsMigrationManager
from piccolo.columns import Text

from cases import database as door
from cases.database import Refusal, Refused, write_tx
from cases.engines import rebuild
from cases.piccolo_app import APP_CONFIG
from cases.tables import TABLES, Department, Place
from tests.processes import exit_codes

pytestmark = pytest.mark.anyio


async def test_every_table_and_column_is_there(database):
    for table in TABLES:
        assert await table.select().limit(1) == []


async def test_the_tables_are_what_the_migrations_make():
    rebuild.install()
    managers = await BaseMigrationManager().get_migration_managers(app_config=APP_CONFIG)
    made = SchemaSnapshot(managers=managers).get_snapshot()
    assert _differences(list(TABLES), made) == []
    assert _differences(list(TABLES)[:-1], made) != []


def _differences(tables, made):
    wanted = [
        DiffableTable(
            class_name=t.__name__, tablename=t._meta.tablename, schema=None,
            columns=t._meta.non_default_columns, constraints=t._meta.constraints,
        )
        for t in tables
    ]  # fmt: skip
    differ = SchemaDiffer(schema=wanted, schema_snapshot=made, auto_input="n")
    return [statement for change in differ.get_alter_statements() for statement in change.statements]


STARTER = """
import asyncio, sys
from cases import database

async def main():
    await database.open_database(sys.argv[1])
    await database.close()

asyncio.run(main())
"""


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request, tmp_path):
    """Address of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new.sqlite'}"
    url = request.getfixturevalue("postgres_url")
    asyncio.run(_drop_everything(url))
    return url


async def _drop_everything(url):
    await door.open_database(url, migrated=False)
    await door.engine().run_ddl("DROP SCHEMA public CASCADE")
    await door.engine().run_ddl("CREATE SCHEMA public")
    await door.close()


async def test_processes_that_start_at_once_migrate_once(empty_url):
    assert exit_codes(STARTER, empty_url, times=3) == [0, 0, 0]
    await door.open_database(empty_url)
    assert await Place.count() == 0
    await door.close()


def change() -> MigrationManager:
    """A later migration of the kinds that SQLite cannot do by itself."""
    manager = MigrationManager(migration_id="2999-01-01T00:00:00:000000", app_name="cases", description="test")
    manager.alter_column(
        table_class_name="Place", tablename="places", column_name="short_name", db_column_name="short_name",
        params={"unique": True}, old_params={"unique": False}, column_class=Text, old_column_class=Text,
    )  # fmt: skip
    return manager


async def test_a_table_built_anew_keeps_rows_references_and_rules(database, monkeypatch):
    rebuild.install()
    async with write_tx():
        place = Place(code="hangzhou", name="杭州市", short_name="杭州")
        await Place.insert(place)
        await Department.insert(Department(place=place.id, name="杭州市民政局"))
    before = await Place.select()
    original = BaseMigrationManager.get_migration_managers

    async def with_the_change(self, *args, **kwargs):
        return [*await original(self, app_config=kwargs["app_config"]), change()]

    monkeypatch.setattr(BaseMigrationManager, "get_migration_managers", with_the_change)
    await change().run()
    assert await Place.select() == before
    assert (await Department.select(Department.place.name).first())["place.name"] == "杭州市"
    for values, why in (
        ({"code": "b", "name": "b", "short_name": "杭州"}, Refusal.UNIQUE),
        ({"code": "b", "name": "b", "level": "village"}, Refusal.CHECK),
        ({"code": "b", "name": "b", "parent": 99}, Refusal.FOREIGN_KEY),
    ):
        with pytest.raises(Refused) as caught:
            async with write_tx():
                await Place.insert(Place(**values))
        assert caught.value.why is why


async def test_a_migration_that_fails_leaves_nothing(empty_url, monkeypatch):
    original = ForwardsMigrationManager.get_migration_modules

    def with_a_broken_one(self, folder):
        async def forwards():
            raise ZeroDivisionError

        return original(self, folder) | {"2999": types.SimpleNamespace(ID="2999", forwards=forwards)}

    monkeypatch.setattr(ForwardsMigrationManager, "get_migration_modules", with_a_broken_one)
    with pytest.raises(ZeroDivisionError):
        await door.open_database(empty_url)
    assert not await Place.table_exists()
    await door.close()
