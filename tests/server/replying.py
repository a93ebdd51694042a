"""People of a case as clients of the running site, for the tests of the pages from the draft to the rating."""

import httpx

from cases.tables import Account
from tests.accounts import session_for
from tests.server.conftest import Site


async def client_of(site, actor) -> Site:
    """Another client of the site, entered as somebody who has an account."""
    account = (await Account.select(Account.id).where(Account.person == actor.person))[0]["id"]
    transport = httpx.ASGITransport(app=site.app, raise_app_exceptions=False)
    client = httpx.AsyncClient(transport=transport, base_url="http://site.test")
    client.cookies.set("dafu_session", await session_for(account), domain="site.test")
    return Site(site.app, client, actor)


def hidden(page: str, name: str, after: str = "") -> str:
    """The value of a hidden field of a page, the first one after some words."""
    start = page.index(after) if after else 0
    return page[start:].split(f'name="{name}" value="')[1].split('"')[0]
