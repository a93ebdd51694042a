"""What a file system in memory knows of a file or folder: how it is, and how a loss of power would leave it."""

import random
import stat
import time
from dataclasses import dataclass, field

PAGE = 4096


@dataclass
class Node:
    """A file or folder, as it is and as it would be found after a cut. names: of a folder."""

    mode: int
    data: bytearray = field(default_factory=bytearray)
    kept: bytearray = field(default_factory=bytearray)
    dirty: set[int] = field(default_factory=set)
    names: dict[str, "Node"] = field(default_factory=dict)
    kept_names: dict[str, "Node"] = field(default_factory=dict)
    changed: int = field(default_factory=time.time_ns)

    @property
    def is_folder(self) -> bool:
        return stat.S_ISDIR(self.mode)

    def write(self, data: bytes, offset: int) -> None:
        if offset > len(self.data):
            self.truncate(offset)
        self.data[offset : offset + len(data)] = data
        self.dirty.update(range(offset // PAGE, (offset + len(data) - 1) // PAGE + 1) if data else ())
        self.changed = time.time_ns()

    def truncate(self, length: int) -> None:
        if length < len(self.data):
            del self.data[length:]
            self.dirty = {page for page in self.dirty if page * PAGE < length}
        else:
            self.dirty.update(range(len(self.data) // PAGE, length // PAGE + 1))
            self.data.extend(bytes(length - len(self.data)))
        self.changed = time.time_ns()

    def sync(self) -> None:
        """Bytes of a file, names of a folder are on the disk."""
        self._take(self.dirty)
        del self.kept[len(self.data) :]
        self.dirty.clear()
        self.kept_names = dict(self.names)

    def lose(self, mode: str, draw: random.Random) -> None:
        """Become what a cut leaves. mode: see ``power.MODES``."""
        if mode == "half":
            self._take({page for page in self.dirty if draw.random() < 0.5})
            if draw.random() < 0.5:
                del self.kept[len(self.data) :]
            for name in {*self.names, *self.kept_names}:
                now = self.names.get(name)
                if now is not self.kept_names.get(name) and draw.random() < 0.5:
                    _put(self.kept_names, name, now)
        elif mode == "names":
            self.kept_names = dict(self.names)
        self.data, self.names = bytearray(self.kept), dict(self.kept_names)
        for one in self.names.values():
            one.lose(mode, draw)

    def _take(self, pages: set[int]) -> None:
        for page in sorted(pages):
            begin = page * PAGE
            some = self.data[begin : begin + PAGE]
            if begin > len(self.kept):
                self.kept.extend(bytes(begin - len(self.kept)))
            self.kept[begin : begin + len(some)] = some


def _put(names: dict[str, Node], name: str, node: Node | None) -> None:
    if node is None:
        names.pop(name, None)
    else:
        names[name] = node
