"""Writing a reply through its pages: from the first word to the letter that is sent."""

import io
import re
from html import unescape

import pytest
from docx import Document

from cases.tables import Delivery, DraftCopy
from tests.replying import BODY, handled
from tests.server.replying import client_of, hidden
from tests.situations import once

pytestmark = pytest.mark.anyio

FIELDS = {
    "body": BODY, "answered": "0", "result_class": "B", "disclosure": "proactive",
    "contact_person": "方静", "contact_phone": "0571-85250001",
}  # fmt: skip


@pytest.fixture
async def case(site):
    return await once(handled)


@pytest.fixture
async def writer(site, case):
    return await client_of(site, case.writer)


async def started(writer, case) -> str:
    """Begin the draft through the pages; its address."""
    answer = await writer.write("/drafts", {"assignment": str(case.lead["id"])})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def written(writer, place, **more):
    """Save the form of the draft with the version that its page carries."""
    page = (await writer.get(place)).text
    return await writer.write(
        place, {**FIELDS, **{name: hidden(page, name) for name in ("version", "addressee")}, "go": "", **more}
    )


async def test_from_the_first_word_to_the_letter(site, case, writer):
    place = await started(writer, case)
    assert (await started(writer, case)) == place  # a second click opens the same draft
    assert "每个社区设一处" in (await writer.get(place)).text
    answer = await written(writer, place, go="check")
    assert answer.headers["location"] == f"{place}/check"
    check = (await writer.get(f"{place}/check")).text
    assert "没有发现问题" in check
    assert "新增助餐点80处" in check
    seen = {"seen": hidden(check, "seen"), "version": hidden(check, "version")}
    asked = await writer.write(f"{place}/approval", seen)
    assert asked.status_code == 303, asked.text
    number = place.rpartition("/")[2]
    for signer in case.signers:
        client = await client_of(site, signer)
        page = (await client.get(f"/approvals/{number}")).text
        assert f"第{signer.level}级" in page
        seen = {"seen": hidden(page, "seen", "decide-head"), "version": hidden(page, "version", "decide-head")}
        decision = "signed" if signer is case.signers[-1] else "agreed"
        assert (await client.write(f"/approvals/{number}", {**seen, "decision": decision})).status_code == 303
    page = (await writer.get(place)).text
    assert "已签发" in page
    sent = await writer.write(f"{place}/send", {"seen": hidden(page, "seen", "act-bar")})
    assert sent.status_code == 303, sent.text
    assert await Delivery.count().where(Delivery.reply == int(number)) == 1
    delivery = (await case.deliveries(int(number)))[0]["id"]
    submitter = await client_of(site, case.submitter)
    page = (await submitter.get(f"/ratings/{delivery}")).text
    assert "新增助餐点80处" in page
    assert " checked" not in page
    rating = {"seen": hidden(page, "seen"), "attitude": "satisfied", "result": "satisfied"}
    rated = await submitter.write(f"/ratings/{delivery}", rating)
    assert rated.status_code == 303, rated.text
    assert "以这次为准" in (await submitter.get(f"/ratings/{delivery}")).text


async def test_an_autosave_answers_with_the_version_and_a_late_one_with_both_texts_draft_1(site, case, writer):
    place = await started(writer, case)
    other = await client_of(site, case.colleague)
    headers = {"Origin": "http://site.test", "If-Match": "1"}
    mine = {**headers, "x-dafu-token": await writer.token(place)}
    theirs = {**headers, "x-dafu-token": await other.token(place)}
    first = await writer.client.put(f"{place}/text", data={**FIELDS, "body": "先到的"}, headers=mine)
    assert (first.status_code, first.json()["version"]) == (200, 2)
    late = await other.client.put(f"{place}/text", data={**FIELDS, "body": "后到的"}, headers=theirs)
    assert late.status_code == 409
    assert (late.json()["theirs"]["body"], late.json()["yours"]["body"]) == ("先到的", "后到的")
    assert late.json()["who"] == case.writer.name
    page = (await other.get(f"{place}/copies")).text
    assert "后到的" in page
    copy = (await DraftCopy.select())[0]["id"]
    merged = {"version": hidden(page, "version", "/copies/"), "use": "mine", "body": "先到的，后到的"}
    assert (await other.write(f"{place}/copies/{copy}", merged)).status_code == 303
    assert "先到的，后到的" in (await writer.get(place)).text
    refused = await writer.client.put(f"{place}/text", data=FIELDS, headers=headers)
    assert refused.status_code == 403  # without a token nothing is written


