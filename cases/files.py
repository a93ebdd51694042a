"""The file store: files by the hash of their bytes, each written once, whole, and never changed."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from cases.stores import Held, Store
from cases.stores.folder import HALF, Folder, settle

__all__ = ["Place", "chunks", "held", "is_half", "key_of", "name_of", "put", "read", "settle", "store_of"]

STORE = "store/"
Place = Store | Path  # a folder may be named by its path
_NAME = re.compile(r"[0-9a-f]{64}")


def put(place: Place, data: bytes) -> str:
    """Keep bytes and return their SHA-256, under which ``read`` finds them. Raises StoreAway.

    When this returns they are kept, not only on their way there. Bytes that are there already stay as they are.
    """
    name, store = hashlib.sha256(data).hexdigest(), store_of(place)
    if store.size(key_of(name)) != len(data):
        store.write(key_of(name), data)
    return name


def read(place: Place, name: str) -> bytes:
    """The bytes with a SHA-256. Raises FileNotFoundError where the store does not have them, StoreAway."""
    return store_of(place).read(_checked(name))


def chunks(place: Place, name: str) -> Iterator[bytes]:
    """The same bit by bit. Raises FileNotFoundError and StoreAway at once."""
    return store_of(place).chunks(_checked(name))


def held(place: Place) -> Iterator[Held]:
    """All that is in the store, with what is half written."""
    return store_of(place).listing(STORE)


def key_of(name: str) -> str:
    """The key under which the bytes with a SHA-256 are kept."""
    return f"{STORE}{name[:2]}/{name}"


def name_of(key: str) -> str:
    """The SHA-256 in a key of the store."""
    return key.rpartition("/")[2]


def is_half(key: str) -> bool:
    """Whether something was still being written under a key, or has been left so by a crash."""
    return name_of(key).startswith(HALF)


def store_of(place: Place) -> Store:
    """The store itself, also where its folder was named."""
    return Folder(place) if isinstance(place, Path) else place


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise FileNotFoundError(name)
    return key_of(name)
