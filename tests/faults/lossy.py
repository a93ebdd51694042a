"""A file system in memory that keeps over a loss of power only what was synced: ``lossy PLACE KEPT`` with an order
on stdin: ``settle`` writes everything to KEPT and ends, ``cut MODE SEED`` writes what a cut leaves and ends.

Stricter than a disk's file system: a name lasts only when its folder was synced, bytes only when their file was.
"""

import errno
import os
import random
import stat
import sys
import threading
import time
from pathlib import Path
from typing import Any

import mfusepy

from tests.faults.node import PAGE, Node


class Disk(mfusepy.Operations):
    """The calls of the kernel."""

    use_ns = True

    def __init__(self, root: Node) -> None:
        self.root = root

    def node(self, path: str) -> Node:
        node = self.root
        for name in path.split("/"):
            if name:
                if name not in node.names:
                    raise mfusepy.FuseOSError(errno.ENOENT)
                node = node.names[name]
        return node

    def _parent(self, path: str) -> tuple[Node, str]:
        folder, _, name = path.rpartition("/")
        return self.node(folder), name

    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
        node = self.node(path)
        times = dict.fromkeys(("st_mtime", "st_ctime", "st_atime"), node.changed)
        owner = {"st_uid": os.geteuid(), "st_gid": os.getegid()}
        return {"st_mode": node.mode, "st_size": len(node.data), "st_nlink": 1, **times, **owner}

    def readdir(self, path: str, fh: int) -> list[str]:
        return [".", "..", *self.node(path).names]

    def mkdir(self, path: str, mode: int) -> None:
        parent, name = self._parent(path)
        parent.names[name] = Node(stat.S_IFDIR | mode)

    def create(self, path: str, mode: int, fi: Any = None) -> int:
        parent, name = self._parent(path)
        parent.names[name] = Node(stat.S_IFREG | mode)
        return 0

    def unlink(self, path: str) -> None:
        parent, name = self._parent(path)
        del parent.names[name]

    def rmdir(self, path: str) -> None:
        if self.node(path).names:
            raise mfusepy.FuseOSError(errno.ENOTEMPTY)
        self.unlink(path)

    def rename(self, old: str, new: str) -> None:
        parent, name = self._parent(old)
        there, as_ = self._parent(new)
        there.names[as_] = parent.names.pop(name)

    def link(self, target: str, source: str) -> None:
        there, name = self._parent(target)
        there.names[name] = self.node(source)

    def open(self, path: str, flags: int) -> int:
        self.node(path)
        return 0

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        return bytes(self.node(path).data[offset : offset + size])

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        self.node(path).write(data, offset)
        return len(data)

    def truncate(self, path: str, length: int, fh: int | None = None) -> None:
        self.node(path).truncate(length)

    def fsync(self, path: str, datasync: int, fh: int) -> None:
        self.node(path).sync()

    def fsyncdir(self, path: str, datasync: int, fh: int) -> None:
        self.node(path).sync()

    def chmod(self, path: str, mode: int) -> None:
        node = self.node(path)
        node.mode = stat.S_IFMT(node.mode) | stat.S_IMODE(mode)

    def chown(self, path: str, uid: int, gid: int) -> None:
        self.node(path)

    def utimens(self, path: str, times: tuple[int, int] | None = None) -> None:
        self.node(path).changed = times[1] if times else time.time_ns()

    def statfs(self, path: str) -> dict[str, int]:
        return {"f_bsize": PAGE, "f_frsize": PAGE, "f_blocks": 1 << 20, "f_bfree": 1 << 20, "f_bavail": 1 << 20}


def read_from(place: Path) -> Node:
    """What lies in a folder, as synced."""
    if place.is_dir():
        names = {one.name: read_from(one) for one in place.iterdir()}
        return Node(stat.S_IFDIR | 0o755, names=names, kept_names=dict(names))
    data = place.read_bytes()
    state = place.stat()
    return Node(stat.S_IFREG | stat.S_IMODE(state.st_mode), bytearray(data), bytearray(data), changed=state.st_mtime_ns)


def write_to(place: Path, node: Node) -> None:
    """What is, into a folder; what lay there goes."""
    for name in {one.name for one in place.iterdir()} - set(node.names):
        _remove(place / name)
    for name, one in node.names.items():
        there = place / name
        if one.is_folder:
            there.mkdir(exist_ok=True)
            write_to(there, one)
        else:
            there.write_bytes(one.data)
            there.chmod(stat.S_IMODE(one.mode))
            os.utime(there, ns=(one.changed, one.changed))


def _remove(place: Path) -> None:
    if place.is_dir():
        for one in place.iterdir():
            _remove(one)
        place.rmdir()
    else:
        place.unlink()


def _obey(disk: Disk, kept: Path) -> None:
    """Wait for the order that ends it, carry it out, and end."""
    words = sys.stdin.readline().split()
    if words[:1] == ["cut"]:
        disk.root.lose(words[1], random.Random(int(words[2])))
    if words:
        write_to(kept, disk.root)
    os._exit(0)


def main() -> None:
    place, kept = Path(sys.argv[1]), Path(sys.argv[2])
    disk = Disk(read_from(kept))
    threading.Thread(target=_obey, args=(disk, kept), daemon=True).start()
    mfusepy.FUSE(disk, str(place), foreground=True, nothreads=True, fsname="dafu-lossy")


if __name__ == "__main__":
    main()
