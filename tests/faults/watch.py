"""What the processes of an installation take: memory, open files, threads, the write-ahead log."""

import contextlib
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from cases.database import sqlite_file
from cases.engines.sqlite import LOG_BYTES
from cases.invariants.runs import Load
from tests.faults.site import Site

# A Python process gives memory back late: what stays within this share of a quiet hour's is no leak.
SHARE = 0.25


def load_of(site: Site) -> tuple[tuple[int, ...], Load]:
    """The processes, and what they take together."""
    pids = sorted(pid for process in site.running.values() for pid in _family(process.pid))
    log = 0
    file = sqlite_file(site.url)
    if file is not None:
        wal = file.with_name(f"{file.name}-wal")
        log = max(0, wal.stat().st_size - LOG_BYTES) if wal.exists() else 0  # up to there it is written over, not cut
    found = [_of(pid) for pid in pids]
    return tuple(pids), Load(sum(m for m, _, _ in found), sum(f for _, f, _ in found), sum(t for _, _, t in found), log)


def opened(pids: Iterable[int]) -> Counter[str]:
    """What processes hold open, by the kind or the name of it without its numbers."""
    found = Counter[str]()
    for pid in pids:
        with contextlib.suppress(OSError):  # one that has just ended holds nothing
            for one in Path(f"/proc/{pid}/fd").iterdir():
                with contextlib.suppress(OSError):
                    found[re.sub(r"[0-9a-f]*\d[0-9a-f]*", "", Path(one.readlink()).name)] += 1
    return found


def _of(pid: int) -> tuple[int, int, int]:
    place = Path(f"/proc/{pid}")
    with contextlib.suppress(OSError, ValueError, KeyError, IndexError):  # one that has just ended has no memory
        lines = dict(line.split(":", 1) for line in (place / "status").read_text().splitlines() if ":" in line)
        return int(lines["VmRSS"].split()[0]) * 1024, len(list((place / "fd").iterdir())), int(lines["Threads"])
    return 0, 0, 0


def _family(pid: int) -> list[int]:
    found = [pid]
    for one in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [more for child in one.read_text().split() for more in _family(int(child))]
    return found
