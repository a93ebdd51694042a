"""The review through pages: preview before deciding, in lots, side by side, and by nobody else."""

import re

import pytest

from cases.tables import Body, Case
from cases.vocabulary import Role, Track
from tests.server.controllers.test_submissions import deputy, handed_in, office, version_of

__all__ = ["deputy", "office"]
pytestmark = pytest.mark.anyio


async def state_of(case_id):
    return (await Case.select(Case.state).where(Case.id == case_id).first())["state"]


async def test_previewed_and_then_decided(deputy, office):
    case_id = await handed_in(deputy)
    form = {
        "verb": "reject_filing",
        "grounds": ["personal", "empty"],
        "seen": await version_of(case_id),
        "words": "另行沟通",
    }
    preview = await office.write(f"/reviews/{case_id}/preview", form)
    assert preview.status_code == 200
    assert "为本人或亲属解决个人问题" in preview.text
    assert await state_of(case_id) == "submitted"
    hidden = re.findall(r'type="hidden" name="grounds" value="(\w+)"', preview.text)
    assert hidden == ["personal", "empty"]
    done = await office.write(f"/reviews/{case_id}/decide", form)
    assert done.headers["location"] == f"/reviews/{case_id}"
    assert await state_of(case_id) == "not_filed"
    told = re.search(r'id="told">(.*?)<', preview.text)[1]
    assert told in (await deputy.get(f"/submissions/{case_id}")).text


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({}, 422, "审查决定"),
        ({"verb": "file", "category": "航天"}, 422, "航天"),
        ({"verb": "return_for_revision"}, 422, "具体说明"),
        ({"verb": "convert"}, 422, "转作何用"),
        ({"verb": "merge_case", "master": "9999-1"}, 422, "9999-1"),
        ({"verb": "file", "category": "其他", "lead_units": "天上局"}, 422, "天上局"),
    ],
)
async def test_what_is_wrong_is_said_on_the_sheet_and_what_was_typed_stays(deputy, office, form, status, said):
    case_id = await handed_in(deputy)
    sent = {**form, "words": form.get("words", ""), "co_units": "市财政局", "seen": await version_of(case_id)}
    answer = await office.write(f"/reviews/{case_id}/preview", sent)
    assert answer.status_code == status
    assert said in answer.text
    assert "市财政局" in answer.text
    assert await state_of(case_id) == "submitted"


async def test_without_a_category_filing_waits(deputy, office):
    case_id = await handed_in(deputy)
    form = {"verb": "file", "seen": await version_of(case_id)}
    answer = await office.write(f"/reviews/{case_id}/decide", form)
    assert answer.status_code == 409
    assert "还没有选定类别" in answer.text


async def test_the_later_of_two_reviewers_is_told_who_and_when(deputy, office, client_as):
    case_id = await handed_in(deputy)
    form = {"verb": "file", "category": "其他", "seen": await version_of(case_id)}
    other = await client_as(Role.REVIEWER, body=office.actor.body, name="邹慎行")
    assert "何知秋 正在审查" not in (await other.get(f"/reviews/{case_id}")).text
    await office.get(f"/reviews/{case_id}")
    assert "何知秋 正在审查" in (await other.get(f"/reviews/{case_id}")).text
    await office.write(f"/reviews/{case_id}/decide", form)
    late = await other.write(f"/reviews/{case_id}/decide", form)
    assert late.status_code == 409
    assert "何知秋" in late.text or "已立案" in late.text


async def test_a_double_press_files_once(deputy, office):
    case_id = await handed_in(deputy)
    form = {"verb": "file", "category": "其他", "seen": await version_of(case_id), "key": "one-and-the-same"}
    one = await office.write(f"/reviews/{case_id}/decide", form)
    two = await office.write(f"/reviews/{case_id}/decide", form)
    assert one.headers["location"] == two.headers["location"]
    assert await Case.count().where(Case.number.is_not_null() & Case.receipt_no.is_not_null()) == 1


