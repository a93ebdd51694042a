"""Files of a form: those that were chosen, under harmless names."""

from typing import Any

import pytest
from litestar import Litestar, Request, post
from litestar.testing import TestClient

from cases.actions.attachments import MOST_FILES
from cases.intake.limits import FILE_BYTES
from server.attachment_forms import ACCEPTED, LARGEST_BODY, TAKEN, as_download, files_in


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
