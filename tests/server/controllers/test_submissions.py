"""From a draft to a numbered case through the pages; who may not, and what happens when two write at once."""

import re

import pytest

from cases.actions.dictionaries import add_word
from cases.actor import SYSTEM
from cases.papers.reading import matter_of
from cases.tables import Body, Case, ProposalText
from cases.vocabulary import Role, Track, WordList
from tests.pictures import jpeg

pytestmark = pytest.mark.anyio

WORDS = {
    "title": "给小区门口加装夜间路灯",
    "situation": "北苑小区东门外三百米没有路灯，晚归的人只能摸黑走。",
    "analysis": "道路移交后养护单位没有落实，两家单位互相等。",
    "recommendations": "请城管部门今年内装上路灯，并把养护单位写在灯杆上，方便报修。",
}


async def body_of(track):
    here = (Body.track == track.value) & (Body.place.code == "hangzhou")
    return (await Body.select(Body.id).where(here).first())["id"]


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
    assert WORDS["analysis"] in receipt
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


async def put(client, path, data, seen, token=None):
    headers = {"Origin": "http://site.test", "X-Dafu-Token": token or await client.token("/account"), "If-Match": seen}
    return await client.client.put(path, data=data, headers=headers)


async def test_saving_while_writing(deputy):
    """SUBMIT-2, FORM-8."""
    case_id = await begun(deputy)
    path = f"/submissions/{case_id}/text"
    held = (await deputy.get(path)).json()
    first = await put(deputy, path, {**WORDS, "analysis": "改过一次。"}, str(held["version"]), held["token"])
    assert first.status_code == 200
    told = first.json()
    assert told["version"] == held["version"] + 1
    assert re.fullmatch(r"\d\d:\d\d:\d\d", told["at"])
    assert told["completed"] == "关于给小区门口加装夜间路灯的提案"
    again = await put(deputy, path, {**WORDS, "analysis": "改过一次。"}, str(held["version"]))
    assert (again.status_code, again.json()["version"]) == (200, told["version"])
    lost = await put(deputy, path, {**WORDS, "analysis": "另一个窗口改的。"}, str(held["version"]))
    assert lost.status_code == 409
    assert lost.json()["theirs"]["analysis"] == "改过一次。"
    assert lost.json()["yours"]["analysis"] == "另一个窗口改的。"
    page = (await deputy.get(f"/submissions/{case_id}/edit")).text
    assert "有一份内容没有合并进来" in page
    copy = re.search(rf"/submissions/{case_id}/copies/(\d+)", page)[1]
    taken = {"use": "yes", "version": str(told["version"])}
    await deputy.write(f"/submissions/{case_id}/copies/{copy}", taken)
    assert (await deputy.get(path)).json()["version"] == told["version"] + 1
    assert "另一个窗口改的。" in (await deputy.get(f"/submissions/{case_id}/edit")).text


async def test_saving_says_401_and_403_in_one_word(deputy, site):
    case_id = await begun(deputy)
    path = f"/submissions/{case_id}/text"
    assert (await put(deputy, path, WORDS, "2", "planted.token")).status_code == 403
    headers = {"Origin": "http://site.test", "X-Dafu-Token": "x", "If-Match": "2"}
    assert (await site.client.put(path, data=WORDS, headers=headers)).status_code == 401


async def test_others_find_no_draft(deputy, office, client_as):
    case_id = await begun(deputy)
    other = await client_as(Role.SUBMITTER, body=await body_of(Track.CPPCC))
    for client in (other, office):
        for end in ("", "/edit", "/check", "/text", "/names", "/files"):
            assert (await client.get(f"/submissions/{case_id}{end}")).status_code == 404, end
        assert (await client.get(f"/similar/{case_id}")).status_code == 404
        for end in ("edit", "submit", "withdraw"):
            assert (await client.write(f"/submissions/{case_id}/{end}", {**WORDS, "seen": "1"})).status_code == 404
        assert (await put(client, f"/submissions/{case_id}/text", WORDS, "2")).status_code == 404
    clerk = await client_as(Role.CLERK)
    assert (await clerk.get("/submissions")).status_code == 403


