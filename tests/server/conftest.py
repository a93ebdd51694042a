"""A running site for each test: the small archive, the application in this very loop, and a client."""

from dataclasses import dataclass

import httpx
import pytest

from server.app import create_app
from server.settings import Settings
from tests import archive

KEY = "a pass phrase for tests"
SAME_SITE = {"Origin": "http://site.test"}


@dataclass
class Site:
    """The application and a client that has no session."""

    app: object
    client: httpx.AsyncClient

    async def get(self, path, **headers):
        return await self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    async def token(self, path="/account/sign-in"):
        """The form token of a page."""
        page = (await self.client.get(path)).text
        return page.split('name="token" value="')[1].split('"')[0]

    async def post(self, path, data=None, *, token=None, headers=None, **more):
        """A form as the site's own pages send it."""
        sent = dict(data or {})
        if token is not None:
            sent["token"] = token
        return await self.client.post(path, data=sent, headers={**SAME_SITE, **(headers or {})}, **more)

    async def enter(self):
        """Become staff."""
        done = await self.post("/account/sign-in", {"key": KEY}, token=await self.token())
        assert done.status_code == 303
        return self


@pytest.fixture(scope="session")
def archive_template(tmp_path_factory, sqlite_template):
    """The small archive, made once."""
    return archive.make(tmp_path_factory.mktemp("archive"), sqlite_template)


@pytest.fixture
def settings(archive_template, tmp_path):
    """Settings of a site over a copy of the archive."""
    copied = archive_template.copied_to(tmp_path / "data")
    return Settings(copied.folder, copied.url, office_key=KEY)


@pytest.fixture
async def site(settings, anyio_backend):
    """The running site."""
    app = create_app(settings)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
        yield Site(app, client)


@pytest.fixture
async def staff(site):
    """The running site, entered as staff."""
    return await site.enter()
