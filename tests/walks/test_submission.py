"""A joint suggestion from the first word to its number, through pages alone; on a phone; and without scripts."""

import os
import re
from pathlib import Path

import pytest

from tests.pictures import jpeg

TITLE = "在渡口码头加设遮阳候船棚"
BOXES = {
    "situation": "城南三个渡口没有棚子，夏天候船的人站在太阳底下，雨天没有地方躲。",
    "analysis": "渡口由航运公司经营，岸上的地归街道，谁来建一直没有说定。",
    "recommendations": "一、由交通部门会同街道明年汛期前建好三处候船棚。\n二、把维护单位和电话写在棚柱上。",
}


@pytest.fixture
def pictures():
    """Takes a picture of a page where DAFU_PICTURES names a folder; else does nothing."""
    folder = os.environ.get("DAFU_PICTURES")

    def take(page, name, *, whole=True):
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=whole)

    return take


def begin(walker, kind):
    page = walker.open("/submissions/new")
    page.check(f"input[value={kind}]")
    page.click("text=开始写")
    page.wait_for_selector("#draft")
    return int(re.search(r"/submissions/(\d+)/edit", page.url)[1])


def saved(page):
    page.wait_for_selector("[data-save-state]:text-matches('^已保存 \\\\d\\\\d:')")


def test_a_joint_suggestion_signed_by_two_and_numbered(walk, pictures):
    """SUBMIT-2, SUBMIT-4, SUBMIT-6, SUBMIT-7, FORM-11."""
    first, second, third, office = walk(), walk(360, 640), walk(), walk()
    first.enter("邵一诺")
    case_id = begin(first, "joint")
    page = first.page
    page.fill("#title", TITLE)
    for name, words in BOXES.items():
        page.fill(f"#{name}", words)
    saved(page)
    assert page.inner_text("[data-completed]") == f"关于{TITLE}的建议"
    assert re.search(r"已写 \d\d+ 字", page.inner_text(".counter"))
    pictures(page, "edit-1366")
    page.reload()
    assert page.input_value("#recommendations") == BOXES["recommendations"]
    page.click("text=保存并邀请联名")
    page.wait_for_selector("h1:has-text('联名')")
    page.fill("#names", "谢南星、tya、查无此人")
    page.click("text=找人")
    page.wait_for_selector("text=没有找到：查无此人")
    pictures(page, "names-1366")
    page.click("text=邀请勾选的人")
    page.wait_for_selector("text=已发出联名邀请")
    assert page.locator("text=待附议").count() == 2
    first.open(f"/submissions/{case_id}/edit")
    assert page.locator("#situation").is_disabled()
    for walker, name in ((second, "谢南星"), (third, "汤予安")):
        walker.enter(name)
        walker.open("/submissions").click(f"text={TITLE}")
        if walker is second:
            pictures(walker.page, "sign-360")
        walker.page.click("button:has-text('同意联名')")
        walker.page.wait_for_selector("text=已附议")
    first.open(f"/submissions/{case_id}/check")
    assert "邵一诺、谢南星、汤予安" in page.inner_text("dl.pairs")
    page.fill("#phone", "13900002222")
    pictures(page, "check-1366")
    page.click("button:has-text('提交')")
    page.wait_for_selector("text=已提交")
    pictures(page, "receipt-1366")
    receipt = page.inner_text(".facts strong")
    page.goto(page.url)
    assert page.inner_text(".facts strong") == receipt
    office.enter("裴文轩")
    sheet = office.open("/reviews")
    pictures(sheet, "reviews-1366")
    sheet.click(f"text={TITLE}")
    sheet.check("input[value=file]")
    sheet.select_option("#category", "城建环保")
    sheet.fill("#lead_units", sheet.locator("#units option").nth(3).get_attribute("value"))
    pictures(sheet, "sheet-1366")
    sheet.click("button:has-text('下一步')")
    sheet.wait_for_selector("#told")
    pictures(sheet, "preview-1366")
    sheet.click("button:has-text('确定立案')")
    sheet.wait_for_selector("text=已记下审查决定")
    page.reload()
    assert re.search(r"编为(拱墅)?\d+号", page.inner_text("main"))
    pictures(page, "filed-1366")


