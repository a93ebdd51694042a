"""I4 and I6 tell which row and which file; a copy of the journal tells one that was written anew from the beginning."""

import pytest

from cases import database, journal, tables
from cases.invariants.keeping import files_are_there, journal_is_whole

pytestmark = pytest.mark.anyio


async def test_what_is_missing_is_named(folder, anyio_backend):
    await database.open_database(f"sqlite:///{folder}/dafu.sqlite", migrated=False)
    name = (await tables.Attachment.select().first())["sha256"]
    (folder / "files/store" / name[:2] / name).write_bytes(b"tampered")
    assert [one.what for one in await files_are_there(folder / "files")] == [f"附件与校验值不符：{name}"]
    (folder / "files/store" / name[:2] / name).unlink()
    assert [one.what for one in await files_are_there(folder / "files")] == [f"附件缺失：{name}"]
    kept = [row["hash"] async for row in journal.every_row()]
    assert await journal_is_whole(kept) == []
    (found,) = await journal_is_whole([*kept[:1], "f" * 64])
    await database.close()
    assert (found.invariant, found.id) == ("I4", 2)