async def test_several_at_once(deputy, office):
    one, two = await handed_in(deputy), await handed_in(deputy)
    form = {"case": [str(one), str(two)], f"category-{one}": "社会建设"}
    answer = await office.write("/reviews/batch", form)
    assert answer.status_code == 200
    assert "已立案 1 件" in answer.text
    assert "没有立案 1 件" in answer.text
    assert (await state_of(one), await state_of(two)) == ("filed", "submitted")
    assert "还没有勾选" in (await office.write("/reviews/batch", {})).text


async def test_review_4_what_a_batch_would_do_is_seen_before_it_is_done(deputy, office):
    one, two, three = await handed_in(deputy), await handed_in(deputy), await handed_in(deputy)
    asked = f"case={one}&case={two}&case={three}&category-{one}=其他&category-{three}=社会建设&tab=waiting"
    page = (await office.get(f"/reviews/batch?{asked}")).text
    assert "将立案 2 件，编号" in page and "还不能立案 1 件" in page and "还没有选定类别" in page
    assert {await state_of(i) for i in (one, two, three)} == {"submitted"}
    numbers = re.findall(r'<td class="num">(第?\d+号)</td>', page)
    form = {"case": [str(one), str(three)], f"category-{one}": "其他", f"category-{three}": "社会建设"}
    done = (await office.write("/reviews/batch", form, on=f"/reviews/batch?{asked}")).text
    assert "已立案 2 件" in done
    rows = await Case.select(Case.number).where(Case.id.is_in([one, three])).order_by(Case.id)
    assert [f"{int(re.sub('[^0-9]', '', number))}" for number in numbers] == [row["number"] for row in rows]
    assert "还没有勾选" in (await office.get("/reviews/batch")).text


async def test_side_by_side_and_merged(deputy, office):
    one, two = await handed_in(deputy), await handed_in(deputy)
    page = (await office.get(f"/reviews/{one}/compare/{two}")).text
    assert "<mark>" in page
    assert "100%" in page
    receipt = re.search(r'name="master" value="([\d-]+)"', page)[1]
    form = {"verb": "merge_case", "master": receipt, "seen": await version_of(one)}
    assert "已并案" in (await office.write(f"/reviews/{one}/preview", form)).text
    await office.write(f"/reviews/{one}/decide", form)
    row = await Case.select().where(Case.id == one).first()
    assert (row["state"], row["merged_into"]) == ("merged", two)


async def test_saved_and_on_to_the_next(deputy, office):
    one, two = await handed_in(deputy), await handed_in(deputy)
    form = {"verb": "file", "category": "其他", "seen": await version_of(one), "next": "1"}
    done = await office.write(f"/reviews/{one}/decide", form)
    assert done.headers["location"] == f"/reviews/{two}"


async def test_opening_it_ends_the_submitters_way_back(deputy, office):
    case_id = await handed_in(deputy)
    await office.write(f"/reviews/{case_id}/open", {"seen": await version_of(case_id)})
    assert await state_of(case_id) == "in_review"
    assert "撤回这件" not in (await deputy.get(f"/submissions/{case_id}")).text


async def test_every_list_opens_and_strangers_stay_out(deputy, office, client_as):
    case_id = await handed_in(deputy)
    for tab in ("waiting", "under_review", "returned", "deferred", "refused", "merged", "nonsense"):
        assert (await office.get(f"/reviews?tab={tab}")).status_code == 200
    npc = (await Body.select(Body.id).where(Body.track == Track.NPC.value).order_by(Body.id).first())["id"]
    stranger = await client_as(Role.REVIEWER, body=npc)
    assert (await stranger.get(f"/reviews/{case_id}")).status_code == 404
    assert (await stranger.get(f"/reviews/{case_id}/compare/{case_id}")).status_code == 404
    form = {"verb": "file", "category": "其他", "seen": "2"}
    for end in ("preview", "decide", "open"):
        assert (await stranger.write(f"/reviews/{case_id}/{end}", form)).status_code == 404
    assert (await deputy.get("/reviews")).status_code == 403
    assert (await office.get("/reviews/1")).status_code == 404  # a case of the archive was not submitted here
