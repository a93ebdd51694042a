"""The program with one protection taken away, to prove that the faults would be noticed: ``broken WHICH serve …``."""

import asyncio
import sys
from collections.abc import Callable
from typing import Any

from cases import database, journal
from cases.actions import proposal_texts
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
    """Takes the journal's numbers from the process instead of the database: the chain forks or breaks (I4, I2)."""
    real = journal.next_value

    async def apart(name: str, count: int = 1) -> int:
        number = await real(name, count)
        return number + 1 if name == "journal" and number % 5 == 0 else number

    journal.next_value = apart


CONTROLS: dict[str, Callable[[], None]] = {"saved_before_it_is": saved_before_it_is, "counted_apart": counted_apart}

if __name__ == "__main__":
    CONTROLS[sys.argv.pop(1)]()
    from server.cli import main

    main(prog_name="dafu")
