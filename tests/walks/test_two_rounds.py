"""One life from the draft on: a co-handler, three rungs, not satisfied, handled anew, satisfied, published."""

import asyncio
import os
import threading
import time
from pathlib import Path

import pytest
import uvicorn

from cases import database
from cases.tables import Account
from cases.vocabulary import CaseState
from server.app import create_app
from server.settings import Settings
from tests.accounts import session_for
from tests.factories import make_case
from tests.replying import handled
from tests.walks.test_every_page import faults

BODY = """您提出的意见收悉。经我局会同有关单位研究，现答复如下：
一、已有基础。截至2025年底，全市已设社区助餐点120处，每个社区设一处的有60个社区，服务老人1.6万名。
二、下一步打算。我局将于2027年底前新增助餐点80处，并在2026年12月底前公布首批名单。
感谢您对老年人助餐工作的关心和支持。"""
SHOTS = os.environ.get("DAFU_SHOTS")


@pytest.fixture(scope="module")
def site(tmp_path_factory, archive_template):
    """Address of a running site with a case in handling, and the session of everybody who has to do with it."""
    made = archive_template.copied_to(tmp_path_factory.mktemp("rounds"))
    people = asyncio.run(_made(made.url))
    app = create_app(Settings(made.folder, made.url))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", people
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def address(site):
    """Where the site runs."""
    return site[0]


async def _made(url):
    await database.open_database(url, migrated=False)
    case = await handled(units=2)
    actors = {
        "writer": case.writer, "submitter": case.submitter, "reviewer": case.made.cast.reviewer,
        "clerk": case.made.cast.clerk(), "co": case.made.cast.clerk(1), "first": case.signers[0],
        "second": case.signers[1], "last": case.signers[2],
    }  # fmt: skip
    sessions = {}
    for name, actor in actors.items():
        account = (await Account.select(Account.id).where(Account.person == actor.person))[0]["id"]
        sessions[name] = await session_for(account)
    assignments = {row["department"]: row["id"] for row in await case.made.assignments()}
    units = case.made.cast.units
    other = await make_case(CaseState.IN_HANDLING, cast=case.made.cast, title="关于增设夜间托育的提案")
    known = {"case": case.id, "lead": assignments[units[0]], "co_part": assignments[units[1]], "other": other.id}
    await database.close()
    return {**sessions, **known}


class People:
    """Whoever acts, each in a browser of his own."""

    def __init__(self, walk, people):
        self.walk, self.people, self.open_walks = walk, people, {}

    def page(self, name, path, *, phone=False):
        key = (name, phone)
        if key not in self.open_walks:
            walker = self.walk(360, 640) if phone else self.walk()
            cookie = {"name": "dafu_session", "value": self.people[name], "url": walker.address}
            walker.page.context.add_cookies([cookie])
            self.open_walks[key] = walker
        walker = self.open_walks[key]
        return walker.open(path), walker


def shot(page, name):
    """Keep a picture where somebody wants to look at one."""
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def sound(page, walker, name):
    """Nothing hangs out of the window and no rule of accessibility is broken seriously."""
    shot(page, name)
    assert walker.overflow <= 0, name
    assert faults(page) == [], name


def started(page, address, people, part):
    """Begin a text from the page of the case."""
    page.goto(f"{address}/cases/{people['case']}")
    page.click(f".act-bar a[href='/drafts/new?assignment={people[part]}'] >> nth=0")
    page.click("main form button")
    page.wait_for_selector("#draft")
    return page.url.rpartition("/")[2]


def filled(page, body):
    """Everything that a reply must have."""
    page.check("#point-0 input")
    page.select_option("#result_class", "B")
    page.select_option("#disclosure", "proactive")
    page.fill("#contact_person", "方静")
    page.fill("#contact_phone", "0571-85250001")
    page.fill("#body", body)


def climbed(people, reply):
    """Every rung agrees, the last signs, and the clerk sends."""
    for name in ("first", "second", "last"):
        page, walker = people.page(name, f"/approvals/{reply}")
        sound(page, walker, f"approval-{name}")
        page.click("button[name=decision] >> nth=0")
        page.wait_for_selector("#flash .note.green")
    page, _ = people.page("clerk", f"/drafts/{reply}")
    page.click("text=送出答复")
    page.wait_for_selector("text=已送出，等候评价")


def opinion_given(people, address):
    page, walker = people.page("co", "/")
    opinion = started(page, address, people.people, "co_part")
    sound(page, walker, "opinion")
    page.check("input[name=stance][value=supplement]")
    page.fill("#body", "建议写明送餐费用由谁承担。")
    page.click("text=送出意见")
    page.wait_for_selector("text=会办意见已送到主办单位")
    return opinion


def co_signed(people, reply):
    page, _ = people.page("writer", f"/drafts/{reply}")
    page.click("summary:has-text('标注')")
    page.check("input[name=adoption][value=adopted]")
    page.click("#opinions form button:has-text('标注')")
    page, _ = people.page("writer", f"/drafts/{reply}")
    page.click("button:has-text('送会签')")
    page.wait_for_selector("text=正在会签")
    page, walker = people.page("co", f"/opinions/{reply}/cosign")
    sound(page, walker, "cosign")
    page.click("button:has-text('同意') >> nth=0")
    page.wait_for_selector("text=已会签")


def asked(people, reply, name):
    page, walker = people.page("writer", f"/drafts/{reply}/check")
    sound(page, walker, name)
    page.click("button:has-text('送审')")
    page.wait_for_selector("text=正在审批")


