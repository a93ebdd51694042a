"""Opinions through pages: one click where there is nothing to say, marks by the lead, the word on the final draft."""

import io

import docx
import pytest

from cases.tables import Assignment, Case
from cases.vocabulary import AssignmentState
from tests.cases.actions.test_draft_uploads import word
from tests.replying import handled
from tests.server.replying import client_of, hidden
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(site):
    case = await once(handled, units=2)
    case.co = await case.made.assignment(case.made.cast.units[1])
    return case


async def begun(site, case):
    co = await client_of(site, case.made.cast.clerk(1))
    answer = await co.write("/opinions", {"assignment": str(case.co["id"])})
    place = answer.headers["location"]
    page = (await co.get(place)).text
    return co, place, {"seen": hidden(page, "seen", 'id="draft"'), "version": hidden(page, "version", 'id="draft"')}


async def test_nothing_to_say_is_one_click_cohandle_3(site, case):
    co, place, fields = await begun(site, case)
    answer = await co.write(place, {**fields, "go": "none"})
    assert answer.status_code == 303
    assert "无意见" in (await co.get(place)).text


async def test_an_opinion_is_saved_sent_and_marked(site, case):
    co, place, fields = await begun(site, case)
    empty = await co.write(place, {**fields, "go": "send", "stance": "agree"})
    assert empty.status_code == 409
    page = (await co.get(place)).text
    fields = {"seen": hidden(page, "seen", 'id="draft"'), "version": hidden(page, "version", 'id="draft"')}
    words = {
        "stance": "supplement",
        "body": "建议写明送餐费用。",
        "contact_person": "郑工",
        "contact_phone": "0571-85250002",
    }
    sent = await co.write(place, {**fields, **words, "go": "send"})
    assert sent.status_code == 303, sent.text
    writer = await client_of(site, case.writer)
    reply = await case.drafted()
    shown = (await writer.get(f"/drafts/{reply}")).text
    assert "建议写明送餐费用" in shown
    assert "0571-85250002" in shown
    number = place.rpartition("/")[2]
    seen = hidden(shown, "seen", f"/opinions/{number}/adoption")
    refused = await writer.write(f"{place}/adoption", {"seen": seen, "adoption": "not_adopted", "reason": ""})
    assert refused.status_code == 422
    marked = await writer.write(f"{place}/adoption", {"seen": seen, "adoption": "adopted"})
    assert marked.status_code == 303
    assert "采纳" in (await co.get(place)).text


async def test_an_autosave_that_came_too_late_keeps_both_texts(site, case):
    co, place, _ = await begun(site, case)
    token = await co.token(place)
    headers = {"Origin": "http://site.test", "x-dafu-token": token, "If-Match": "1"}
    first = await co.client.put(f"{place}/text", data={"body": "第一份"}, headers=headers)
    late = await co.client.put(f"{place}/text", data={"body": "第二份"}, headers=headers)
    assert (first.status_code, late.status_code) == (200, 409)
    assert late.json()["theirs"]["body"] == "第一份"
    assert "第二份" in (await co.get(place.replace("opinions", "drafts") + "/copies")).text


async def test_only_a_co_handler_gives_its_word_on_the_draft(site, case):
    reply = await case.drafted()
    co = await client_of(site, case.made.cast.clerk(1))
    assert (await co.get(f"/opinions/{reply}/cosign")).status_code == 200
    assert (await co.write(f"/opinions/{reply}/cosign", {"seen": "1", "answer": "agree"})).status_code == 409
    submitter = await client_of(site, case.submitter)
    assert (await submitter.get(f"/opinions/{reply}/cosign")).status_code == 403


async def test_opinions_that_were_given_stand_apart_from_those_in_hand(site, case):
    co = await client_of(site, case.made.cast.clerk(1))
    before = (await co.get("/opinions")).text
    assert "会办件（1）" in before and "已送出的会办意见" not in before
    await Assignment.update({Assignment.state: AssignmentState.OPINION_SENT.value}).where(
        Assignment.id == case.co["id"]
    )
    after = (await co.get("/opinions")).text
    assert "会办件（1）" in after and "已送出的会办意见（1）" in after and "手上没有会办件" in after
    assert "手上没有会办件" not in (await co.get("/opinions?page=2")).text


async def test_many_opinions_in_one_table_cohandle_6(site, case):
    await Case.update({Case.number: "132", Case.number_raw: "132"}).where(Case.id == case.id)
    co = await client_of(site, case.made.cast.clerk(1))
    page = (await co.get("/opinions")).text
    assert "132号" in page
    assert "没有写" in page
    files = [
        ("file", (name, word("同意，补充送餐费用。"), "application/octet-stream")) for name in ("132.docx", "9.docx")
    ]
    told = await co.write("/opinions/files", files=files)
    assert told.status_code == 200, told.text
    assert "读入 1 份，没有读入 1 份" in told.text
    assert "“9.docx”没有对应的会办件" in told.text
    assert "起草中" in told.text
    assert (await co.write("/opinions/files")).status_code == 422


async def test_the_lead_sees_who_is_missing_with_urging_cohandle_4(site, case):
    reply = await case.drafted()
    check = (await (await client_of(site, case.writer)).get(f"/drafts/{reply}/check")).text
    assert f"/urges/new?assignment={case.co['id']}" in check
    assert "会办意见还没有收齐" in check


async def test_an_opinion_becomes_a_letter_to_the_lead_unit_cohandle_5(site, case):
    co, place, fields = await begun(site, case)
    words = {
        "stance": "supplement",
        "body": "建议写明送餐费用。",
        "contact_person": "郑工",
        "contact_phone": "85250002",
    }
    assert (await co.write(place, {**fields, **words, "go": "send"})).status_code == 303
    page = (await co.get(place)).text
    paper = page.split('href="/papers/co_opinion')[1].split('"')[0].replace("&amp;", "&")
    made = await co.get(f"/papers/co_opinion.docx{paper}")
    assert made.status_code == 200
    text = "".join(part.text for part in docx.Document(io.BytesIO(made.content)).paragraphs)
    assert "的会办意见" in text
    assert "建议写明送餐费用" in text
