"""The file of a backup: a zip that is written beside its place, hashed as it grows, and put there when it is whole."""

import contextlib
import errno
import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cases import files
from cases.backups.manifest import NAME, Manifest, Member, manifest_of
from cases.engines.library import sqlite3
from cases.errors import BackupDamaged, FileNotThere, NoRoom
from cases.stores import Store

CHUNK = 1024 * 1024
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, OSError)


class Pack:
    """The members written so far."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members: list[Member] = []

    @contextlib.contextmanager
    def member(self, name: str, *, packed: bool = True) -> Iterator["Hashed"]:
        """A place to write one member to. packed: False for what would not become smaller."""
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with self._archive.open(info, "w", force_zip64=True) as out:
            hashed = Hashed(out)
            yield hashed
        self.members.append(Member(name, hashed.size, hashed.sha256.hexdigest()))

    def add(self, name: str, chunks: Iterable[bytes], *, packed: bool = True) -> None:
        """Write what comes bit by bit as a member."""
        with self.member(name, packed=packed) as out:
            for chunk in chunks:
                out.write(chunk)

    def close(self, manifest: Manifest) -> None:
        """Write the manifest, the last member."""
        self._archive.writestr(zipfile.ZipInfo(NAME), manifest.written(), zipfile.ZIP_DEFLATED)


class Hashed:
    """A place to write to that counts and hashes what passes."""

    def __init__(self, out: Any) -> None:
        self._out, self.size, self.sha256 = out, 0, hashlib.sha256()

    def write(self, data: bytes) -> None:
        self._out.write(data)
        self.size += len(data)
        self.sha256.update(data)


@contextlib.contextmanager
def packing(target: Path) -> Iterator[Pack]:
    """A new backup under a name that nothing has yet; it is on the disk when the block ends, or not there at all.

    Raises NoRoom where the disk is full.
    """
    beside = target.with_name(f".{target.name}.part")
    with room_for(target):
        try:
            with open(beside, "wb", opener=_private) as out:
                with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                    yield Pack(archive)
                out.flush()
                os.fsync(out.fileno())
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
        files.settle(target.parent)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@contextlib.contextmanager
def room_for(place: Path) -> Iterator[None]:
    """Tell a full disk from everything else that may go wrong. Raises NoRoom."""
    try:
        yield
    except OSError as problem:
        if problem.errno not in _FULL:
            raise
        raise NoRoom(str(place), problem.strerror or "") from problem
    except sqlite3.OperationalError as problem:
        if "disk is full" not in str(problem) and not _is_full(place.parent):
            raise
        raise NoRoom(str(place), str(problem)) from problem


def _is_full(folder: Path) -> bool:
    """Whether nothing more can be written. Of a quota that is used up SQLite says no more than that writing failed."""
    try:
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(bytes(CHUNK))
            trial.flush()
            os.fsync(trial.fileno())
    except OSError as problem:
        return problem.errno in _FULL
    return False


class Opened:
    """A backup that is read: its manifest, and its members, each held against its hash."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name, self._archive = name, archive
        with self._damage("清单读不出来"):
            self.manifest = manifest_of(name, archive.read(NAME))
        listed = sorted([member.name for member in self.manifest.members] + [NAME])
        if listed != sorted(archive.namelist()):
            raise BackupDamaged(name, "里面的文件与清单对不上")

    def restored(self, member: Member, store: Store, key: str) -> None:
        """Keep a member under a key of a store. Raises BackupDamaged, NoRoom, StoreAway."""
        with room_for(Path(key)), tempfile.TemporaryFile() as whole:
            for chunk in self.checked(member):
                whole.write(chunk)
            whole.seek(0)
            store.write(key, whole)

    def unpack(self, member: Member, place: Path) -> None:
        """Write a member to a file and have it on the disk. Raises BackupDamaged, NoRoom."""
        place.parent.mkdir(parents=True, exist_ok=True)
        with room_for(place), place.open("wb") as out:
            for chunk in self.checked(member):
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())

    def checked(self, member: Member) -> Iterator[bytes]:
        """A member's content, bit by bit. Raises BackupDamaged at its end where it is not what was put in."""
        size, digest = 0, hashlib.sha256()
        with self._damage(f"{member.name} 读不出来"):
            read = self._archive.open(member.name)
        with read:
            while True:
                with self._damage(f"{member.name} 读不出来"):
                    chunk = read.read(CHUNK)
                if not chunk:
                    break
                size += len(chunk)
                digest.update(chunk)
                yield chunk
        if (size, digest.hexdigest()) != (member.size, member.sha256):
            raise BackupDamaged(self.name, f"{member.name} 与清单里的校验值不符")

    @contextlib.contextmanager
    def _damage(self, found: str) -> Iterator[None]:
        try:
            yield
        except _DAMAGE as problem:
            raise BackupDamaged(self.name, found) from problem


@contextlib.contextmanager
def opened(source: Path) -> Iterator[Opened]:
    """Open a backup. Raises BackupDamaged, FileNotThere."""
    try:
        archive = zipfile.ZipFile(source)
    except FileNotFoundError as problem:
        raise FileNotThere(str(source)) from problem
    except _DAMAGE as problem:
        raise BackupDamaged(source.name, "不是备份文件，或没有复制完整") from problem
    with archive:
        yield Opened(source.name, archive)
