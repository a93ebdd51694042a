"""A folder as a store: of this machine, or one that several machines mount.

A file is written beside its place, brought to the disk, then put there in one step, so that on a shared folder, too,
nobody sees half of it. What a shared folder must keep to: renaming replaces at once, and fsync waits for the server's
disk (NFS: exported ``sync``, mounted ``hard`` and ``lookupcache=positive``). ``dafu doctor`` tries both.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cases.stores import CHUNK, Held

HALF = ".new-"  # how files begin that are still being written


@dataclass(frozen=True, slots=True)
class Folder:
    """The store below a path, which is made on first use."""

    path: Path

    def write(self, key: str, data: bytes | BinaryIO) -> None:
        place = self.path / key
        _make(place.parent)
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=HALF)
        try:
            with os.fdopen(handle, "wb") as file:
                if isinstance(data, bytes):
                    file.write(data)
                else:
                    shutil.copyfileobj(data, file, CHUNK)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(place)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        settle(place.parent)

    def read(self, key: str) -> bytes:
        return (self.path / key).read_bytes()

    def chunks(self, key: str) -> Iterator[bytes]:
        return _chunks((self.path / key).open("rb"))

    def size(self, key: str) -> int | None:
        place = self.path / key
        return place.stat().st_size if place.is_file() else None

    def listing(self, prefix: str) -> Iterator[Held]:
        for place in sorted((self.path / prefix).rglob("*") if (self.path / prefix).is_dir() else ()):
            if place.is_file():
                said = place.stat()
                yield Held(place.relative_to(self.path).as_posix(), said.st_size, said.st_mtime)

    def remove(self, key: str) -> None:
        (self.path / key).unlink(missing_ok=True)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def _make(folder: Path) -> None:
    """The folder with every parent it needs, each new one's entry on the disk as well."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        settle(folder.parent)


def settle(folder: Path) -> None:
    """Have the folder's own entry on the disk; systems that cannot open folders do so by themselves."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