def rated(people, score):
    page, walker = people.page("submitter", "/ratings", phone=True)
    sound(page, walker, "ratings-phone")
    page.click(".card a >> nth=0")
    page.wait_for_selector("input[name=attitude]")
    sound(page, walker, f"rating-phone-{score}")
    assert page.locator("input:checked").count() == 0
    for name in ("attitude", "result"):
        page.check(f"input[name={name}][value={score}]")
    if score == "dissatisfied":
        page.click("text=提交评价")
        page.wait_for_selector("text=评价为“不满意”后会怎样")
        sound(page, walker, "rating-phone-confirm")
        page.fill("#told", "没有说清楚费用由谁承担")
        page.click("text=确认提交")
    else:
        page.click("text=提交评价")
    page.wait_for_selector("text=以这次为准")


def test_not_satisfied_then_satisfied(walk, site):
    address, known = site
    people = People(walk, known)
    opinion_given(people, address)
    page, walker = people.page("writer", "/")
    first = started(page, address, known, "lead")
    sound(page, walker, "draft-empty")
    filled(page, BODY)
    page.click("button[name=go][value='']")
    page.wait_for_selector("text=草稿已保存")
    sound(page, walker, "draft-filled")
    phone, phone_walker = people.page("writer", f"/drafts/{first}", phone=True)
    sound(phone, phone_walker, "draft-phone")
    co_signed(people, first)
    asked(people, first, "check")
    phone, phone_walker = people.page("first", f"/approvals/{first}", phone=True)
    sound(phone, phone_walker, "approval-phone")
    climbed(people, first)
    rated(people, "dissatisfied")

    page, walker = people.page("reviewer", f"/conclusions/{known['case']}")
    sound(page, walker, "conclusion-dissatisfied")
    page.fill("#reason-order_rehandle", "请负责人当面听取意见后重新答复")
    page.click("button[value=order_rehandle]")
    page.wait_for_selector("text=第 2 次办理")
    page, walker = people.page("writer", "/")
    second = started(page, address, known, "lead")
    assert second != first
    check, _ = people.page("writer", f"/drafts/{second}/check")
    assert "还没有与提案建议人沟通的记录" in check.inner_text("main")
    met(people)
    page, walker = people.page("writer", f"/drafts/{second}")
    filled(page, BODY + "\n送餐费用由市财政和个人各承担一半。")
    page.click("button[name=go][value=version]")
    page.wait_for_selector("text=已存为版本")
    sound(page, walker, "draft-second")
    page.click("button:has-text('送会签')")
    page.wait_for_selector("text=正在会签")
    page, _ = people.page("co", f"/opinions/{second}/cosign")
    page.click("button:has-text('同意') >> nth=0")
    page.wait_for_selector("text=已会签")
    asked(people, second, "check-second")
    climbed(people, second)
    rated(people, "satisfied")

    page, walker = people.page("reviewer", f"/conclusions/{known['case']}")
    sound(page, walker, "conclusion-satisfied")
    page.click("button[value=conclude]")
    page.wait_for_selector("text=已办结")
    page, walker = people.page("reviewer", f"/publications/{second}")
    sound(page, walker, "publication")
    for box in page.query_selector_all("input[name=screened]"):
        box.check()
    page.click("button[name=go][value=publish]")
    page.wait_for_selector("text=已公开，公众可以查阅")
    public = walk().open("/gk/")
    assert "助餐点" in public.inner_text("main")
    public.click("main a:has-text('助餐点') >> nth=0")
    public.wait_for_selector("main:has-text('送餐费用')")
    text = public.inner_text("main")
    assert "送餐费用由市财政和个人各承担一半" in text
    assert "85250001" not in public.content()
    assert "方静" not in public.content()


def met(people):
    """The unit meets the submitter again and records it."""
    page, _ = people.page("writer", f"/contacts/new?assignment={people.people['lead']}")
    page.fill("#day", time.strftime("%Y-%m-%d"))
    page.fill("#met", "王委员")
    page.fill("#summary", "当面听取了对费用的意见")
    page.click("main form button >> nth=-1")
    page.wait_for_load_state()


def test_two_people_in_one_draft_lose_no_word(walk, site):
    """The script saves by itself; whoever comes second is told so, and finds his words beside the others'."""
    address, known = site
    people = People(walk, known)
    one, _ = people.page("writer", f"/cases/{known['other']}")
    one.click(".act-bar a:has-text('起草答复')")
    one.click("main form button")
    one.wait_for_selector("#draft")
    place = one.url.removeprefix(address)
    two, two_walker = people.page("clerk", place)
    assert "也打开了这份稿子" in two.inner_text("[data-present]")
    one.fill("#body", "先写的一段话。")
    one.wait_for_selector("[data-save-state]:has-text('已保存')", timeout=15_000)
    two.fill("#body", "后写的另一段话。")
    two.wait_for_selector("[data-conflict]:not([hidden])", timeout=15_000)
    two_walker.errors.clear()  # the browser itself notes that a request was answered with 409
    two.goto(f"{address}{place}/copies")
    sound(two, two_walker, "copies")
    assert "先写的一段话" in two.text_content("main")
    assert "后写的另一段话" in two.input_value("textarea")
    two.fill("textarea >> nth=0", "先写的一段话。\n后写的另一段话。")
    two.click("text=以这份保存")
    two.wait_for_selector("text=已处理那份没有合并进来的内容")
    assert two.input_value("#body") == "先写的一段话。\n后写的另一段话。"
