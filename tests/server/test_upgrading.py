"""What an upgrade looks at before it begins."""

import shutil

import pytest

from cases import database
from server import upgrading
from server.health import Level
from server.settings import from_env
from server.upgrading import planned

pytestmark = pytest.mark.anyio


async def test_a_schema_of_a_later_version_and_a_full_disk_stop_it(sqlite_url, tmp_path, monkeypatch, anyio_backend):
    settings = from_env({"DAFU_DATA": str(tmp_path)})
    await database.open_database(sqlite_url, migrated=False)
    plan = await planned(settings, None)
    assert (plan.steps, [check.level for check in plan.checks]) == ((), [Level.GOOD, Level.GOOD, Level.NOTE])
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(upgrading.shutil, "disk_usage", lambda _: usage._replace(free=1000))
    await database.engine().run_ddl(
        "INSERT INTO migration (name, app_name, ran_on) VALUES ('2099', 'cases', '2099-01-01 00:00:00')"
    )
    plan = await planned(settings, None)
    await database.close()
    assert [check.level for check in plan.checks][:2] == [Level.BAD, Level.BAD]
    assert "更新的版本" in plan.checks[1].said
