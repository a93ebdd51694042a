"""What the processes of one machine have counted, laid beside one another: any of them may be asked for all."""

import asyncio
import contextlib
import json
import os
import socket
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

from server.meter import Meter

EVERY = 2.0  # seconds between two notes


@contextlib.asynccontextmanager
async def shown(meter: Meter, folder: Path) -> AsyncIterator[None]:
    """Let the others know what this process counts, while the block runs."""
    task = asyncio.create_task(_noting(meter, _place(folder, os.getpid())))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        with contextlib.suppress(OSError):
            _place(folder, os.getpid()).unlink(missing_ok=True)


def others(folder: Path) -> dict[int, Meter]:
    """What the other living processes on this machine have counted, some seconds ago, by their numbers."""
    found = {}
    for place in folder.glob(_place(folder, "*").name):
        number = int(place.stem.rpartition("-")[2])
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):  # one that ends or is being written
            os.kill(number, 0)
            if number != os.getpid():
                found[number] = _read(place)
    return found


def _place(folder: Path, number: int | str) -> Path:
    """The machine is in the name, for a data folder may be shared."""
    return folder / f"meter-{socket.gethostname()}-{number}.json"


async def _noting(meter: Meter, place: Path) -> None:
    while True:
        with contextlib.suppress(OSError):  # counting must not hinder serving
            await asyncio.to_thread(_write, meter, place)
        await asyncio.sleep(EVERY)


def _write(meter: Meter, place: Path) -> None:
    said = {
        "started": meter.started,
        "answers": [[*key, count] for key, count in list(meter.answers.items())],
        "buckets": [[*key, count] for key, count in list(meter.buckets.items())],
        "seconds": dict(meter.seconds),
    }
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_suffix(".part")
    beside.write_text(json.dumps(said), encoding="utf-8")
    beside.replace(place)


def _read(place: Path) -> Meter:
    said = json.loads(place.read_text(encoding="utf-8"))
    return Meter(
        started=float(said["started"]),
        answers=Counter({(method, status): count for method, status, count in said["answers"]}),
        buckets=Counter({(kind, at): count for kind, at, count in said["buckets"]}),
        seconds=dict(said["seconds"]),
    )
