"""Which keeper of a SQLite database is on duty: whoever holds the lock of a file beside it.

The system frees the lock when the process ends, however it does, so nobody who is gone is waited for. One that merely
hangs keeps it: its writes would come late, but never beside those of another keeper.
"""

import asyncio
import contextlib
import fcntl
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from cases.clock import now
from cases.engines.duty import BEAT, Term, here


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds it. name: machine and process."""

    name: str
    since: datetime


def lock_beside(database: Path) -> Path:
    """The file whose lock it is."""
    return database.with_name(f"{database.name}-keeper")


def holder(place: Path) -> Holder | None:
    """Who is on duty now; None where nobody is. place: of ``lock_beside``."""
    with contextlib.suppress(FileNotFoundError), place.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)  # for a moment; whoever waits for it tries again
        except BlockingIOError:
            with contextlib.suppress(ValueError, KeyError):  # it is being written
                said = json.loads(file.read())
                return Holder(said["name"], datetime.fromisoformat(said["since"]))
    return None


class FileDuty:
    """One keeper's place among all of a SQLite database, as ``duty.Duty`` on PostgreSQL."""

    def __init__(self, database: Path) -> None:
        self._place = lock_beside(database)
        self._file: int | None = None

    async def taken(self) -> Term | None:
        """Try once to be the one on duty. None where another is."""
        file = os.open(self._place, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return None
        self._file = file
        if not self._is_ours():
            self.drop()
            return None
        term = Term(os.getpid(), now())
        os.ftruncate(file, 0)
        os.write(file, json.dumps(asdict(Holder(here(), term.since)), default=datetime.isoformat).encode())
        return term

    async def lost(self) -> None:
        """Come back when somebody has taken the file away: a lock on it keeps no other keeper off."""
        while self._is_ours():  # noqa: ASYNC110 - nothing else tells of it
            await asyncio.sleep(BEAT)
        self.drop()

    def drop(self) -> None:
        """Let another have it."""
        file, self._file = self._file, None
        if file is not None:
            os.close(file)

    def _is_ours(self) -> bool:
        with contextlib.suppress(OSError):
            return self._file is not None and os.path.samestat(os.fstat(self._file), self._place.stat())
        return False
