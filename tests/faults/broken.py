"""The program with one protection taken away, to prove that the faults would be noticed: ``broken WHICH serve …``."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cases import database, fulltext, journal, requests
from cases.actions import proposal_texts
from cases.engines import duty, sqlite
from cases.fulltext import keeping
from cases.stores import folder
from server import keeper
from server.controllers import submissions

LATE_SECONDS = 1.0
_running: set[asyncio.Task] = set()


def saved_before_it_is() -> None:
    """Says 已保存 at once and saves a second later: what was acknowledged is lost with the process (I1)."""
    real = proposal_texts.save_text

    async def early(case_id: int, written: Any, *, seen: int, **more: Any) -> Any:
        async def later() -> None:
            await asyncio.sleep(LATE_SECONDS)
            await real(case_id, written, seen=seen, **more)

        task = asyncio.create_task(later())
        _running.add(task)
        task.add_done_callback(_running.discard)
        return proposal_texts.Saved(seen, database.now())

    submissions.save_text = early


def counted_apart() -> None:
    """Takes the journal's numbers from the process instead of the database: the chain forks or breaks (I4), or, where
    the database holds against it, nothing more can be written (I9)."""
    real = journal.next_value

    async def apart(name: str, count: int = 1) -> int:
        number = await real(name, count)
        return number + 1 if name == "journal" and number % 5 == 0 else number

    journal.next_value = apart


def synchronous_off() -> None:
    """Commits without waiting for the disk: a cut takes the database, or what was acknowledged (I1, I11)."""
    sqlite.durability_for = lambda version: sqlite.Durability("delete", 0)


def wal_normal() -> None:
    """A write-ahead log that is synced now and then, as recipes for speed say: a cut takes the last commits (I1)."""
    sqlite.durability_for = lambda version: sqlite.Durability("wal", 1)


def renamed_unsynced() -> None:
    """Puts files into the store without having their bytes on the disk: a cut leaves empty ones (I6)."""
    folder.os = _Unsynced(folder.os)  # type: ignore[assignment]


class _Unsynced:
    """A module whose fsync does nothing."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return (lambda handle: None) if name == "fsync" else getattr(self._real, name)


def index_left_alone() -> None:
    """Never makes a damaged index anew while the program runs (I5)."""

    async def not_mended(index: Any, *more: Any, **named: Any) -> bool:
        return False

    keeper.mend = not_mended


def marks_dropped_first() -> None:
    """Forgets what is to be indexed before it is indexed: what is killed in between is never found (I5)."""
    real = keeping.search.write

    async def refresh(index: Any, limit: int = 500, **more: Any) -> int:
        marks = await keeping.StaleMark.select(*keeping.StaleMark.all_columns()).limit(limit)
        await keeping._forget(marks)
        await asyncio.sleep(LATE_SECONDS)
        cases = [mark["thing_id"] for mark in marks if mark["thing"] == "case"]
        documents = [fulltext.document_of(entry) for entry in await keeping.case_entries(cases)]
        await asyncio.to_thread(real, index.folder, documents, groups=[f"case:{i}" for i in cases], wait=20)
        return len(marks)

    fulltext.refresh = refresh


def keepers_unlocked() -> None:
    """Puts every keeper on duty that asks for it, whoever else is: several do the same work at once (I2)."""

    async def taken(self: duty.Duty) -> duty.Term:
        self._connection = self._connection or await duty.asyncpg.connect(**self._config)
        return duty.Term(self._connection.get_server_pid(), database.now())

    async def check(connection: Any) -> None:
        return None

    duty.Duty.taken, duty.check = taken, check  # type: ignore[method-assign]


def journal_apart() -> None:
    """Writes what happened into the journal a second after it has happened (I3, I2)."""
    real = journal.record_all

    async def apart(actor: Any, acts: Sequence[Any]) -> int:
        await requests.remember(actor)

        async def later() -> None:
            await asyncio.sleep(LATE_SECONDS)
            database.engine().current_transaction.set(None)
            async with database.write_tx():
                await real(actor, acts)

        task = asyncio.create_task(later())
        _running.add(task)
        task.add_done_callback(_running.discard)
        return 0

    journal.record_all = apart


def keys_ignored() -> None:
    """Carries a form out as often as it is sent (I2)."""

    async def forgotten(*words: Any) -> None:
        return None

    journal.remember = forgotten
    requests.place_of = forgotten
    from server import once

    once.place_of = forgotten


@dataclass(frozen=True, slots=True)
class Control:
    """take_away: takes the protection away. fault: under which it is noticed. everywhere: the run itself must do
    without it, too, or it would put it back. only: the database that has this protection; both where empty."""

    take_away: Callable[[], None]
    fault: str
    everywhere: bool = False
    only: str = ""


CONTROLS = {
    "counted_apart": Control(counted_apart, "kill_web"),
    "index_left_alone": Control(index_left_alone, "index_deleted"),
    "journal_apart": Control(journal_apart, "kill_web"),
    "keepers_unlocked": Control(keepers_unlocked, "keeper_hangs", only="postgres"),
    "keys_ignored": Control(keys_ignored, "kill_web"),
    "marks_dropped_first": Control(marks_dropped_first, "kill_indexing", only="sqlite"),
    "renamed_unsynced": Control(renamed_unsynced, "power"),
    "saved_before_it_is": Control(saved_before_it_is, "kill_web"),
    "synchronous_off": Control(synchronous_off, "power", everywhere=True, only="sqlite"),
    "wal_normal": Control(wal_normal, "power", everywhere=True, only="sqlite"),
}


def databases_of(control: str, databases: Sequence[str]) -> list[str]:
    """Of some databases those that a control can be run on; takes the protection from this process where need be."""
    if CONTROLS[control].everywhere:
        CONTROLS[control].take_away()
    return [one for one in databases if CONTROLS[control].only in ("", one)]


if __name__ == "__main__":
    CONTROLS[sys.argv.pop(1)].take_away()
    from server.cli import main

    main(prog_name="dafu")
