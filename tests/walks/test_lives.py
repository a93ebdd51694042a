"""Whole lives through pages alone: one person's case to the archive, a party's with three co-handlers, one split."""

import pytest

from tests.walks import steps
from tests.walks.steps import Stage

SIGNERS = ("祁云峰", "温岚", "闵思远")


@pytest.fixture
def stage(walk):
    """The people of the demonstration before the running site."""
    return Stage(walk)


def test_from_the_first_word_to_the_archive(stage):
    case = steps.submit(stage, "林望舒", "在菜市场门口设几张歇脚的长椅")
    office = stage.on("闻静姝", "/reviews")
    assert "歇脚的长椅" in office.inner_text("main")
    steps.picture(office, "reviews")
    steps.review_and_file(stage, "闻静姝", case, "社会建设")
    steps.assign(stage, case, "sole", ["民政局"])
    steps.picture(stage.on("简安宁", "/"), "clerk-home")
    steps.accept(stage, "简安宁", case)
    steps.meet(stage, "路明秋", case, "当面听取了对位置和高度的意见。")
    reply = steps.draft_reply(stage, "路明秋", case)
    steps.picture(stage.on("路明秋", f"/drafts/{reply}"), "draft")
    steps.ask_approval(stage, "路明秋", reply)
    steps.picture(stage.on("祁云峰", f"/approvals/{reply}"), "approval")
    steps.approve(stage, SIGNERS, reply)
    steps.send(stage, "简安宁", reply)
    assert (
        "待您评价" in stage.on("林望舒", "/").inner_text("body") or stage.on("林望舒", "/ratings").locator("a").count()
    )
    steps.picture(stage.on("林望舒", f"/ratings/replies/{reply}"), "rating")
    steps.rate(stage, "林望舒", reply)
    page = steps.conclude(stage, "闻静姝", case, "conclude", "close_item", "archive")
    steps.picture(page, "archived")
    seen = stage.on("林望舒", f"/cases/{case}")
    assert "已归档" in seen.inner_text("main")
    assert "第一批三处已经开放" in seen.inner_text("main")
    steps.picture(seen, "case-archived")


def test_a_party_and_three_co_handlers_without_scripts(walk):
    """FRAME-5, ASSIGN-2, DRAFT, COHANDLE, RATE: nothing of a whole life needs a script."""
    stage = Stage(walk, scripts=False)
    case = steps.submit(stage, "梅疏影", "为社区老人开设手机课堂", as_="民盟杭州市委会")
    steps.review_and_file(stage, "闻静姝", case, "社会建设")
    steps.assign(stage, case, "lead_co", ["民政局", "财政局", "教育局", "发展和改革委员会"])
    helpers = ("岑立夏", "纪南星", "向晚晴")
    for who in ("简安宁", *helpers):
        steps.accept(stage, who, case)
    for who in helpers:
        steps.give_opinion(stage, who, case, f"{who}所在单位同意，请写明课时和地点。")
    steps.meet(stage, "路明秋", case, "与调研组座谈，听取对课时的意见。")
    reply = steps.draft_reply(stage, "路明秋", case)
    page = stage.on("路明秋", f"/drafts/{reply}")
    assert page.locator("#opinions").text_content().count("请写明课时和地点") == len(helpers)
    steps.picture(page, "three-opinions")
    for _ in helpers:
        one = page.locator("#opinions details:has(summary:text-is('标注'))").first
        one.locator("summary").click()
        one.locator("input[value=adopted]").check()
        one.locator("button").click()
        steps.done(page, "已标注")
        page = stage.on("路明秋", f"/drafts/{reply}")
    page.click("button:has-text('送会签')")
    steps.done(page, "正在会签")
    for who in helpers:
        page = stage.on(who, f"/opinions/{reply}/cosign")
        page.click("button:has-text('同意') >> nth=0")
        steps.done(page, "已会签")
    steps.ask_approval(stage, "路明秋", reply)
    steps.approve(stage, ("闵思远",), reply)
    steps.send(stage, "简安宁", reply)
    for who in helpers:
        assert stage.on(who, f"/cases/{case}").locator(".act-bar a:has-text('起草答复')").count() == 0
    steps.rate(stage, "梅疏影", reply)
    page = steps.conclude(stage, "闻静姝", case, "conclude")
    assert "已办结" in page.inner_text("main")


def test_two_leads_answer_apart(stage):
    case = steps.submit(stage, "顾北辰", "在公园设共用的遛娃和健身角")
    steps.review_and_file(stage, "闻静姝", case, "社会建设")
    steps.assign(stage, case, "split", ["民政局", "财政局"])
    steps.accept(stage, "简安宁", case)
    steps.accept(stage, "岑立夏", case)
    steps.meet(stage, "路明秋", case, "电话听取了对场地的意见。")
    first = steps.draft_reply(stage, "路明秋", case)
    steps.ask_approval(stage, "路明秋", first)
    steps.approve(stage, ("闵思远",), first)
    steps.send(stage, "简安宁", first)
    half = stage.on("顾北辰", f"/cases/{case}")
    assert "办理中" in half.inner_text("main") and "财政局" in half.inner_text("main")
    steps.picture(half, "half-answered")
    steps.meet(stage, "岑立夏", case, "电话听取了对费用分担的意见。")
    second = steps.draft_reply(stage, "岑立夏", case)
    assert second != first
    steps.ask_approval(stage, "岑立夏", second)
    steps.approve(stage, ("郁清和",), second)
    steps.send(stage, "岑立夏", second)
    steps.rate(stage, "顾北辰", first)
    office = stage.on("闻静姝", f"/conclusions/{case}")
    assert office.locator("button[value=conclude]").count() == 0
    steps.rate(stage, "顾北辰", second, "basically")
    page = steps.conclude(stage, "闻静姝", case, "conclude")
    assert "已办结" in page.inner_text("main")
