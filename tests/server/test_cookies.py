"""Cookies belong to this very host, go over encrypted lines alone where the site has them, and no script reads them."""

from dataclasses import replace

import httpx
import pytest

from server import auth, pages
from server.known_browsers import KNOWN, PLACE
from tests.server.conftest import Site
from tests.server.test_auth import enter

pytestmark = pytest.mark.anyio
PLACES = {KNOWN: PLACE}  # of those that not every page is sent
ALL = {auth.SESSION, auth.VISIT, auth.STEP, pages.FLASH, pages.SIZE}


def parts(answer):
    """Name and attributes of each cookie that an answer sets."""
    found = {}
    for line in answer.headers.get_list("set-cookie"):
        (name, _), *attributes = [part.strip().partition("=")[::2] for part in line.split(";")]
        found[name] = {name.lower(): value for name, value in attributes}
    return found


async def every_cookie(site):
    """What the entry, entering and a choice of letters set."""
    entry = await site.get("/account/sign-in")
    entered = await enter(site)
    chosen = await site.post("/account/size", {"size": "2"}, token=await site.token("/account"))
    return parts(entry) | parts(entered) | parts(chosen)


async def test_behind_encryption_every_cookie_is_of_this_host_alone(app, settings, anyio_backend):
    app.state.settings = replace(settings, base_url="https://site.test")
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="https://site.test") as client:
        found = await every_cookie(Site(app, client, origin="https://site.test"))
        client.cookies.clear()
        client.cookies.set(auth.SESSION, "a plain name, as a neighbouring host could set it", domain="site.test")
        assert (await client.get("/account")).status_code == 303
    assert set(found) == {f"__Host-{name}" for name in ALL} | {f"__Secure-{name}" for name in PLACES}
    for name, said in found.items():
        place = PLACES.get(name.removeprefix("__Secure-"), "/")
        assert {"secure", "httponly"} <= set(said), name
        assert (said["path"], said["samesite"].lower()) == (place, "lax"), name
        assert "domain" not in said, name


async def test_without_encryption_they_keep_their_plain_names(site):
    found = await every_cookie(site)
    assert set(found) == ALL | set(PLACES)
    assert all("httponly" in said and "secure" not in said for said in found.values())