async def test_without_a_script_the_second_to_save_is_shown_both(site, case, writer):
    place = await started(writer, case)
    await written(writer, place, body="先到的")
    late = await writer.write(place, {**FIELDS, "body": "后到的", "version": "1", "go": ""})
    assert late.status_code == 409
    assert "先到的" in late.text
    assert "后到的" in late.text


async def test_the_check_says_everything_and_lets_nothing_through(case, writer):
    place = await started(writer, case)
    await writer.write(place, {"body": "请看【待核实：地点】。", "version": "1", "go": "check"})
    check = (await writer.get(f"{place}/check")).text
    for words in ("待核实", "建议未答复", "还没有确定办理类别", "还没有填写联系人和电话"):
        assert words in check
    assert 'id="f2"' in check  # the link of the placeholder leads to its place in the text
    seen = {"seen": hidden(check, "seen"), "version": hidden(check, "version"), "confirmed": "on"}
    refused = await writer.write(f"{place}/approval", seen)
    assert refused.status_code == 409
    assert "处没有处理" in refused.text


async def test_versions_are_kept_compared_and_restored_draft_2(case, writer):
    place = await started(writer, case)
    await written(writer, place, body="第一稿的话", go="version")
    await written(writer, place, body="第二稿的话")
    page = (await writer.get(f"{place}/versions/1")).text
    assert "<del>第一</del>" in page
    assert "<ins>第二</ins>" in page
    taken = unescape(re.search(r'href="(/papers/changes\.docx[^"]*)"', page)[1])
    struck = [run.text for p in Document(io.BytesIO((await writer.get(taken)).content)).paragraphs for run in p.runs
              if run.font.strike]  # fmt: skip
    assert struck == ["第一"]
    restored = await writer.write(f"{place}/versions/1/restore", {"version": hidden(page, "version")})
    assert restored.status_code == 303
    assert "第一稿的话" in (await writer.get(place)).text
    assert (await writer.get(f"{place}/versions/9")).status_code == 404


async def test_strangers_get_nothing(site, case, writer):
    place = await started(writer, case)
    assert (await (await client_of(site, case.submitter)).get(place)).status_code == 403
    assert (await site.get(place)).status_code == 303
    assert (await (await client_of(site, case.made.cast.clerk(1))).get(place)).status_code == 404


async def test_three_texts_are_laid_side_by_side_draft_12(site, case, writer):
    place = await started(writer, case)
    await written(writer, place, body="一、现状。\n照旧。\n二、打算。")
    page = (await writer.get(place)).text
    first = {**FIELDS, "version": hidden(page, "version"), "base_body": "一、现状。\n照旧。\n二、打算。"}
    colleague = await client_of(site, case.colleague)
    assert "也打开了这份稿子" in (await colleague.get(place)).text
    await colleague.write(place, {**first, "body": "一、已有基础。\n照旧。\n二、打算。", "go": ""})
    lost = await writer.write(place, {**first, "body": "一、现状。\n照旧。\n二、今后打算。", "go": ""})
    assert lost.status_code == 409
    assert "<ins>已有基础</ins>" in lost.text and "<ins>今后</ins>" in lost.text
    assert "\n一、已有基础。\n照旧。\n二、今后打算。</textarea>" in lost.text
    assert "已替您合成" in lost.text


async def test_one_block_of_a_version_is_put_back_draft_2(writer, case):
    place = await started(writer, case)
    await written(writer, place, body="一、甲甲。\n二、乙乙。\n三、丙丙。", go="version")
    await written(writer, place, body="一、甲。\n二、乙乙。\n三、丙。")
    page = (await writer.get(f"{place}/versions/1")).text
    assert "只恢复一处（2）" in page
    form = {"version": hidden(page, "version", "blocks-head")}
    assert (await writer.write(f"{place}/versions/1/restore", {**form, "block": "9"})).status_code == 404
    assert (await writer.write(f"{place}/versions/1/restore", {**form, "block": "1"})).status_code == 303
    assert "\n一、甲。\n二、乙乙。\n三、丙丙。</textarea>" in (await writer.get(place)).text


async def test_saving_tells_who_else_is_there_draft_12(site, case, writer):
    place = await started(writer, case)
    await (await client_of(site, case.colleague)).get(place)
    page = (await writer.get(place)).text
    headers = {
        "Origin": "http://site.test",
        "If-Match": hidden(page, "version"),
        "X-Dafu-Token": await writer.token("/account"),
    }
    told = await writer.client.put(f"{place}/text", data={**FIELDS, "body": "新的一句。"}, headers=headers)
    assert told.json()["others"] == [case.colleague.name]
