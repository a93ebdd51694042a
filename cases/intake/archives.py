"""Zip archives of documents: the index is judged as a whole before anything is unpacked, then members one by one."""

import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cases.errors import DamagedFile, EncryptedFile, FileError, NestedArchive, TooLarge, UnsafeArchive, UnsafeMember
from cases.intake import limits
from cases.intake.signatures import BROKEN_ZIP, is_document_package

SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_LOCAL_HEADER = 30
_UTF8_NAME = 0x800
# What a system or an editor leaves beside documents.
_COMPANIONS = {"__macosx", ".ds_store", "thumbs.db", "desktop.ini", ".git", ".svn"}


@dataclass(frozen=True, slots=True)
class Member:
    """One document within an archive. read: its bytes; raises a FileError."""

    name: str
    read: Callable[[], bytes]


def is_archive(file: Path | bytes) -> bool:
    """True for a zip that is no document itself (a docx is a zip, too)."""
    try:
        with zipfile.ZipFile(io.BytesIO(file) if isinstance(file, bytes) else file) as package:
            names = package.namelist()
    except BROKEN_ZIP:
        return False
    return not is_document_package(names)


def members(name: str, file: Path | bytes) -> Iterator[Member]:
    """The documents of an archive in the order of their names. name: of the archive, for names and messages.

    Raises DamagedFile, TooLarge and UnsafeArchive for the archive as a whole. A harmful member raises when it is read.
    """
    size = len(file) if isinstance(file, bytes) else file.stat().st_size
    if size > limits.ARCHIVE_BYTES:
        raise TooLarge(name, size, limits.ARCHIVE_BYTES)
    try:
        # Not closed here: the members read from it as long as one of them is held.
        package = zipfile.ZipFile(io.BytesIO(file) if isinstance(file, bytes) else file)
    except BROKEN_ZIP as broken:
        raise DamagedFile(name) from broken
    entries = [entry for entry in package.infolist() if not entry.filename.endswith("/")]
    _judge(name, entries)
    named = sorted(((_clean(printed_name(entry)), entry) for entry in entries), key=lambda pair: pair[0])
    seen: dict[str, int] = {}
    for inner, entry in named:
        if is_companion(PurePosixPath(inner)):
            continue
        seen[inner] = seen.get(inner, 0) + 1
        shown = f"{name}/{inner}" + (f" ({seen[inner]})" if seen[inner] > 1 else "")
        yield Member(shown, _reader(package, entry, shown))


def is_companion(path: PurePosixPath | Path) -> bool:
    """True for what lies beside documents without being one: folders of saved pages, hidden and lock files."""
    folders = path.parts[:-1]
    return (
        any(part.lower() in _COMPANIONS for part in path.parts)
        or any(part.lower().endswith(("_files", ".files")) for part in folders)
        or path.name.startswith((".", "~$"))
    )


def printed_name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: zip programs in China write GBK without saying so."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _clean(name: str) -> str:
    """Forward slashes, and no character that a screen would obey instead of showing."""
    shown = "".join(c if c.isprintable() or c == " " else "_" for c in name)
    return shown.replace("\\", "/") or "无名文件"


def _judge(name: str, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse what no collection of documents is: too many, too much, too well packed, one inside the other."""
    if len(entries) > limits.ARCHIVE_ENTRIES:
        raise UnsafeArchive(name, f"里的文件超过 {limits.ARCHIVE_ENTRIES} 个")
    packed, unpacked = sum(e.compress_size for e in entries), sum(e.file_size for e in entries)
    if unpacked > limits.ARCHIVE_UNPACKED_BYTES:
        raise UnsafeArchive(name, f"解开后超过 {limits.ARCHIVE_UNPACKED_BYTES // limits.MB} MB")
    if unpacked > limits.RATIO_FREE_BYTES and unpacked > limits.PACK_RATIO * max(1, packed):
        raise UnsafeArchive(name, "压缩比异常，像是压缩炸弹")
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset < end:
            raise UnsafeArchive(name, "里的文件互相重叠，像是压缩炸弹")
        end = entry.header_offset + _LOCAL_HEADER + entry.compress_size


def _reader(package: zipfile.ZipFile, entry: zipfile.ZipInfo, shown: str) -> Callable[[], bytes]:
    def read() -> bytes:
        problem = _problem(entry, shown)
        if problem is not None:
            raise problem
        try:
            with package.open(entry) as stream:
                data = stream.read(limits.FILE_BYTES + 1)
        except BROKEN_ZIP as broken:
            raise DamagedFile(shown) from broken
        if len(data) > limits.FILE_BYTES:
            raise TooLarge(shown, len(data), limits.FILE_BYTES)
        if data.startswith(SIGNATURES) and is_archive(data):
            raise NestedArchive(shown)
        return data

    return read


def _problem(entry: zipfile.ZipInfo, shown: str) -> FileError | None:
    """What forbids unpacking one member, or None."""
    name = printed_name(entry).replace("\\", "/")
    if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/"):
        return UnsafeMember(shown, "的路径指向压缩包以外")
    mode = entry.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return UnsafeMember(shown, "不是普通文件，而是链接或设备")
    if entry.flag_bits & 1:
        return EncryptedFile(shown)
    if entry.file_size > limits.FILE_BYTES:
        return TooLarge(shown, entry.file_size, limits.FILE_BYTES)
    return None
