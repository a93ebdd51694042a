"""Files of a form: those that were chosen, under harmless names, and only so many in memory at once."""

import asyncio
from typing import Any

import httpx
import pytest
from litestar import Litestar, Request, post
from litestar.testing import TestClient

from cases.actions.attachments import MOST_FILES
from cases.intake.limits import FILE_BYTES
from server.attachment_forms import ACCEPTED, LARGEST_BODY, TAKEN, as_download, files_in
from server.uploads import AT_ONCE, LARGE, PieceRequest, end_turn


@post("/", request_max_body_size=LARGEST_BODY)
async def counted(request: Request[Any, Any, Any]) -> list[tuple[str, int]]:
    """What arrived."""
    return [(name, len(data)) for name, data in await files_in(request, "file")]


@pytest.fixture(scope="module")
def client():
    with TestClient(Litestar([counted])) as made:
        yield made


def test_several_files_of_one_field(client):
    sent = [("file", ("一.jpg", b"123")), ("file", ("../../二.pdf", b"4")), ("other", ("三.txt", b"5"))]
    assert client.post("/", files=sent).json() == [["一.jpg", 3], ["二.pdf", 1]]
    assert client.post("/", data={"file": "no file at all"}).json() == []


def test_what_pages_say_is_what_is_taken():
    assert TAKEN == {"most_files": MOST_FILES, "largest": FILE_BYTES, "accepted": ACCEPTED}
    assert LARGEST_BODY > MOST_FILES * FILE_BYTES


def test_what_is_handed_out_is_saved_and_never_opened_here():
    headers = as_download(b"<script>", "一\r\n<b>.html", "text/plain").headers
    assert headers["Content-Disposition"].startswith("attachment;")
    assert not {"\r", "\n", "<"} & set(headers["Content-Disposition"])
    assert headers["Content-Security-Policy"].startswith("sandbox")


async def _sent(size, *, count, ended=None):
    """Send so many forms with a file of a size at once; how many had theirs in memory at the same time, at most, and
    what each was answered, 0 where it was not. ended: is asked after reading, and may raise."""
    inside = most = 0
    asked: list[int] = []

    @post("/", request_max_body_size=LARGEST_BODY)
    async def keeping(request: Request[Any, Any, Any]) -> int:
        nonlocal inside, most
        ((_, data),) = await files_in(request, "file")
        assert await files_in(request, "file")  # who has his turn asks for no second one
        inside, most = inside + 1, max(most, inside + 1)
        try:
            await asyncio.sleep(0.05)
            if ended is not None and not asked:
                ended()
        finally:
            inside -= 1
        return len(data)

    app = Litestar([keeping], before_send=[end_turn], request_class=PieceRequest)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
        data = bytes(size)
        answers = [client.post("/", files={"file": ("一.pdf", data)}) for _ in range(count)]
        async with asyncio.timeout(60):
            found = await asyncio.gather(*map(asyncio.create_task, answers), return_exceptions=True)
            asked.append(most)
            for _ in range(AT_ONCE + 1):  # all in this one task, which goes on: each gives its place back by answering
                assert (await client.post("/", files={"file": ("一.pdf", data)})).status_code == 201
    return asked[0], [(one.status_code, one.text) if isinstance(one, httpx.Response) else (0, "") for one in found]


@pytest.mark.anyio
async def test_large_files_are_read_in_turns():
    assert await _sent(LARGE + 7, count=4 * AT_ONCE) == (AT_ONCE, [(201, str(LARGE + 7))] * 4 * AT_ONCE)


@pytest.mark.anyio
async def test_small_files_wait_for_nobody():
    most, answers = await _sent(LARGE - 1, count=2 * AT_ONCE)
    assert most > AT_ONCE
    assert answers == [(201, str(LARGE - 1))] * 2 * AT_ONCE


@pytest.mark.anyio
async def test_whoever_fails_gives_his_place_back():
    def fail():
        raise RuntimeError("the disk is full")

    most, answers = await _sent(LARGE, count=3 * AT_ONCE, ended=fail)
    assert (most, {status for status, _ in answers}) == (AT_ONCE, {500})


@pytest.mark.anyio
async def test_whoever_goes_away_gives_his_place_back():
    def leave():
        asyncio.current_task().cancel()

    assert await _sent(LARGE, count=3 * AT_ONCE, ended=leave) == (AT_ONCE, [(0, "")] * 3 * AT_ONCE)
