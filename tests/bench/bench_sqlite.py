"""SQLite's libraries and journals side by side: four writers and eight readers of a large archive in one event loop.

``python -m tests.bench.bench_sqlite --archive DIR [--seconds 5]``: each library that is installed, in each mode that
it may run in, in a process of its own on a copy of its own. ``busy``: the same reads while a thread computes, for the
lock of the interpreter is the other thing that they wait for. Seconds of the processor are of the whole process.
"""

import argparse
import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

WRITERS, READERS = 4, 8
MODES = {"delete": ("delete", 3), "wal": ("wal", 2)}
READS = (
    "SELECT * FROM cases WHERE id = ?",
    'SELECT * FROM assignments WHERE "case" = ?',
    "SELECT id, number, title, state FROM cases WHERE id < ? ORDER BY id DESC LIMIT 50",
    "SELECT seq, verb, reason FROM journal WHERE seq < ? ORDER BY seq DESC LIMIT 100",
)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--archive", type=Path, required=True)
    words.add_argument("--seconds", type=float, default=5)
    words.add_argument("--child", nargs=3)  # library, mode, seconds between two switches of threads
    asked = words.parse_args()
    if asked.child:
        print(json.dumps(_child(asked.archive, asked.seconds, *asked.child)))
        return
    names = (
        "library",
        "mode",
        "switch",
        "version",
        "work",
        "reads/s",
        "read p50",
        "p95",
        "p99 ms",
        "writes/s",
        "p95 ms",
        "CPU s",
        "log MB",
    )
    print("| " + " | ".join(names) + " |\n|" + " --- |" * len(names))
    for library, mode, switch in (
        ("standard", "delete", "0.005"),
        ("newer", "delete", "0.005"),
        ("newer", "wal", "0.005"),
        ("newer", "wal", "0.001"),
    ):
        with tempfile.TemporaryDirectory(dir=asked.archive.parent) as folder:
            shutil.copyfile(asked.archive / "dafu.sqlite", Path(folder) / "dafu.sqlite")
            told = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "tests.bench.bench_sqlite",
                    "--archive",
                    folder,
                    "--seconds",
                    str(asked.seconds),
                    "--child",
                    library,
                    mode,
                    switch,
                ],
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
        for row in json.loads(told.stdout):
            print("| " + " | ".join([library, mode, switch, *row]) + " |", flush=True)


def _child(folder: Path, seconds: float, library: str, mode: str, switch: str) -> list[list[str]]:
    if library == "standard":
        sys.modules["pysqlite3"] = None  # type: ignore[assignment]
    from cases.engines import library as own
    from cases.engines import sqlite

    wanted = own.Durability(*MODES[mode])
    sqlite.durability_for = lambda version: wanted
    sys.setswitchinterval(float(switch))
    return asyncio.run(_measured(folder, seconds, ".".join(map(str, own.VERSION))))


async def _measured(folder: Path, seconds: float, version: str) -> list[list[str]]:
    from cases import database

    await database.open_database(f"sqlite:///{folder / 'dafu.sqlite'}")
    made = [[version, name, *await _one(seconds, **asked)] for name, asked in WORK.items()]
    await database.close()
    return made


WORK: dict[str, dict[str, Any]] = {
    "reads": {"writers": 0},
    "both": {"writers": WRITERS},
    "busy": {"writers": 0, "busy": True},
    "both, busy": {"writers": WRITERS, "busy": True},
}


async def _one(seconds: float, *, writers: int, busy: bool = False) -> list[str]:
    from cases import database
    from cases.engines.sqlite import PooledSQLiteEngine

    end, reads, writes, longest = time.perf_counter() + seconds, [], [], 0.0
    engine, chance, stopped = database.engine(), Random(7), threading.Event()

    async def read() -> None:
        while time.perf_counter() < end:
            begun = time.perf_counter()
            await PooledSQLiteEngine._run_in_new_connection(engine, chance.choice(READS), [chance.randint(1, 20_000)])
            reads.append(time.perf_counter() - begun)
            await asyncio.sleep(chance.random() * 0.004)

    async def write() -> None:
        nonlocal longest
        while time.perf_counter() < end:
            begun = time.perf_counter()
            await _write(chance.randint(1, 20_000))
            writes.append(time.perf_counter() - begun)
            longest = max(longest, engine._log_length() / 1024**2)
            await asyncio.sleep(chance.random() * 0.02)

    thread = threading.Thread(target=_compute, args=(stopped,))
    if busy:
        thread.start()
    spent = time.process_time()
    await asyncio.gather(*(read() for _ in range(READERS)), *(write() for _ in range(writers)))
    spent = time.process_time() - spent
    stopped.set()
    if busy:
        thread.join()
    shown = [len(reads) / seconds, _share(reads, 0.5), _share(reads, 0.95), _share(reads, 0.99)]
    return [f"{one:.2f}" for one in (*shown, len(writes) / seconds, _share(writes, 0.95), spent, longest)]


async def _write(case: int) -> None:
    from cases import database, journal, tables
    from cases.actor import SYSTEM
    from cases.stale_marks import mark_stale
    from cases.vocabulary import Verb

    async with database.write_tx():
        await tables.Case.update({tables.Case.updated_at: database.now()}).where(tables.Case.id == case)
        await mark_stale(("case", case))
        await journal.record(SYSTEM, Verb.EXPORT, "case", case)


def _compute(stopped: threading.Event) -> None:
    """What holds the lock of the interpreter as long as it is let."""
    while not stopped.is_set():
        sum(number * number for number in range(2_000))


def _share(seconds: Sequence[float], share: float) -> float:
    """Milliseconds within which that share of them was done."""
    return sorted(seconds)[int(len(seconds) * share)] * 1000 if seconds else 0.0


if __name__ == "__main__":
    main()
