"""The file store: files by the hash of their bytes, each written once, whole, and never changed."""

import contextlib
import hashlib
import os
import re
import tempfile
from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{64}")


def put(folder: Path, data: bytes) -> str:
    """Keep bytes below a folder and return their SHA-256, under which ``read`` finds them.

    When this returns they are on the disk, not only on their way there. Bytes that are there already stay as they are.
    """
    name = hashlib.sha256(data).hexdigest()
    place = place_of(folder, name)
    if place.exists():
        return name
    _make(place.parent)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    settle(place.parent)
    return name


def read(folder: Path, name: str) -> bytes:
    """The bytes with a SHA-256. Raises FileNotFoundError where the store does not have them."""
    if not _NAME.fullmatch(name):
        raise FileNotFoundError(name)
    return place_of(folder, name).read_bytes()


def place_of(folder: Path, name: str) -> Path:
    """Where the store keeps the bytes with a SHA-256."""
    return folder / "store" / name[:2] / name


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
