"""Files, folders and archives as documents: lazily one after the other, so that one bad file is one problem."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cases.errors import EmptyFile, FileError, FileNotReadable, FileNotThere, TooLarge, TooMuchText
from cases.intake import archives, limits
from cases.intake.formats_html import declared_charset, looks_like_html, read_html
from cases.intake.formats_text import FileText, decode
from cases.intake.isolation import read_apart
from cases.intake.signatures import is_data_file, medium_of, refuse_data_file
from cases.reading.shapes import RawDocument


@dataclass(frozen=True, slots=True)
class Source:
    """One file to be read. name: as people know it, with its folders below the one that was named.

    read: its bytes, fetched when called; raises a FileError that says what is wrong with this one file.
    """

    name: str
    read: Callable[[], bytes]


def read_paths(paths: Iterable[Path]) -> Iterator[Source]:
    """Every document of the given files, folders (with all below) and zip archives, in a stable order."""
    for path in paths:
        if path.is_dir():
            for file in _files_below(path):
                yield from _from_file(file, file.relative_to(path).as_posix())
        else:
            yield from _from_file(path, path.name)


def read_upload(name: str, data: bytes) -> Iterator[Source]:
    """Every document of one uploaded file: itself, or the members of a zip."""
    if data.startswith(archives.SIGNATURES) and archives.is_archive(data):
        yield from _from_archive(name, data)
    else:
        yield Source(name, lambda: _within_limit(name, data))


def read_document(name: str, data: bytes) -> RawDocument:
    """The text of one document with what is known about its bytes.

    Raises a FileError: EmptyFile, TooLarge, NotText, UnsupportedFormat, EncryptedFile, DamagedFile, UnsafeFile,
    TooMuchText, TooSlow, NoTextInside, NoTextLayer, GarbledPdf.
    """
    _within_limit(name, data)
    if not data.strip():
        raise EmptyFile(name)
    media, found = _read(name, data)
    if not found.text.strip():
        raise EmptyFile(name)
    if len(found.text) > limits.TEXT_CHARACTERS:
        raise TooMuchText(name, "字数", limits.TEXT_CHARACTERS)
    return RawDocument(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media=media,
        encoding=found.encoding,
        text=found.text,
        meta=found.meta,
        flags=found.flags,
    )


def _read(name: str, data: bytes) -> tuple[str, FileText]:
    medium = medium_of(name, data)
    if medium != "text":
        return medium, read_apart(medium, name, data)
    refuse_data_file(name)
    decoded = decode(name, data, declared_charset(data))
    if not looks_like_html(name, decoded.text):
        return "txt", decoded
    if len(data) > limits.HTML_INLINE_BYTES:
        return "html", read_apart("html", name, data)
    return "html", read_html(name, data)


def _within_limit(name: str, data: bytes) -> bytes:
    if len(data) > limits.FILE_BYTES:
        raise TooLarge(name, len(data), limits.FILE_BYTES)
    return data


def _files_below(folder: Path) -> list[Path]:
    """Documents of a folder and its folders by name; links to folders are not followed, for they may go in circles."""
    found = []
    for top, _, names in os.walk(folder):
        for name in names:
            path = Path(top, name)
            if not archives.is_companion(path.relative_to(folder)) and not is_data_file(name):
                found.append(path)
    return sorted(found, key=lambda path: path.relative_to(folder).parts)


def _from_file(path: Path, name: str) -> Iterator[Source]:
    try:
        with path.open("rb") as file:
            is_archive = file.read(4) in archives.SIGNATURES and archives.is_archive(path)
    except OSError as refused:
        yield _failed(name, _refusal(name, refused))
        return
    if is_archive:
        yield from _from_archive(name, path)
    else:
        yield Source(name, lambda: _bytes_of(path, name))


def _from_archive(name: str, file: Path | bytes) -> Iterator[Source]:
    try:
        for member in archives.members(name, file):
            yield Source(member.name, member.read)
    except FileError as problem:
        yield _failed(name, problem)


def _failed(name: str, problem: FileError) -> Source:
    def read() -> bytes:
        raise problem

    return Source(name, read)


def _bytes_of(path: Path, name: str) -> bytes:
    """The bytes of a file; a file that is too large is not read at all."""
    try:
        size = path.stat().st_size
        if size > limits.FILE_BYTES:
            raise TooLarge(name, size, limits.FILE_BYTES)
        return path.read_bytes()
    except OSError as refused:
        raise _refusal(name, refused) from refused


def _refusal(name: str, refused: OSError) -> FileError:
    if isinstance(refused, FileNotFoundError):
        return FileNotThere(name)
    if isinstance(refused, PermissionError):
        return FileNotReadable(name, "没有读取权限")
    return FileNotReadable(name, "磁盘或系统拒绝读取")
