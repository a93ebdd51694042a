"""What the files of a build must be: written down when a commit ends, so that damage is found before it answers.

Whoosh neither syncs its files nor sums them: after a loss of power they may be empty, old or torn, and a flipped bit
answers as if nothing were wrong.
"""

import json
import os
import time
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_CHUNK = 1 << 20
READ_AGAIN = 600.0  # seconds after which a file is read again that looks as it did
_PASSING = (".tmp", ".run", "_WRITELOCK")  # endings of what Whoosh keeps beside an index while it writes
Seal = dict[str, list[int]]


def seal(build: Path, known: Mapping[str, Any]) -> Seal:
    """Size and CRC-32 of each file of a build, all of which are on the disk when this returns.

    known: the seal of the commit before; what it names was written once and is not read again.
    """
    found: Seal = {}
    for name, size in _files(build).items():
        before = known.get(name)
        if before is None:
            _sync(build / name)
            before = [size, _sum(build / name)]
        found[name] = list(before)
    _sync(build)
    return found


def sealed(said: Mapping[str, Any]) -> str:
    """What a pointer says, with its own sum, as a line of JSON."""
    return json.dumps({**said, "sum": _said(said)})


def unsealed(said: dict[str, Any]) -> dict[str, Any]:
    """The same without its sum. Raises ValueError where it is not what was written."""
    if said.pop("sum", None) != _said(said):
        raise ValueError("the pointer is damaged")
    return said


def put(place: Path, text: str) -> None:
    """Write a file in one step that cannot be seen half done, and have it on the disk."""
    draft = place.with_name(f"{place.name}.new")
    draft.write_text(text, "utf-8")
    _sync(draft)
    draft.replace(place)
    _sync(place.parent)


class Inspector:
    """Looks builds over again and again: a file that looks as it did is read anew now and then only."""

    def __init__(self) -> None:
        self._good: dict[tuple[str, int, int, int], float] = {}

    def fault(self, build: Path, wanted: Mapping[str, Any]) -> str | None:
        """The first file that is not as it was written, in words for the log; None where all are."""
        kept: dict[tuple[str, int, int, int], float] = {}
        now = time.monotonic()
        for name, (size, total) in wanted.items():
            try:
                state = (build / name).stat()
                look = (str(build / name), state.st_ino, state.st_size, state.st_mtime_ns)
                at = self._good.get(look)
                if at is None or now - at > READ_AGAIN:
                    if state.st_size != size or _sum(build / name) != total:
                        return f"{name} is not what was written"
                    at = now
            except OSError as error:
                return f"{name}: {error.strerror}"
            kept[look] = at
        self._good = kept
        return None


def _files(build: Path) -> dict[str, int]:
    with os.scandir(build) as entries:
        return {one.name: one.stat().st_size for one in entries if one.is_file() and not one.name.endswith(_PASSING)}


def _sum(place: Path) -> int:
    total = 0
    with place.open("rb") as file:
        while chunk := file.read(_CHUNK):
            total = zlib.crc32(chunk, total)
    return total


def _said(said: Mapping[str, Any]) -> int:
    return zlib.crc32(json.dumps(said, sort_keys=True).encode())


def _sync(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
