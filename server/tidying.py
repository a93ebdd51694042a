"""The daily clearing away: rows by the table of ``actions.retention``, files here."""

import asyncio
import contextlib
import time
from datetime import date
from pathlib import Path

from cases.actions.retention import OTHERS, is_due, tidy
from cases.clock import today
from cases.vocabulary.retention import Fleeting
from server.long_exports import clear
from server.settings import Settings

_done: dict[Path, date] = {}
UNFINISHED = (".new-*", ".*.part")


async def tidied(settings: Settings) -> int:
    """The round of this day where it was not made yet, by whatever process; how much went."""
    if _done.get(settings.data_dir) == today() or not await is_due():
        return 0
    exports = await clear(settings.store)
    files = await asyncio.to_thread(_unfinished_removed, settings.files_dir)
    found = await tidy({Fleeting.EXPORTS: exports, Fleeting.TEMPORARY: files})
    _done[settings.data_dir] = today()
    return sum(found.values())


def _unfinished_removed(folder: Path) -> int:
    """Delete files that somebody began to write and did not finish; how many."""
    before, gone = time.time() - OTHERS[Fleeting.TEMPORARY].total_seconds(), 0
    for pattern in UNFINISHED:
        for path in folder.rglob(pattern):
            with contextlib.suppress(FileNotFoundError):
                if path.is_file() and not path.is_symlink() and path.stat().st_mtime < before:
                    path.unlink()
                    gone += 1
    return gone
