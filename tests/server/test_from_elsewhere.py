"""What comes from elsewhere: forms of other sites, planted addresses, foreign names of this host. Nothing is done."""

import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import pytest

from cases.actions.accounts import GIVEN
from cases.vocabulary import Role
from server import pages
from tests.fingerprints import BY_READING, changed, fingerprint
from tests.server.conftest import SAME_SITE

pytestmark = pytest.mark.anyio

EVIL = "evil.test"
FORM = "application/x-www-form-urlencoded"


def unsafe(app):
    """Address and handler of every route that writes."""
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            for method in sorted({"POST", "PUT", "PATCH", "DELETE"} & set(getattr(handler, "http_methods", ()))):
                yield method, re.sub(r"\{[^}]+\}", "1", route.path_format), handler


def forgeries(token, foreign):
    """(headers, body) of every form that a page of another site, a proxy or a thief of half a secret could send."""
    ours, key = {**SAME_SITE, "Content-Type": FORM}, "key=a-key-of-a-form"
    right = f"token={token}&{key}"
    return [
        ("no token", ours, key),
        ("a token of another session", ours, f"token={foreign}&{key}"),
        ("from another site", {**ours, "Sec-Fetch-Site": "cross-site"}, right),
        ("from a neighbouring host", {**ours, "Sec-Fetch-Site": "same-site"}, right),
        ("a wrong origin", {**ours, "Origin": f"https://{EVIL}"}, right),
        ("a null origin", {**ours, "Origin": "null"}, right),
        ("no origin at all", {"Content-Type": FORM}, right),
        ("as plain text", {**ours, "Content-Type": "text/plain"}, right),
        ("as JSON", {**ours, "Content-Type": "application/json"}, f'{{"token": "{token}", "key": "a-key-of-a-form"}}'),
        ("without a kind", SAME_SITE, right),
    ]


async def actors(client_as):
    """A site entered as each role, and the token of a form of each."""
    entered = {role: await client_as(role) for role in GIVEN}
    return {role: (who, await who.token("/account")) for role, who in entered.items()}


async def test_no_write_is_taken_from_elsewhere(site, settings, client_as):
    """Every route that writes, as somebody who may: two of the ten forgeries each, in turn, and a disguised method."""
    known = await actors(client_as)
    foreign = known[Role.AUDITOR][1]
    before, taken, asked = fingerprint(settings.database_url), [], 0
    for number, (method, path, handler) in enumerate(unsafe(site.app)):
        if not handler.opt.get("token", True):
            continue
        policy = handler.opt["policy"]
        role = next((role for role in GIVEN if role in policy), None) if isinstance(policy, frozenset) else None
        who, token = known[role or Role.REVIEWER]
        tried = forgeries(token, foreign)
        for name, headers, body in (tried[number % len(tried)], tried[(number + len(tried) // 2) % len(tried)]):
            answer = await who.client.request(method, path, headers=headers, content=body)
            taken += [(path, name, answer.status_code)] if answer.status_code != 403 else []
            asked += 1
        if not number % 5:
            override = {"X-HTTP-Method-Override": method, "X-Method-Override": method, **SAME_SITE}
            await who.client.get(f"{path}?_method={method}&token={token}", headers=override)
    assert taken == []
    assert asked > 200
    assert changed(before, fingerprint(settings.database_url)) <= BY_READING


OUT = [
    "//evil.test", "///evil.test", "////evil.test", "/\\evil.test", "/\\/evil.test", "\\\\evil.test", "\\/evil.test",
    "https://evil.test", "https:evil.test", "https:/evil.test", "http://site.test@evil.test/", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "/\t/evil.test", "/\n/evil.test", "\t//evil.test",
    " //evil.test", "/\r\nLocation: https://evil.test", "/\x00/evil.test", "%2f%2fevil.test", "evil.test",
    "?//evil.test", ".//evil.test", "/%09/evil.test", "/%5cevil.test", "/..//evil.test", "/;@evil.test",
]  # fmt: skip


def as_a_browser(address):
    """Where a browser goes from a page of this site: it takes tabs and breaks out and reads \\ as /."""
    plain = re.sub(r"[\t\r\n]", "", address).strip("\x00 ").replace("\\", "/")
    return urlsplit(urljoin("http://site.test/account/sign-in", plain))


def test_the_list_of_ways_out_would_lead_out():
    assert sum(as_a_browser(way).netloc != "site.test" for way in OUT) >= 15


@pytest.mark.parametrize("way", OUT)
def test_no_address_that_came_along_leads_out(way):
    led = as_a_browser(pages.inside(way))
    assert (led.scheme, led.netloc) == ("http", "site.test")


async def test_every_page_that_leads_back_stays_here(staff):
    """To the entry, after staying awake, after a choice of letters, from a notice."""
    for way in ("//evil.test", "/\\evil.test", "https://evil.test", "/\t/evil.test"):
        for answer in [
            await staff.client.get("/account/sign-in", params={"back": way}),
            await staff.write("/account/stay", {"back": way}),
            await staff.write("/account/size", {"size": "1", "back": way}),
            await staff.client.get("/notices/cases/1", params={"to": way}),
        ]:
            assert "evil" not in repr(answer.headers), way


HOSTS = [
    "evil.test", "evil.test:80", "site.test:evil", "site.test@evil.test", "site.test.evil.test", "[::1]", "[::1", "",
    "a" * 5000, "evil.test/../x", "evil.test#", "evil test", "evil.test, site.test", "site.test\\@evil.test",
]  # fmt: skip

LINKING = ("/", "/feed.atom", "/sitemap.xml", "/robots.txt", "/api/v1/openapi.json", "/data/replies.json", "/audit")


@pytest.mark.parametrize("more", [{}, {"X-Forwarded-Host": EVIL, "Forwarded": f"host={EVIL}", "X-Host": EVIL}])
async def test_no_answer_repeats_a_foreign_name_of_this_host(site, settings, more):
    """Addresses that leave the site, in feeds, maps, files and calendars, begin with its own one."""
    site.app.state.settings = replace(settings, base_url="https://ta.example.gov.cn")
    for host in HOSTS:
        for path in LINKING:
            answer = await site.client.get(path, headers={"Host": host, **more})
            assert answer.status_code < 500, (host, path)
            assert "evil" not in answer.text + repr(answer.headers), (host, path)
