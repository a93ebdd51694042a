"""A site with something on every page, furnished in a folder of its own, for attacks that run by command."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx

from cases import ciphers, database
from cases.actions.demo_accounts import load_demo_accounts
from server.app import create_app
from server.settings import Settings
from tests import archive
from tests.attack.forms import Browser
from tests.walks.lived import furnished
from tests.walks.pages import Page


@contextlib.contextmanager
def furnished_site() -> Iterator[tuple[object, list[Page]]]:
    """An application over data that everything has happened to, not running yet, and a page of each route."""
    with tempfile.TemporaryDirectory(prefix="dafu-attack-") as place:
        empty, folder = Path(place, "empty.sqlite"), Path(place, "data")
        folder.mkdir()
        migrated(empty)
        made = archive.make(folder, empty)
        app = create_app(Settings(made.folder, made.url, demo=True))
        yield app, asyncio.run(_lived(app, made.url))


def migrated(path: Path) -> None:
    """An empty SQLite database with every table, and keys for this process to write with."""
    ciphers.use(ciphers.in_memory())
    asyncio.run(_migrated(f"sqlite:///{path}"))


async def _migrated(url: str) -> None:
    await database.open_database(url)
    await database.close()


async def _lived(app: object, url: str) -> list[Page]:
    await database.open_database(url, migrated=False)
    await load_demo_accounts()
    await database.close()
    return (await furnished(app, url))[0]


@contextlib.asynccontextmanager
async def running(app: object) -> AsyncIterator[Browser]:
    """The application, running in this loop, and a browser for it."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
        yield Browser(client)
