"""A joint suggestion of three deputies: signed, filed, to the wrong unit, returned, answered, rated by each, closed.

One life from the first word to the end, through pages alone.
"""

import pytest

from tests.walks import steps
from tests.walks.steps import Stage, done

TITLE = "在老旧小区楼道加装扶手"
LEAD, SECOND, THIRD = "邵一诺", "谢南星", "汤予安"
CONGRESS, OFFICE = "裴文轩", "钟离远"
WHY = "楼道扶手的改造资金不由本单位安排"


@pytest.fixture
def stage(walk):
    """The people of the demonstration before the running site."""
    return Stage(walk)


def signed_by_three(stage):
    """The case of a suggestion that two others have put their names to."""
    page = stage.on(LEAD, "/submissions/new")
    page.check("input[value=joint]")
    page.click("text=开始写")
    page.wait_for_selector("#draft")
    case = int(page.url.split("/submissions/")[1].split("/")[0])
    page.fill("#title", TITLE)
    page.fill("#situation", "老人上下楼没有可以扶的地方。")
    page.fill("#recommendations", "一、先在六层无电梯的楼装。\n二、费用由市里补助一半。")
    page.click("text=保存并邀请联名")
    page.wait_for_selector("h1:has-text('联名')")
    page.fill("#names", f"{SECOND}、{THIRD}")
    page.click("text=找人")
    page.click("text=邀请勾选的人")
    done(page, "已发出联名邀请")
    for who in (SECOND, THIRD):
        page = stage.on(who, "/submissions")
        page.click(f"text={TITLE}")
        page.click("button:has-text('同意联名')")
        done(page, "已附议")
    page = stage.on(LEAD, f"/submissions/{case}/check")
    page.click("button:has-text('提交')")
    done(page, "已提交")
    return case


def handed_back(stage, who, case):
    """The unit asks to hand the case back and names the right one; the office agrees and sends it on."""
    page = steps.part_of(stage, who, case, "申请退办")
    page.fill("#reason", WHY)
    page.fill("#find", "财政局")
    page.click(".flow-row button:has-text('查找')")
    page.click(".found-units li:has-text('杭州市财政局') button")
    page.click("button:text-is('申请退办')")
    done(page, "已申请退办")
    page = stage.on(OFFICE, "/returns")
    page.click(f"tr:has-text('{TITLE}') a:text-is('裁定')")
    page.fill("#words", "同意改由财政部门承办")
    page.click("button:has-text('同意改交')")
    page.click("button:text-is('预览')")
    page.click("button:text-is('交办')")
    done(page, "已交办")


def test_three_deputies_a_wrong_unit_and_an_answer(stage):
    case = signed_by_three(stage)
    steps.review_and_file(stage, CONGRESS, case, "城建环保")
    steps.assign(stage, case, "sole", ["民政局"])
    steps.accept(stage, "简安宁", case)
    handed_back(stage, "简安宁", case)
    assert "没有找到" in stage.on("简安宁", f"/cases/{case}").inner_text("main")
    stage.walkers["简安宁"].errors.clear()  # the browser notes the 404 that is asked for here

    steps.accept(stage, "岑立夏", case)
    steps.meet(stage, "岑立夏", case, "当面听取了三位代表对补助比例的意见。")
    reply = steps.draft_reply(stage, "岑立夏", case)
    steps.ask_approval(stage, "岑立夏", reply)
    steps.approve(stage, ("郁清和",), reply)
    steps.send(stage, "岑立夏", reply)

    for who in (LEAD, SECOND, THIRD):
        assert "第一批三处已经开放" in stage.on(who, f"/cases/{case}").inner_text("main")
        steps.rate(stage, who, reply, "satisfied" if who == LEAD else "basically")
    page = steps.conclude(stage, CONGRESS, case, "conclude", "close_item", "archive")
    steps.picture(page, "joint-archived")
    history = stage.on(LEAD, f"/cases/{case}").inner_text("main")
    assert "已归档" in history and WHY not in history
