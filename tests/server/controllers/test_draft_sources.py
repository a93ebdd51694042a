"""Words from elsewhere: a Word file, and earlier answers found by a search, taken over with their source."""

import io

import docx
import pytest

from tests.replying import handled
from tests.server.replying import client_of, hidden
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(site):
    return await once(handled)


async def test_a_word_file_replaces_the_text(site, case):
    reply = await case.drafted()
    writer = await client_of(site, case.writer)
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph("新的第一段。")
    made.save(out)
    page = (await writer.get(f"/drafts/{reply}")).text
    form = {"version": hidden(page, "version")}
    place = f"/drafts/{reply}/upload"
    wrong = await writer.write(place, form, files={"file": ("a.docx", b"nothing", "application/octet-stream")})
    assert wrong.status_code == 415
    taken = await writer.write(place, form, files={"file": ("a.docx", out.getvalue(), "application/octet-stream")})
    assert taken.status_code == 303, taken.text
    assert "新的第一段" in (await writer.get(f"/drafts/{reply}")).text


async def test_an_earlier_answer_is_found_and_taken_over(site, case):
    reply = await case.drafted()
    writer = await client_of(site, case.writer)
    page = (await writer.get(f"/drafts/{reply}/quotes?q=社区助餐点")).text
    assert "社区助餐点120个" in page
    form = {name: hidden(page, name, f'action="/drafts/{reply}/quotes"') for name in ("version", "words", "source")}
    taken = await writer.write(f"/drafts/{reply}/quotes", form)
    assert taken.status_code == 303, taken.text
    assert "【待核实：引自" in (await writer.get(f"/drafts/{reply}")).text
