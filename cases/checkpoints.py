"""Checkpoints of the journal: its last hash, written down where the database's keepers cannot rewrite it.

The chain tells every change but one: rows cut off its end. A checkpoint kept elsewhere tells that, too.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cases import files
from cases.clock import now
from cases.errors import CheckpointsDamaged, FileNotReadable
from cases.journal import GENESIS, Chain
from cases.tables import JournalEntry

GROUP = 4
SHORT = 32


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The journal up to row seq had this hash. prev: SHA-256 of the line before in the file, so that none can go."""

    seq: int
    hash: str
    at: datetime
    prev: str

    @property
    def line(self) -> bytes:
        said = {"seq": self.seq, "hash": self.hash, "at": self.at.isoformat(timespec="seconds"), "prev": self.prev}
        return json.dumps(said, sort_keys=True).encode()


def spoken(digest: str) -> str:
    """The beginning of a hash as people copy it down: eight groups of four."""
    return " ".join(digest[at : at + GROUP] for at in range(0, SHORT, GROUP))


def checkpoints_in(file: Path) -> list[Checkpoint]:
    """The checkpoints of a file, the oldest first; none where there is no file. Raises CheckpointsDamaged."""
    found: list[Checkpoint] = []
    lines = file.read_bytes().splitlines() if file.exists() else []
    before = GENESIS
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            one = Checkpoint(int(row["seq"]), str(row["hash"]), datetime.fromisoformat(row["at"]), str(row["prev"]))
        except (ValueError, TypeError, KeyError) as problem:
            raise CheckpointsDamaged(str(file), number) from problem
        if one.prev != before or (found and one.seq < found[-1].seq):
            raise CheckpointsDamaged(str(file), number)
        found.append(one)
        before = hashlib.sha256(line).hexdigest()
    return found


def add_checkpoint(file: Path, chain: Chain) -> Checkpoint:
    """Add the end of a chain that was just examined to a file. The file is only ever added to, and is on the disk."""
    lines = file.read_bytes().splitlines() if file.exists() else []
    made = Checkpoint(chain.count, chain.hash, now(), hashlib.sha256(lines[-1]).hexdigest() if lines else GENESIS)
    try:
        with file.open("ab") as out:
            out.write(made.line + b"\n")
            out.flush()
            os.fsync(out.fileno())
    except OSError as problem:
        raise FileNotReadable(str(file), problem.strerror or "") from problem
    files.settle(file.parent)
    return made


async def first_unmet(points: Sequence[Checkpoint]) -> Checkpoint | None:
    """The first checkpoint that the opened database's journal does not meet any more, None where it meets all."""
    for point in points:
        if point.seq == 0:
            continue
        row = await JournalEntry.select(JournalEntry.hash).where(JournalEntry.seq == point.seq).first()
        if row is None or row["hash"] != point.hash:
            return point
    return None
