"""Whatever goes wrong is told in Chinese with its true status, and nothing of the inside shows."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from litestar import Request

from cases.errors import TooMuchAsked, error_types
from server import pages
from server.errors import KNOWN, Trouble, show

pytestmark = pytest.mark.anyio
TOO_MUCH = str(TooMuchAsked("检索", "一分钟", 1200, 40))


def test_every_error_of_the_domain_has_a_status_that_pages_know():
    for code, kind in error_types().items():
        assert kind.status in KNOWN | {507}, code


async def test_an_unknown_address_is_a_chinese_page_with_a_way_on(site):
    answer = await site.get("/nowhere")
    assert answer.status_code == 404
    assert "没有" in answer.text
    assert 'action="/search"' in answer.text


@tried(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from((*pages.SIZES, "9", "")), st.booleans())
@example('"><script>', "a=</script>&back=%2F", "3", False)
@example("the-address-that-was-asked-for", "the-path-that-was-asked-for", "1", False)
def test_what_many_are_told_at_a_time_is_the_page_that_each_would_be_shown(app, path, asked, size, part):
    headers = [(b"cookie", f"{pages.SIZE}={size}".encode())] + ([(b"hx-request", b"true")] if part else [])
    scope = {
        "type": "http", "method": "GET", "path": f"/{path}", "query_string": quote(asked, safe="=&<>").encode(),
        "headers": headers, "app": app, "litestar_app": app, "state": {},
    }  # fmt: skip
    for trouble in (Trouble(503, what="crowded", again=True), Trouble(429), Trouble(429, what=TOO_MUCH)):
        request = Request(scope)
        each = pages.render(request, "_problem.html" if part else "error.html", trouble=trouble)
        assert show(request, trouble).content == each.replace(' aria-current="page"', "")


async def test_htmx_gets_the_sentence_into_its_place(site):
    answer = await site.get("/cases/99999", HX_Request="true")
    assert answer.status_code == 404
    assert answer.headers["hx-retarget"] == "#problem"
    assert "<html" not in answer.text
    assert 'role="alert"' in answer.text


async def test_a_fault_of_ours_shows_a_number_and_nothing_else(app, monkeypatch, anyio_backend):
    import httpx

    from server.controllers import home

    async def broken(**_):
        raise RuntimeError("the inside")

    monkeypatch.setattr(home, "numbers", broken)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
        answer = await client.get("/")
    assert answer.status_code == 500
    assert "编号" in answer.text
    assert "inside" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"]


async def test_whoever_is_turned_away_is_told_to_the_log_without_what_he_sent(staff, caplog):
    await staff.get("/administration/")
    await staff.post("/account/sign-out", {"secret": "ein Wort"}, token="none")
    (first, second) = [one.getMessage() for one in caplog.records if one.getMessage().startswith("refused")]
    assert first == f"refused Forbidden: GET /administration to {staff.actor.person}"
    assert second == f"refused NotFromHere: POST /account/sign-out to {staff.actor.person}"


async def test_a_reader_who_turned_away_is_no_fault_of_ours(site, caplog):
    async def gone():
        return {"type": "http.disconnect"}

    sent = []

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "path": "/account/size", "raw_path": b"/account/size",
        "query_string": b"", "headers": [(b"content-type", b"application/x-www-form-urlencoded")], "scheme": "http",
        "server": ("site.test", 80), "client": ("127.0.0.1", 1),
    }  # fmt: skip
    await site.app(scope, gone, send)
    assert not [record for record in caplog.records if "fault" in record.message]
    assert sent[0]["status"] < 500
