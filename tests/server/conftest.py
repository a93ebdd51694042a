"""A running site for each test: the small archive, the application in this very loop, and a client."""

import secrets
from contextlib import AsyncExitStack
from dataclasses import dataclass

import httpx
import pytest
from click.testing import CliRunner

from cases.vocabulary import Role
from server.app import create_app
from server.cli import main
from server.settings import Settings
from tests.accounts import sign_in_as

SAME_SITE = {"Origin": "http://site.test"}


@dataclass
class Site:
    """The application and a client: without a session, or that of ``actor``."""

    app: object
    client: httpx.AsyncClient
    actor: object = None
    origin: str = "http://site.test"

    async def get(self, path, **headers):
        return await self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    async def token(self, path="/account/sign-in"):
        """The form token of a page."""
        page = (await self.client.get(path)).text
        return page.split('name="token" value="')[1].split('"')[0]

    async def post(self, path, data=None, *, token=None, headers=None, **more):
        """A form as the site's own pages send it, with a key of its own."""
        sent = {"key": secrets.token_urlsafe(12), **(data or {})}
        if token is not None:
            sent["token"] = token
        return await self.client.post(path, data=sent, headers={"Origin": self.origin, **(headers or {})}, **more)

    async def write(self, path, data=None, *, on="/account", **more):
        """A form of somebody who is signed in, with a fresh token from one of his pages."""
        return await self.post(path, data, token=await self.token(on), **more)

    async def enter(self, role=Role.REVIEWER, **where):
        """Become somebody who acts in a role."""
        self.actor = await sign_in_as(self.client, role, **where)
        return self


@pytest.fixture
def settings(archive_template, tmp_path):
    """Settings of a site over a copy of the archive."""
    copied = archive_template.copied_to(tmp_path / "data")
    return Settings(copied.folder, copied.url)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The application, built once: registering its routes takes longer than most tests, and what it knows of a site is
    in its state."""
    folder = tmp_path_factory.mktemp("nowhere")
    return create_app(Settings(folder, f"sqlite:///{folder / 'dafu.sqlite'}"))


@pytest.fixture
def app(built, settings):
    """The application with the settings of this test, not running yet."""
    built.state.settings = settings
    return built


@pytest.fixture
async def site(app, anyio_backend):
    """The running site."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
        yield Site(app, client)


@pytest.fixture
async def staff(site):
    """The running site, entered as somebody of the reviewing office."""
    return await site.enter()


@pytest.fixture
async def client_as(site):
    """A function: another client of the running site, as somebody new who acts in a role (unit=, body=, level=)."""
    async with AsyncExitStack() as open_clients:

        async def entered(role, **where):
            transport = httpx.ASGITransport(app=site.app, raise_app_exceptions=False)
            client = httpx.AsyncClient(transport=transport, base_url="http://site.test")
            return await Site(site.app, await open_clients.enter_async_context(client)).enter(role, **where)

        yield entered


@pytest.fixture
def dafu(tmp_path, monkeypatch):
    """Run the program on a data folder of its own: dafu("import", path) → result."""
    monkeypatch.setenv("DAFU_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DAFU_DATABASE", raising=False)

    def run(*words):
        return CliRunner().invoke(main, [str(word) for word in words])

    return run
