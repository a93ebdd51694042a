"""The file of keys: missing, readable by others, beside the backups or the data, apart from both, unfit."""

import pytest

from cases import ciphers
from cases import database as door
from cases.actions.keys import open_keys
from server.health import Level
from server.key_checks import file_checks, fit_checks
from server.settings import Settings

pytestmark = pytest.mark.anyio


def said(place, tmp_path) -> tuple[Level, str]:
    (check,) = file_checks(Settings(tmp_path / "data", "sqlite://", keys=place, backups=tmp_path / "kept"))
    return check.level, check.said


def test_where_it_lies_and_who_may_read_it(tmp_path):
    level, words = said(tmp_path / "apart/keys", tmp_path)
    assert (level, "dafu key make" in words) == (Level.BAD, True)
    for folder, expected, hint in (
        ("apart", Level.GOOD, "在用"), ("data", Level.NOTE, "与数据在一处"), ("kept", Level.BAD, "与备份在一处"),
    ):  # fmt: skip
        place = tmp_path / folder / "keys"
        ring = ciphers.make(place)
        level, words = said(place, tmp_path)
        assert (level, hint in words) == (expected, True)
        assert "==" not in words and (folder != "apart" or ring.in_force.id in words)
    for mode in (0o640, 0o604, 0o660):
        place.chmod(mode)
        level, words = said(place, tmp_path)
        assert (level, "chmod 600" in words) == (Level.BAD, True)
    place.write_text("aes256gcm short\n")
    assert said(place, tmp_path)[0] is Level.BAD


async def test_whether_it_fits(sqlite_url, tmp_path, anyio_backend):
    await door.open_database(sqlite_url, migrated=False)
    settings = Settings(tmp_path, sqlite_url)
    await open_keys(settings.keys_file)
    assert await fit_checks(settings) == []
    ring = ciphers.make(tmp_path / "others")
    (wrong,) = await fit_checks(Settings(tmp_path, sqlite_url, keys=tmp_path / "others"))
    await door.close()
    assert wrong.level is Level.BAD and ring.in_force.id not in wrong.said
