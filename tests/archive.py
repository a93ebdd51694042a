"""The small archive as a file to copy: database and index, made once a session."""

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path

from cases import database, fulltext
from tests import keys
from tests.samples import fill


@dataclass(frozen=True)
class Archive:
    """A data folder with database and index."""

    folder: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'dafu.sqlite'}"

    def copied_to(self, folder: Path) -> "Archive":
        """A copy that a test may change."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Archive(folder)


def make(folder: Path, empty: Path) -> Archive:
    """The archive in a folder, begun with a migrated empty database."""
    shutil.copyfile(empty, folder / "dafu.sqlite")
    archive = Archive(folder)
    keys.lay_beside(folder)
    asyncio.run(_fill(archive))
    return archive


async def _fill(archive: Archive) -> None:
    await database.open_database(archive.url, migrated=False)
    await fill()
    await fulltext.rebuild(archive.folder / "index")
    await database.close()
