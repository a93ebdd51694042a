"""From a draft to a numbered case through the pages; who may not, and what happens when two write at once."""

import re

import pytest

from cases.tables import Body, Case, ProposalText
from cases.vocabulary import Role, Track

pytestmark = pytest.mark.anyio

WORDS = {
    "title": "给小区门口加装夜间路灯",
    "situation": "北苑小区东门外三百米没有路灯，晚归的人只能摸黑走。",
    "analysis": "道路移交后养护单位没有落实，两家单位互相等。",
    "recommendations": "请城管部门今年内装上路灯，并把养护单位写在灯杆上，方便报修。",
}


async def body_of(track):
    return (await Body.select(Body.id).where(Body.track == track.value).order_by(Body.id).first())["id"]


@pytest.fixture
async def deputy(client_as):
    """A member of the committee that has cases in the small archive."""
    return await client_as(Role.SUBMITTER, body=await body_of(Track.CPPCC), name="沈听澜")


@pytest.fixture
async def office(client_as):
    """A reviewer of the same committee."""
    return await client_as(Role.REVIEWER, body=await body_of(Track.CPPCC), name="何知秋")


async def begun(deputy, **more):
    """A draft of the deputy with all its words; its id."""
    made = await deputy.write("/submissions", {"as": "individual"})
    assert made.status_code == 303, made.text
    case_id = int(re.search(r"/submissions/(\d+)/edit", made.headers["location"])[1])
    saved = await deputy.write(f"/submissions/{case_id}/edit", {**WORDS, "version": "1", "consent": "yes", **more})
    assert saved.status_code == 303, saved.text
    return case_id


async def handed_in(deputy, **more):
    """A submission of the deputy; its id."""
    case_id = await begun(deputy, **more)
    seen = (await Case.select(Case.version).where(Case.id == case_id).first())["version"]
    sent = await deputy.write(f"/submissions/{case_id}/submit", {"seen": seen, "phone": "13900001111"})
    assert sent.headers["location"] == f"/submissions/{case_id}", sent.text
    return case_id


async def version_of(case_id):
    return (await Case.select(Case.version).where(Case.id == case_id).first())["version"]


async def test_from_a_draft_to_a_number(deputy, office):
    case_id = await handed_in(deputy)
    receipt = (await deputy.get(f"/submissions/{case_id}")).text
    assert "关于给小区门口加装夜间路灯的提案" in receipt
    assert "接下来" in receipt
    listed = (await office.get("/reviews")).text
    assert "加装夜间路灯" in listed
    sheet = (await office.get(f"/reviews/{case_id}")).text
    assert WORDS["recommendations"] in sheet
    form = {"verb": "file", "category": "社会建设", "seen": await version_of(case_id)}
    preview = await office.write(f"/reviews/{case_id}/preview", form)
    assert preview.status_code == 200
    assert "编号预览" in preview.text
    done = await office.write(f"/reviews/{case_id}/decide", form)
    assert done.status_code == 303, done.text
    row = await Case.select().where(Case.id == case_id).first()
    assert (row["state"], row["category"]) == ("filed", "社会建设")
    assert row["number_raw"]
    page = (await deputy.get(f"/submissions/{case_id}")).text
    assert f"编为{row['number_raw']}号" in page
    assert (await deputy.get("/submissions")).text.count(f"案号 {row['number_raw']}") == 1
    assert (await ProposalText.count().where(ProposalText.case == case_id)) == 1