def on_a_step(page, number, name):
    """The phone shows this step and no other, with its heading in focus."""
    page.wait_for_selector(f"text=第{number}步，共6步")
    assert page.locator("[data-step]:visible").count() == 1
    assert page.evaluate("document.activeElement.textContent") == name
    main = page.locator("[data-primary]").bounding_box()
    assert main["y"] + main["height"] <= 640


def test_a_phone_shows_one_step_at_a_time(walk, pictures):
    """SUBMIT-1."""
    walker = walk(360, 640).enter("林望舒")
    begin(walker, "individual")
    page = walker.page
    page.wait_for_selector("text=第1步，共6步")
    assert page.locator("[data-step]:visible").count() == 1
    pictures(page, "step-1-360", whole=False)
    page.fill("#title", TITLE)
    page.click("text=下一步")
    on_a_step(page, 2, "往年相似的件")
    page.wait_for_selector("#similar p, #similar li")
    page.click("text=下一步")
    on_a_step(page, 3, "正文和附件")
    box = page.locator("#situation")
    assert box.evaluate("n => getComputedStyle(n).fontSize") == "18px"
    assert box.evaluate("n => n.clientHeight / parseFloat(getComputedStyle(n).lineHeight)") >= 8
    pictures(page, "step-3-360", whole=False)
    for name, words in BOXES.items():
        page.fill(f"#{name}", words)
    page.click("text=下一步")
    on_a_step(page, 4, "署名")
    saved(page)
    page.go_back()
    page.wait_for_selector("text=第3步，共6步")
    assert page.input_value("#recommendations") == BOXES["recommendations"]
    page.reload()
    page.wait_for_selector("text=第3步，共6步")
    assert page.input_value("#recommendations") == BOXES["recommendations"]
    page.focus("#analysis")
    page.keyboard.press("Control+Enter")
    on_a_step(page, 4, "署名")
    page.click("text=下一步")
    on_a_step(page, 5, "意向单位、公开")
    page.fill("#find", "民政")
    page.click("#units button:has-text('列为主办') >> nth=0")
    assert page.input_value("#lead_units")
    pictures(page, "step-5-360")
    assert walker.overflow <= 0
    page.click("button:has-text('检查并提交')")
    page.wait_for_selector("text=第6步，共6步")
    assert f"关于{TITLE}的提案" in page.inner_text("main")
    assert walker.overflow <= 0
    page.click("dl.pairs a:has-text('修改案由')")
    page.wait_for_selector("text=第1步，共6步")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.locator("[data-step-now]").wait_for(state="hidden")
    assert page.locator("[data-step]:visible").count() == 5
    assert page.locator("nav.steps a").count() == 6
    walker.open("/submissions")
    assert walker.overflow <= 0


def test_words_kept_on_this_device_go_with_their_writer(walk):
    """FORM-8."""
    walker = walk().enter("林望舒")
    page = walker.page
    old = 'localStorage.setItem("dafu:draft:1:/x:1", JSON.stringify({at: Date.now() - %d * 864e5, fields: "a=b"}))'
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('dafu:draft:')).length"
    page.evaluate(old % 8)
    walker.open("/commitments")
    assert page.evaluate(kept) == 0
    page.evaluate(old % 6)
    walker.open("/commitments")
    assert page.evaluate(kept) == 1
    page.click("details.who summary")
    page.click("button:has-text('退出')")
    page.wait_for_load_state()
    assert page.evaluate(kept) == 0


