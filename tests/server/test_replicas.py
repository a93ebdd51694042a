"""The place that goes with a browser; what is read where is proved in tests/cases/engines/test_replica.py."""

import httpx
import pytest

from cases import database
from cases.engines.replica import UNKNOWN
from server import replicas
from server.replicas import SEEN, place_of
from server.settings import Settings
from tests import keys

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("sent", "place"),
    [("", 0), ("1f", 31), (f"{UNKNOWN:x}", UNKNOWN), ("x", UNKNOWN), ("9" * 5000, int("9" * 20, 16)), ("１", 1)],
)
def test_a_cookie_that_cannot_be_read_leads_to_the_primary(sent, place):
    assert place_of(sent) == place


async def test_without_a_replica_no_browser_is_told_anything(staff):
    done = await staff.write("/account/post", {"post": "1"})
    assert SEEN not in str(done.headers.get_list("set-cookie"))


async def test_what_strangers_are_shown_is_kept_as_the_primary_has_it(built, postgres_url, tmp_path, monkeypatch):
    """The replica is away, which nobody is told of."""
    asked, ask = [], database.read_anywhere
    monkeypatch.setattr(
        replicas.database,
        "read_anywhere",
        lambda after, *, allowed: asked.append(allowed) or ask(after, allowed=allowed),
    )
    keys.lay_beside(tmp_path)
    built.state.settings = Settings(tmp_path, postgres_url, replica="postgresql://nobody@127.0.0.1:1/none")
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app=built), base_url="http://site.test")
    async with built.lifespan(), client:
        for path in ("/cases", "/cases", "/account/sign-in"):
            assert (await client.get(path)).status_code == 200
        assert built.state.kept.hits == 1
    assert asked == [False, True]
