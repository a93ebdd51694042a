"""A backup made while people write holds one moment, whole, and leaves nothing where it cannot be written."""

import asyncio
import resource

import pytest

from cases import database, files
from cases.backups.making import create
from cases.backups.packing import opened
from cases.errors import DatabaseNotOpened, FileNotThere, NoRoom
from tests.cases.backups.holdings import write

pytestmark = pytest.mark.anyio


async def test_every_file_that_a_row_names_is_in_it_and_a_lost_one_is_told(filled, filled_copy, anyio_backend):
    tmp_path, names = filled_copy, filled.names
    sqlite_url = f"sqlite:///{tmp_path}/dafu.sqlite"
    (tmp_path / "b.zip").unlink()
    stray = files.put(tmp_path / "files", b"named by nobody")
    (tmp_path / "files/uploads/run").mkdir(parents=True)
    (tmp_path / "files/uploads/run/答复.txt").write_text("答复", encoding="utf-8")
    (tmp_path / "files" / files.key_of(names[2])).unlink()
    told = []
    made = await create(sqlite_url, tmp_path / "files", tmp_path / "b.zip", lambda *step: told.append(step))
    assert made.missing == (names[2],)
    with opened(tmp_path / "b.zip") as backup:
        assert backup.manifest == made
        listed = {member.name for member in made.members}
    kept = {f"files/store/{name}" for name in names[:2]} | {"files/uploads/run/答复.txt"}
    assert kept <= listed
    assert not any(stray in name for name in listed)
    assert [done for done, *_ in told] == [1, 2, 3, 4]


async def test_while_somebody_writes_it_is_one_moment(sqlite_url, tmp_path, anyio_backend):
    await database.open_database(sqlite_url, migrated=False)
    await write(3)
    writing = asyncio.create_task(write(30))
    made = await create(sqlite_url, tmp_path / "files", tmp_path / "b.zip")
    await writing
    await database.close()
    assert 3 <= made.contents.journal <= 33
    assert made.contents.rows["journal"] == made.contents.journal


async def test_a_full_disk_is_said_and_nothing_is_left(sqlite_url, tmp_path, anyio_backend):
    """The system itself refuses a file beyond a size, as a full disk does."""
    (tmp_path / "out").mkdir()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises((NoRoom, OSError)) as caught:
            await create(sqlite_url, tmp_path / "files", tmp_path / "out" / "b.zip")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert isinstance(caught.value, NoRoom)
    assert "腾出空间" in str(caught.value)
    assert list((tmp_path / "out").iterdir()) == []


async def test_what_is_not_there_is_said(tmp_path, anyio_backend):
    with pytest.raises(FileNotThere):
        await create(f"sqlite:///{tmp_path}/none.sqlite", tmp_path, tmp_path / "b.zip")
    with pytest.raises(DatabaseNotOpened):
        await create("postgresql://nobody@127.0.0.1:1/none", tmp_path, tmp_path / "b.zip")
    assert list(tmp_path.iterdir()) == []
