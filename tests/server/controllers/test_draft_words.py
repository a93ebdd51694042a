"""DRAFT-11: the editor asks how words will be read and what a paste holds; nothing of it is kept."""

import pytest

from cases.tables import ReplyText
from tests.cases.intake import clipboards
from tests.replying import handled
from tests.server.replying import client_of
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(site):
    return await once(handled)


async def test_words_are_shown_as_they_will_be_read_and_a_paste_is_told_apart(site, case):
    reply = await case.drafted()
    before = await ReplyText.select().order_by(ReplyText.id)
    writer = await client_of(site, case.writer)
    place = f"/drafts/{reply}"
    headers = {"Origin": "http://site.test", "x-dafu-token": await writer.token(place)}
    body = "一、打算。我局将于〖2027年底前〗建成8处。\n| 街道 | 托位 |\n| 城东 | <b>3</b> |"
    shown = await writer.client.put(f"{place}/preview", data={"body": body}, headers=headers)
    assert shown.status_code == 200, shown.text
    assert "<strong>2027年底前</strong>" in shown.text.replace("\n", "")
    assert 'class="promise"' in shown.text
    assert "<th>街道</th>" in shown.text and "<td>&lt;b&gt;3&lt;/b&gt;</td>" in shown.text
    html = {**headers, "Content-Type": "text/html; charset=utf-8"}
    pasted = await writer.client.put(f"{place}/paste", content=clipboards.EXCEL.encode(), headers=html)
    assert pasted.json()["text"].startswith("| 区县 | 计划｜完成 | 比例 |\n")
    assert pasted.json()["counts"]["tables"] == 1
    assert await ReplyText.select().order_by(ReplyText.id) == before
    await writer.write(f"{place}/approval", {"seen": "2", "version": "2"})
    stranger = await client_of(site, case.signers[0])
    assert (await stranger.client.put(f"{place}/paste", content=b"<p>x", headers=headers)).status_code == 403
