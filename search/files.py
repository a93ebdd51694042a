"""Whoosh's files, read where they lie: what is needed of them, when it is needed.

Whoosh copies every file of an index into memory when it opens it, the texts and all. Nor are they mapped: pages of a
map count as the program's own memory, and a file that is cut short under a map ends the process, not one answer.
"""

import os
import weakref
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

_AHEAD = 8192  # bytes read at once, for Whoosh asks for a few at a time


class _Source:
    """An open file, closed when nothing refers to it."""

    def __init__(self, path: Path) -> None:
        self.handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self.handle)
        self.size = os.fstat(self.handle).st_size

    def read(self, place: int, size: int) -> bytes:
        """So many bytes. Raises EOFError where the file is shorter than it was."""
        pieces = []
        while size > 0:
            piece = os.pread(self.handle, size, place)
            if not piece:
                raise EOFError(f"the file ends at {place}")
            pieces.append(piece)
            place += len(piece)
            size -= len(piece)
        return b"".join(pieces) if len(pieces) != 1 else pieces[0]


class _Stretch:
    """A part of a file with a place to read on from; for one thread at a time."""

    def __init__(self, source: _Source, start: int, size: int) -> None:
        self.source, self.start, self.size = source, start, size
        self._at = 0
        self._held, self._held_at = b"", 0

    def take(self, place: int, size: int) -> bytes:
        """So many bytes from a place on, fewer at the end."""
        size = max(0, min(size, self.size - place))
        offset = place - self._held_at
        if not (offset >= 0 and offset + size <= len(self._held)):
            if size >= _AHEAD:
                return self.source.read(self.start + place, size)
            self._held = self.source.read(self.start + place, min(_AHEAD, max(0, self.size - place)))
            self._held_at, offset = place, 0
        return self._held[offset : offset + size]

    def read(self, size: int = -1) -> bytes:
        """The next bytes, all that are left where no size is given."""
        data = self.take(self._at, self.size if size is None or size < 0 else size)
        self._at += len(data)
        return data

    def readline(self) -> bytes:
        """The next bytes up to the end of a line; pickles of old protocols hold lines."""
        line = bytearray()
        while (letter := self.read(1)) and letter != b"\n":
            line += letter
        return bytes(line + letter)

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        """Read on from another place."""
        self._at = place + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        return self._at

    def tell(self) -> int:
        """Where the next byte comes from."""
        return self._at


class Part(StructFile):
    """A file, or a part of one, as Whoosh reads it."""

    def __init__(self, stretch: _Stretch, name: str, onclose: Any = None) -> None:
        super().__init__(stretch, name, onclose)

    def get(self, position: int, length: int) -> bytes:
        """Bytes at a position."""
        return self.file.take(position, length)

    def cut(self, position: int, length: int) -> bytes:
        """The same for any number of threads: nothing is read ahead."""
        stretch: _Stretch = self.file
        if position + length > stretch.size:
            raise EOFError(f"{self._name} ends at {stretch.size}")
        return stretch.source.read(stretch.start + position, length)

    def subset(self, offset: int, length: int, name: str | None = None) -> "Part":
        """A part of this part."""
        stretch: _Stretch = self.file
        return Part(_Stretch(stretch.source, stretch.start + offset, length), name or self._name)


class Files(FileStorage):
    """A folder of Whoosh's files; what it writes, it writes as ever."""

    def __init__(self, folder: Path | str) -> None:
        super().__init__(str(folder), supports_mmap=False)

    def open_file(self, name: str, **options: Any) -> Part:
        """A file to read."""
        source = _Source(Path(self._fpath(name)))
        return Part(_Stretch(source, 0, source.size), name, **options)