async def test_a_double_press_begins_one_draft_and_hands_in_once(deputy):
    """FORM-5."""
    sent = {"as": "individual", "key": "the-very-same-key"}
    one, two = await deputy.write("/submissions", sent), await deputy.write("/submissions", sent)
    assert one.headers["location"] == two.headers["location"]
    assert await Case.count().where(Case.state == "draft") == 1
    case_id = await begun(deputy)
    form = {"seen": await version_of(case_id), "key": "another-same-key"}
    one = await deputy.write(f"/submissions/{case_id}/submit", form)
    two = await deputy.write(f"/submissions/{case_id}/submit", form)
    assert one.headers["location"] == two.headers["location"] == f"/submissions/{case_id}"
    late = await deputy.write(f"/submissions/{case_id}/submit", {"seen": form["seen"]})
    assert late.status_code in (303, 409)


async def test_what_is_missing_is_said_on_the_page_of_the_check(deputy):
    """FORM-2, FORM-3."""
    made = await deputy.write("/submissions", {"as": "individual"})
    case_id = int(re.search(r"(\d+)", made.headers["location"])[1])
    answer = await deputy.write(f"/submissions/{case_id}/submit", {"seen": "1"})
    assert answer.status_code == 409
    assert "还没有写完" in answer.text
    assert 'role="alert"' in answer.text


async def test_a_strange_unit_is_named_and_the_words_are_saved(deputy):
    """FORM-4."""
    case_id = await begun(deputy)
    form = {**WORDS, "situation": "又改了一次。", "lead_units": "市民政局、天上局", "version": "2", "consent": "no"}
    answer = await deputy.write(f"/submissions/{case_id}/edit", form)
    assert answer.status_code == 422
    assert "天上局" in answer.text
    text = await ProposalText.select().where(ProposalText.case == case_id).first()
    assert text["situation"] == "又改了一次。"
    assert not (await Case.select().where(Case.id == case_id).first())["consent_publish"]


