"""Every route of the application: declares who may use it, answers everyone well, and survives hostile addresses."""

import re
from urllib.parse import quote

import pytest

from cases.actions.accounts import GIVEN
from server.auth import OFFICES, SAFE
from server.headers import ALWAYS
from tests.server.conftest import SAME_SITE

pytestmark = pytest.mark.anyio

PUBLIC_PAGES = [
    "/",
    "/search",
    "/search?q=%E5%8A%A0%E8%A3%85%E7%94%B5%E6%A2%AF",
    "/cases",
    "/cases/1",
    "/commitments",
    "/figures",
    "/departments",
    "/departments/1",
    "/documents",
    "/documents/1",
    "/documents/1/text",
    "/gk/",
    "/feed.atom",
    "/sitemap.xml",
    "/robots.txt",
    "/data/replies.json",
    "/data/replies.csv",
    "/data/commitments.json",
    "/data/commitments.csv",
    "/data/figures.json",
    "/data/figures.csv",
    "/help/guide",
    "/help/terms",
    "/help/data",
    "/help/accessibility",
    "/help/correction",
    "/account/sign-in",
]
OFFICE_PAGES = ["/imports", "/imports/1", "/imports/1/progress", "/imports/problems/1"]
HOSTILE = (
    *("9" * 30, "-1", "0", "７７", "%00", "1%00", "1;x", "..%2f..%2fetc", "%ff%fe", "1e9", "null", "1'--"),
    "%0d%0aX: y",
)
NUMBERED = ("/cases/{}", "/documents/{}", "/documents/{}/text", "/departments/{}", "/gk/2023/ta/{}", "/help/{}")
LISTS = ("/search", "/cases", "/commitments", "/figures", "/gk/", "/documents", "/departments")
PARAMETERS = (
    *("page", "per", "year", "place", "department", "due", "due_from", "label", "text", "q", "kind", "sort"),
    *("within", "unit", "refine", "reading", "track", "result", "whole", "status"),
)
VALUES = (
    *("9" * 40, "-3", "２０２３", "\x00", "%", "'; drop table cases", "\u202e", "[", "*" * 200, "\U0001f600"),
    "2024-13-45",
)


def routes(app):
    """(method, path, handler) of everything that can be asked for."""
    for route in app.routes:
        for method, (handler, _) in getattr(route, "route_handler_map", {}).items():
            yield method, route.path_format, handler


def test_every_route_declares_its_policy(app):
    found = list(routes(app))
    assert len(found) > 30
    for method, path, handler in found:
        policy = handler.opt.get("policy")
        assert policy in ("public", "signed") or (isinstance(policy, frozenset) and policy <= set(GIVEN)), (
            method,
            path,
        )
        assert policy, (method, path)
        if path.startswith("/imports"):
            assert policy == OFFICES["policy"], path


async def test_the_public_reads_every_public_page(site):
    for path in PUBLIC_PAGES:
        answer = await site.client.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        assert "set-cookie" not in answer.headers or path.startswith("/account"), path


async def test_the_public_is_led_to_the_entry(site):
    for path in OFFICE_PAGES:
        answer = await site.get(path)
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/account/sign-in?back=%2Fimports")


async def test_staff_reads_every_page(staff):
    for path in [*PUBLIC_PAGES[:-1], "/imports"]:
        assert (await staff.client.get(path, follow_redirects=True)).status_code == 200, path


async def test_no_write_goes_without_a_token_or_from_another_site(staff):
    for method, path, handler in routes(staff.app):
        if method in SAFE:
            continue
        address = re.sub(r"\{[^}]*\}", "1", path)
        elsewhere = {"Origin": "http://other.test"}
        foreign = await staff.client.request(method, address, headers=elsewhere)
        assert foreign.status_code == 403, (method, path)
        if handler.opt.get("token", True):
            for sent in ({"key": "k" * 16}, {"key": "k" * 16, "token": "x.y"}):
                bare = await staff.client.request(method, address, data=sent, headers=SAME_SITE)
                assert bare.status_code == 403, (method, path)


@pytest.mark.parametrize("form", [*NUMBERED, "/data/{}", "/{}"])
async def test_hostile_addresses_are_not_found(site, form):
    for bad in HOSTILE:
        answer = await site.client.get(form.format(bad), follow_redirects=True)
        gk = form.startswith("/gk") and bad == "-1"  # the number after the hyphen decides
        assert answer.status_code in ((200,) if gk else (400, 404)), form.format(bad)
        assert "html" in answer.headers["content-type"]


@pytest.mark.parametrize("path", LISTS)
async def test_hostile_parameters_change_nothing_but_the_list(site, path):
    for value in VALUES:
        sent = "&".join(f"{name}={quote(value, safe='')}" for name in PARAMETERS)
        assert (await site.client.get(f"{path}?{sent}", follow_redirects=True)).status_code == 200, value


async def test_every_answer_carries_the_headers(site):
    for path in ("/", "/nowhere", "/imports", "/static/app.css", "/static/none.css", "/cases/x", "/feed.atom"):
        answer = await site.get(path)
        for name, value in ALWAYS.items():
            assert answer.headers[name] == value, path


async def test_pages_name_no_other_host_to_fetch_from(staff):
    for path in (*PUBLIC_PAGES, "/imports"):
        text = (await staff.client.get(path, follow_redirects=True)).text
        fetched = re.findall(r"""(?:src|action|poster)=["']https?://|<link[^>]+stylesheet[^>]+https?://""", text)
        assert fetched == [], path


async def test_a_page_says_its_language_and_title_and_has_one_heading(staff):
    for path in (*PUBLIC_PAGES, "/imports"):
        answer = await staff.client.get(path, follow_redirects=True)
        if "html" not in answer.headers["content-type"]:
            continue
        assert '<html lang="zh-CN"' in answer.text, path
        assert answer.text.count("<h1") == 1, path
        assert 'href="#content"' in answer.text, path
        assert re.search(r"<title>[^<·]+ · 答复</title>", answer.text), path


async def test_wrong_method_is_told_in_chinese(site):
    answer = await site.client.request("DELETE", "/cases/1", headers={"Origin": "http://site.test"})
    assert answer.status_code == 405
    assert "不能这样" in answer.text


async def test_a_body_beyond_the_limit_is_refused(staff):
    answer = await staff.client.post("/account/size", content=b"x" * 2_000_000, headers={"Origin": "http://site.test"})
    assert answer.status_code in (413, 303)
