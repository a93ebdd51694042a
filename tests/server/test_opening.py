"""Database and keys are opened both or neither."""

import pytest

from cases import ciphers, database
from cases.database import NotOpened
from cases.errors import KeyFileMissing
from server.opening import open_data
from server.settings import Settings

pytestmark = pytest.mark.anyio


async def test_both_or_neither(sqlite_url, tmp_path, anyio_backend):
    settings = Settings(tmp_path, sqlite_url)
    await open_data(settings)
    assert ciphers.held().place == settings.keys_file == tmp_path / "dafu.keys"
    await database.close()
    with pytest.raises(KeyFileMissing):
        await open_data(Settings(tmp_path, sqlite_url, keys=tmp_path / "nowhere"))
    with pytest.raises(NotOpened):
        database.engine()