async def test_units_are_found_and_picked_without_a_script(deputy):
    """SUBMIT-8."""
    case_id = await begun(deputy, title="老旧小区加装电梯减负")
    page = (await deputy.get(f"/submissions/{case_id}/edit")).text
    assert "相似的件由这些单位主办过" in page
    assert re.search(r"上一年度同类主办 \d+ 件", page)
    form = {**WORDS, "title": "老旧小区加装电梯减负", "version": "2", "consent": "yes", "find": "民政"}
    asked = await deputy.write(f"/submissions/{case_id}/edit", {**form, "go": "find"})
    address, _, mark = asked.headers["location"].partition("#")
    assert mark == "step-wishes"
    found = (await deputy.get(address)).text
    assert "杭州市民政局" in found
    short = re.search(r'name="lead" value="([^"]+)"', found)[1]
    picked = await deputy.write(f"/submissions/{case_id}/edit", {**form, "lead": short, "lead_units": ""})
    assert picked.status_code == 303, picked.text
    assert f'name="lead_units" value="{short}"' in (await deputy.get(f"/submissions/{case_id}/edit")).text
    part = await deputy.client.get(f"/submissions/{case_id}/edit?find=天上局", headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div id="units"')
    assert "单位名录里没有“天上局”" in part.text


async def test_a_list_of_units_may_be_pasted(deputy):
    """FORM-11."""
    case_id = await begun(deputy)
    form = {**WORDS, "version": "2", "consent": "yes", "co_units": "市民政局，天上局 海底局"}
    answer = await deputy.write(f"/submissions/{case_id}/edit", form)
    assert answer.status_code == 422
    assert "天上局、海底局" in answer.text
    assert '<a href="#co_units">' in answer.text
    assert 'id="wrong"' in answer.text


async def test_taken_back_with_a_reason(deputy, office):
    """SUBMIT-11."""
    case_id = await handed_in(deputy)
    bare = await deputy.write(f"/submissions/{case_id}/withdraw", {"seen": await version_of(case_id), "reason": ""})
    assert bare.status_code == 422
    form = {"seen": await version_of(case_id), "reason": "要再核对一遍数字"}
    done = await deputy.write(f"/submissions/{case_id}/withdraw", form)
    assert done.headers["location"] == f"/submissions/{case_id}/edit"
    assert (await office.get(f"/reviews/{case_id}")).status_code == 404


async def test_staff_enters_a_paper_and_its_submitter_confirms(deputy, office, client_as):
    """SUBMIT-12."""
    page = (await office.get("/submissions/new")).text
    assert "沈听澜" in page
    scan = {"file": ("纸面 提案.jpg", jpeg())}
    nobody = await office.write("/submissions", {"as": "individual", "who": "查无此人"}, files=scan)
    assert (nobody.status_code, "名单里没有“查无此人”" in nobody.text) == (422, True)
    made = await office.write("/submissions", {"as": "individual", "who": "stl"}, files=scan)
    case_id = int(re.search(r"(\d+)", made.headers["location"])[1])
    form = (await office.get(f"/submissions/{case_id}/edit")).text
    assert "由 何知秋 代 沈听澜 录入" in form
    assert "纸面 提案.jpg" in form
    assert (await deputy.write(f"/submissions/{case_id}/confirm", {})).status_code == 409, "nothing is handed in yet"
    await office.write(f"/submissions/{case_id}/edit", {**WORDS, "version": "1", "consent": "yes"})
    sent = await office.write(f"/submissions/{case_id}/submit", {"seen": await version_of(case_id)})
    assert sent.status_code == 303, sent.text
    for client, path in ((office, "submissions"), (office, "cases"), (deputy, "cases"), (office, "reviews")):
        page = (await client.get(f"/{path}/{case_id}")).text
        assert "由 何知秋 代 沈听澜 录入" in page, path
        assert "本人还没有确认" in page, path
    assert (await matter_of(case_id, actor=deputy.actor)).recorded == "由 何知秋 代 沈听澜 录入"
    assert "代录待我确认（1）" in (await deputy.get("/submissions")).text
    assert "代录待确认" in (await deputy.get("/")).text
    receipt = (await deputy.get(f"/submissions/{case_id}")).text
    assert "确认代录" in receipt
    assert "确认代录" not in (await office.get(f"/submissions/{case_id}")).text
    other = await client_as(Role.SUBMITTER, body=await body_of(Track.CPPCC))
    assert (await other.write(f"/submissions/{case_id}/confirm", {})).status_code == 404
    assert (await office.write(f"/submissions/{case_id}/confirm", {})).status_code == 403
    done = await deputy.write(f"/submissions/{case_id}/confirm", {})
    assert done.headers["location"] == f"/submissions/{case_id}"
    assert "本人已确认" in (await office.get(f"/submissions/{case_id}")).text
    assert "代录待我确认" not in (await deputy.get("/submissions")).text
    assert (await deputy.write(f"/submissions/{case_id}/confirm", {})).status_code == 409
    assert (await office.write("/submissions", {"as": "individual", "person": "999999"})).status_code == 404


async def test_the_receipt_is_a_page_of_its_own(deputy, office):
    """SUBMIT-10."""
    case_id = await handed_in(deputy)
    await add_word(WordList.OFFICE_CPPCC, "提案受理窗口 0571-55500101", actor=SYSTEM)
    number = (await Case.select(Case.receipt_no).where(Case.id == case_id).first())["receipt_no"]
    for _ in range(2):
        page = (await deputy.get(f"/submissions/{case_id}")).text
        for said in (
            number,
            "3个工作日内",
            "提案受理窗口 0571-55500101",
            f'href="/cases/{case_id}"',
            "/papers/receipt",
        ):
            assert said in page, said
    await office.write(f"/reviews/{case_id}/open", {"seen": await version_of(case_id)})
    assert "3 个工作日内" not in (await deputy.get(f"/submissions/{case_id}")).text


async def test_the_public_is_led_to_the_entry(site):
    answer = await site.get("/submissions")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/account/sign-in")
