"""Where bytes are kept under keys that all machines share: one folder, or one bucket of an S3-compatible store."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that is kept. changed_at: seconds since 1970."""

    key: str
    size: int
    changed_at: float


class Store(Protocol):
    """What every kind of store does. A key is names between slashes. Each call waits and belongs into a thread.

    All raise StoreAway where the store cannot be reached or refuses.
    """

    def write(self, key: str, data: bytes | BinaryIO) -> None:
        """Keep bytes. When this returns they are there for good; when it raises they are not there at all."""

    def read(self, key: str) -> bytes:
        """The bytes under a key. Raises FileNotFoundError."""

    def chunks(self, key: str) -> Iterator[bytes]:
        """The same bit by bit. Raises FileNotFoundError at once, not with the first bit."""

    def size(self, key: str) -> int | None:
        """How many bytes there are under a key, None where there are none."""

    def listing(self, prefix: str) -> Iterator[Held]:
        """All keys that begin with names."""

    def remove(self, key: str) -> None:
        """Forget what is there; what is not changes nothing."""


@functools.cache
def store_at(place: str) -> Store:
    """The store of a setting: ``s3://…`` (see ``bucket``), else a folder. Reaches for nothing yet."""
    if place.startswith("s3://"):
        from cases.stores.bucket import bucket_at  # only here: its library is an extra

        return bucket_at(place)
    from cases.stores.folder import Folder

    return Folder(Path(place))
