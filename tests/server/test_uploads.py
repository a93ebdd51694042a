"""Uploaded files: bodies in large pieces, harmless names, a run that goes on by itself."""

import asyncio
import io
import os
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar, Request, post

from cases.stores.folder import Folder
from server import uploads

pytestmark = pytest.mark.anyio


@given(st.text(max_size=400))
def test_a_name_leads_nowhere(name):
    safe = uploads.safe_name(name)
    assert safe
    assert "/" not in safe
    assert "\\" not in safe
    assert safe not in (".", "..")
    assert not safe.startswith(".")
    assert "\x00" not in safe
    assert len(safe.encode()) <= uploads.LONGEST_BYTES + 50
    assert uploads.safe_name(safe) == safe


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\文件\\答复.docx", "答复.docx"),
        ("\u202etxt.exe", "txt.exe"),
        ("答复 607.html", "答复 607.html"),
        ("", "file"),
        ("CON.docx", "_CON.docx"),
        ("lpt1", "_lpt1"),
        ("e\u0301t\x85.txt", "\u00e9t.txt"),
        ("-rf.docx", "rf.docx"),
    ],
)
def test_known_tricks(sent, kept):
    assert uploads.safe_name(sent) == kept


class Upload:
    """What the framework hands over for a file."""

    def __init__(self, filename, data):
        self.filename, self.file = filename, io.BytesIO(data)


async def test_two_files_of_one_name_are_both_kept(tmp_path):
    upload = await uploads.keep_files(Folder(tmp_path), [Upload("a.txt", b"1"), Upload("a.txt", b"2")])
    kept = {path.name: path.read_bytes() for path in (tmp_path / upload).iterdir()}
    assert kept == {"a.txt": b"1", "a-2.txt": b"2"}
    assert uploads.label_of(list(kept)) == "a-2.txt、a.txt"


async def test_a_run_ends_by_itself(staff):
    files = [("files", ("note.txt", "杭州市民政局\n关于一件事的说明\n".encode(), "text/plain"))]
    sent = await staff.post("/imports", token=await staff.token("/imports"), files=files)
    assert sent.status_code == 303
    run = sent.headers["location"]
    for _ in range(200):
        if "hx-trigger" not in (await staff.get(run)).text:
            break
        await asyncio.sleep(0.1)
    assert "已完成" in (await staff.get(run)).text


@pytest.mark.parametrize("size", [0, 1, uploads.PIECE - 1, uploads.PIECE, uploads.PIECE + 1, 3 * uploads.PIECE + 5])
async def test_a_body_comes_whole_in_few_pieces(size):
    seen = []

    @post("/", status_code=200, request_max_body_size=uploads.PIECE * 4)
    async def told(request: Request[Any, Any, Any]) -> bytes:
        seen.extend([len(piece) async for piece in request.stream()])
        return b""

    sent = os.urandom(size)
    pieces = [sent[at : at + 65_000] for at in range(0, size, 65_000)]

    async def body():
        for piece in pieces:
            yield piece

    app = Litestar([told], request_class=uploads.PieceRequest)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
        assert (await client.post("/", content=body())).status_code == 200
        assert sum(seen) == size
        assert len(seen) <= size // uploads.PIECE + 1
        assert (await client.post("/", content=bytes(uploads.PIECE * 4 + 1))).status_code == 413
