"""What every answer has in common, whatever went wrong: headers, character set, nothing kept, nothing of the inside.

The pages that go well are held to the same in ``tests/rules/test_routes.py``, which opens them all anyway.
"""

import inspect
import re

import pytest

from server import auth, exports, pages, readiness
from server.app import LARGEST_BODY
from server.controllers import cases, feeds, home, search
from tests.answers import faults_of

pytestmark = pytest.mark.anyio

OF_THE_INSIDE = re.compile(r"Traceback|\.py\b|sqlite|asyncpg|SELECT |litestar|uvicorn|piccolo|0x[0-9a-f]{6}", re.I)
HERE = {"Origin": "http://site.test"}
BROKEN = {"content": b"--x\r\nnonsense", "headers": {"Content-Type": "multipart/form-data; boundary=y", **HERE}}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def broken(*_, **__):
    raise RuntimeError("SELECT the inside of /srv/dafu/inside.py")


def broken_page(*_):
    raise RuntimeError("SELECT the inside of /srv/dafu/inside.py")


async def ways_to_fail(site, monkeypatch):
    """(status, method, address, what is sent) for every kind of answer that is no page."""
    monkeypatch.setattr(home, "numbers", broken)
    monkeypatch.setattr(readiness, "applied_migrations", broken)
    token = await site.token()
    for _ in range(5):
        await site.post("/account/sign-in", {"name": "无此人", "password": "a wrong password"}, token=token)
    locked = {"token": token, "name": "无此人", "password": "x", "key": "a key of a form"}
    large = {"content": b"a=" + b"b" * (LARGEST_BODY + 1), "headers": {**FORM, **HERE}}
    return [
        (500, "GET", "/", {}),
        (503, "GET", "/readyz", {}),
        (429, "POST", "/account/sign-in", {"data": locked, "headers": HERE}),
        (413, "POST", "/account/sign-in", large),
        (400, "POST", "/account/sign-in", BROKEN),
        (405, "DELETE", "/cases", {}),
        (405, "TRACE", "/", {}),
        (405, "PROPFIND", "/static/app.css", {}),
        (404, "GET", "/nowhere", {}),
        (404, "GET", "/static/nowhere.css", {}),
        (404, "GET", "/static/", {}),
        (404, "GET", "/static/vendor", {}),
        (404, "GET", "/static/..%2fauth", {}),
        (404, "GET", "/static/%2e%2e/%2e%2e/pyproject.toml", {}),
        (404, "GET", "/.git/config", {}),
        (404, "GET", "/schema/openapi.json", {}),
        (404, "GET", "/api/v1/nowhere", {}),
        (404, "GET", "/cases/9999999999999999999", {}),
        (403, "POST", "/account/sign-in", {"data": {"name": "x"}}),
        (303, "GET", "/audit", {}),
        (200, "GET", "/static/app.css", {}),
        (204, "OPTIONS", "/cases", {}),
    ]


async def test_whatever_goes_wrong_has_every_header_and_shows_nothing_of_the_inside(site, monkeypatch):
    wrong = []
    for status, method, address, more in await ways_to_fail(site, monkeypatch):
        for asked in ({}, {"HX-Request": "true"}):
            answer = await site.client.request(
                method, address, **{**more, "headers": {**more.get("headers", {}), **asked}}
            )
            done = 200 if status == 303 and asked else status
            found = faults_of(answer, kept=address.startswith("/static/app"))
            found += [answer.status_code] if answer.status_code != done else []
            if not address.startswith("/static/app"):
                found += OF_THE_INSIDE.findall(answer.text + repr(answer.headers))
            wrong += [(status, method, address, one) for one in found]
    assert wrong == []


LAYERS = {
    "a query": (search, "numbers", "/search"),
    "another query": (cases, "case_page", "/cases/1"),
    "the index": (search, "found_by", "/search?q=养老"),
    "the session": (auth, "session_of", "/cases"),
    "the journal of readings": (auth, "note_seen", "/cases"),
    "the numbers of the frame": (auth, "unread_count", "/cases"),
    "a table": (exports, "workbook", "/data/replies.xlsx"),
    "a feed": (feeds, "every_reply", "/feed.atom"),
    "every page": (pages, "frame_of", "/cases"),
}


@pytest.mark.parametrize("layer", LAYERS)
async def test_a_fault_in_any_layer_shows_a_number_and_nothing_else(staff, monkeypatch, caplog, layer):
    where, name, address = LAYERS[layer]
    monkeypatch.setattr(where, name, broken if inspect.iscoroutinefunction(getattr(where, name)) else broken_page)
    answer = await staff.get(address)
    assert answer.status_code == 500
    assert faults_of(answer, kept=False) == []
    assert not OF_THE_INSIDE.findall(answer.text)
    (fault,) = [record.incident for record in caplog.records if hasattr(record, "incident")][:1]
    assert fault in answer.text
