"""Uploads that wait to be imported or tried again: kept in the store of files, so that every machine has them."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from cases.stores import Store
from cases.stores.folder import Folder

UPLOADS = "uploads/"
STORED = "store:"  # how the location of an item begins that lies in the store; any other is a path


@contextlib.asynccontextmanager
async def at_hand(store: Store, upload: str) -> AsyncIterator[Path]:
    """The files of an upload as a folder of this machine, while the block runs. Raises StoreAway.

    upload: the key of its folder.
    """
    if isinstance(store, Folder):
        yield store.path / upload
        return
    with tempfile.TemporaryDirectory(prefix="dafu-upload-") as place:
        await asyncio.to_thread(_fetch, store, upload, Path(place))
        yield Path(place)


def _fetch(store: Store, upload: str, place: Path) -> None:
    for held in store.listing(f"{upload}/"):
        with (place / Path(held.key).name).open("wb") as file:
            for chunk in store.chunks(held.key):
                file.write(chunk)


def forget(store: Store, upload: str) -> None:
    """Remove an upload that was only tried."""
    for held in list(store.listing(f"{upload}/")):
        store.remove(held.key)


@contextlib.asynccontextmanager
async def places(location: str, store: Store | None) -> AsyncIterator[list[Path]]:
    """The paths that the location of an item names, one a line, with what lies in the store at hand."""
    async with contextlib.AsyncExitStack() as stack:
        found = []
        for line in filter(None, location.splitlines()):
            if store is not None and line.startswith(STORED):
                found.append(await stack.enter_async_context(at_hand(store, line.removeprefix(STORED))))
            else:
                found.append(Path(line))
        yield found