def test_a_file_is_sent_after_the_words(walk, tmp_path):
    """FORM-4."""
    walker = walk().enter("林望舒")
    begin(walker, "individual")
    page = walker.page
    photo = tmp_path / "渡口.jpg"
    photo.write_bytes(jpeg())
    heic = tmp_path / "渡口.heic"
    heic.write_bytes(b"\0\0\0\x18ftypheic" + bytes(200))
    page.fill("#situation", BOXES["situation"])
    page.set_input_files("#file", [photo, heic])
    assert "兼容性最佳" in page.inner_text(".chosen .bad")
    page.click("text=上传选好的文件")
    page.wait_for_selector("h1:has-text('附件（1/5）')")
    assert "渡口.heic" in page.evaluate("document.activeElement.textContent")
    second = tmp_path / "码头.jpg"
    second.write_bytes(jpeg(9, 9))
    page.set_input_files("#file", [second, heic])
    with page.expect_request(lambda one: one.method == "POST") as sent:
        page.click("text=上传选好的文件")
    assert sent.value.headers["hx-request"] == "true", "sent by the script that counts what has gone up"
    page.wait_for_selector("h1:has-text('附件（2/5）')")
    assert "渡口.heic" in page.evaluate("document.activeElement.textContent")
    page.click("text=回到草稿")
    assert page.input_value("#situation") == BOXES["situation"]
    assert "渡口.jpg" in page.inner_text("#files")
    walker.errors[:] = [text for text in walker.errors if "415" not in text]


def test_without_scripts_everything_can_be_done(walk):
    """SUBMIT-1, FORM-6."""
    writer, office = walk(java_script_enabled=False), walk(java_script_enabled=False)
    writer.enter("顾北辰")
    case_id = begin(writer, "individual")
    page = writer.page
    page.fill("#title", "给渡口加装救生圈")
    for name, words in BOXES.items():
        page.fill(f"#{name}", words)
    page.click("button:text-is('保存')")
    page.wait_for_selector("text=草稿已保存在服务器上")
    page.click("button:has-text('检查并提交')")
    page.click("button:has-text('提交')")
    page.wait_for_selector("text=已提交")
    office.enter("闻静姝")
    sheet = office.open(f"/reviews/{case_id}")
    sheet.check("input[value=return_for_revision]")
    sheet.fill("#remark", "请写明是哪三个渡口")
    sheet.click("button:has-text('下一步')")
    sheet.click("button:has-text('确定退回修改')")
    page.goto(f"{writer.address}/submissions/{case_id}/edit")
    assert "请写明是哪三个渡口" in page.inner_text("main")


def test_two_windows_on_one_draft_lose_no_word(walk):
    """FORM-8."""
    walker = walk().enter("林望舒")
    case_id = begin(walker, "individual")
    one, two = walker.page, walker.page.context.new_page()
    two.goto(f"{walker.address}/submissions/{case_id}/edit")
    one.fill("#situation", "第一个窗口写的话，讲的是渡口的棚子。")
    saved(one)
    two.fill("#situation", "第二个窗口写的话，讲的是码头的灯。")
    two.wait_for_selector("[data-conflict]:not([hidden])")
    two.click("text=打开对照")
    two.wait_for_selector("text=有一份内容没有合并进来")
    assert two.input_value("#situation").startswith("第一个窗口")
    two.click("summary:has-text('看这份内容')")
    assert "第二个窗口写的话" in two.inner_text(".attention details")
    two.click("text=用这份替换草稿")
    two.wait_for_selector("text=已处理那份")
    assert two.input_value("#situation").startswith("第二个窗口")
    walker.errors[:] = [text for text in walker.errors if "409" not in text]


def test_what_the_network_swallowed_comes_back(walk):
    """FORM-8."""
    walker = walk().enter("林望舒")
    case_id = begin(walker, "individual")
    page = walker.page
    page.context.set_offline(True)
    page.fill("#analysis", "断网的时候写下的一段分析。")
    page.wait_for_selector(".save-state.bad")
    assert "未保存" in page.inner_text(".save-state")
    page.context.set_offline(False)
    saved(page)
    page.goto(f"{walker.address}/submissions/{case_id}/edit")
    assert page.input_value("#analysis") == "断网的时候写下的一段分析。"
    walker.errors[:] = [text for text in walker.errors if "ERR_INTERNET_DISCONNECTED" not in text]
