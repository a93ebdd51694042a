"""Approving through pages: who may, what is shown when it cannot be done, and that nothing typed is lost."""

import pytest

from tests.replying import BODY, handled
from tests.server.replying import client_of, hidden
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(site):
    return await once(handled)


def seen(page):
    return {"seen": hidden(page, "seen", "decide-head"), "version": hidden(page, "version", "decide-head")}


async def test_the_list_and_the_page_of_what_waits_approve_1(site, case):
    reply = await case.asked()
    approver = await client_of(site, case.signers[0])
    assert f"/approvals/{reply}" in (await approver.get("/approvals")).text
    page = (await approver.get(f"/approvals/{reply}")).text
    assert "第1级 处室负责人（共3级：处室负责人→办公室核稿→分管领导）" in page
    assert "新增助餐点80处" in page
    writer = await client_of(site, case.submitter)
    assert (await writer.get(f"/approvals/{reply}")).status_code == 403


async def test_a_refusal_keeps_what_was_typed(site, case):
    reply = await case.asked()
    approver = await client_of(site, case.signers[0])
    page = (await approver.get(f"/approvals/{reply}")).text
    answer = await approver.write(f"/approvals/{reply}", {**seen(page), "decision": "sent_back", "told": "短"})
    assert answer.status_code == 422
    assert "不少于 5 个字" in answer.text
    assert ">\n短</textarea>" in answer.text
    changed = {**seen(page), "decision": "agreed", "edited": "yes", "body": BODY + "改动", "version": "99"}
    answer = await approver.write(f"/approvals/{reply}", changed)
    assert answer.status_code == 409
    assert "改动</textarea>" in answer.text


async def test_a_change_is_shown_to_the_writer_as_changes(site, case):
    reply = await case.asked()
    approver, writer = await client_of(site, case.signers[0]), await client_of(site, case.writer)
    page = (await approver.get(f"/approvals/{reply}")).text
    form = {**seen(page), "decision": "agreed", "edited": "yes", "body": BODY.replace("80处", "90处")}
    assert (await approver.write(f"/approvals/{reply}", form)).status_code == 303
    shown = (await writer.get(f"/drafts/{reply}/versions/1?to=2")).text
    assert "<ins>9</ins>" in shown
    assert "<del>8</del>" in shown
    back = await approver.get(f"/approvals/{reply}")
    assert back.headers["location"] == f"/drafts/{reply}"  # it is no longer his turn


async def test_a_second_click_signs_once(site, case):
    reply = await case.asked()
    approver = await client_of(site, case.signers[-1])
    page = (await approver.get(f"/approvals/{reply}")).text
    form = {**seen(page), "decision": "signed", "key": "the same key twice"}
    first = await approver.write(f"/approvals/{reply}", form)
    again = await approver.write(f"/approvals/{reply}", form)
    assert (first.status_code, again.status_code) == (303, 303)
    assert (await case.reply(reply))["doc_no"].endswith("1号")


async def test_several_are_approved_at_once_after_each_was_opened_approve_6(site, case):
    other = await handled()
    replies = [await case.asked(), await other.asked()]
    approver = await client_of(site, case.signers[0])
    listed = (await approver.get("/approvals")).text
    assert listed.count("还没有打开看") == 2
    marks = [listed.split(f'name="reply" value="{reply}.')[1].split('"')[0] for reply in replies]
    form = {"reply": [f"{reply}.{mark}" for reply, mark in zip(replies, marks, strict=True)]}
    await approver.get(f"/approvals/{replies[0]}")
    refused = await approver.write("/approvals/batch", form)
    assert refused.status_code == 409
    assert "有 1 件还没有打开看过" in refused.text
    await approver.get(f"/approvals/{replies[1]}")
    assert (await approver.get("/approvals")).text.count("看过这一稿") == 2
    assert (await approver.write("/approvals/batch", {"reply": ["x", "1.2", "9.9.9.9"]})).status_code == 303
    assert (await approver.write("/approvals/batch", form)).status_code == 303
    assert [(await case.reply(reply))["approval_level"] for reply in replies] == [2, 2]


async def test_the_sheet_of_the_approval_is_offered_approve_8(site, case):
    reply = await case.asked()
    approver = await client_of(site, case.signers[0])
    page = (await approver.get(f"/approvals/{reply}")).text
    place = page.split('href="/papers/approval_sheet')[1].split('"')[0].replace("&amp;", "&")
    sheet = await approver.get(f"/papers/approval_sheet.docx{place}")
    assert sheet.status_code == 200
    assert sheet.headers["content-type"].startswith("application/vnd.openxmlformats")
