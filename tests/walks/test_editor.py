"""The editor of a reply: typing and half-typed pinyin, six tools, a paste, saving by itself; DRAFT-1, -11, -13."""

import pytest
from playwright.sync_api import expect

from tests.cases.intake import clipboards
from tests.walks import steps
from tests.walks.steps import Stage

PASTE = """([html, plain]) => {
  const data = new DataTransfer(), box = document.querySelector('#body');
  data.setData('text/html', html); data.setData('text/plain', plain);
  box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}"""
WRITTEN = """您提出的提案收悉，现答复如下：
一、〖已经〗做到的
全市已设助餐点120处。
二、下一步
1. 城东先办
2. 城西后办
| 街道 | 数量 | 时限 |
| 城东 | 8处 | 2027年底前 |"""


@pytest.fixture
def page(walk):
    """The draft of a case that has come as far as its reply, before whoever writes it."""
    stage = Stage(walk)
    case = steps.submit(stage, "林望舒", "给老旧小区的老人送餐上楼")
    steps.review_and_file(stage, "闻静姝", case, "社会建设")
    steps.assign(stage, case, "sole", ["民政局"])
    steps.accept(stage, "简安宁", case)
    found = steps.part_of(stage, "路明秋", case, "起草答复")
    found.click("main form button >> nth=-1")
    found.wait_for_selector("#draft")
    return found


def compose(page, half, whole):
    """What an input method does: letters that are no words yet, then the chosen characters."""
    keys = page.context.new_cdp_session(page)
    for at in range(1, len(half) + 1):
        keys.send("Input.imeSetComposition", {"text": half[:at], "selectionStart": at, "selectionEnd": at})
    yield
    keys.send("Input.insertText", {"text": whole})


def test_a_reply_is_written_with_tools_paste_and_an_input_method(page):
    box, keys, saved = page.locator("#body"), page.keyboard, page.locator("[data-save-state]")
    sent = []
    page.on("request", lambda one: sent.append(one.post_data or "") if one.method == "PUT" else None)
    tool = lambda name: page.click(f"[data-tool={name}]")

    box.click()
    keys.type("您提出的提案收悉，现答复如下：\n做到的")
    tool("heading")
    keys.press("Home")
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    keys.press("Control+b")
    halfway = compose(page, "yi'jing", "已经")
    next(halfway)
    tool("number")  # a tool that is pressed while pinyin is being composed does nothing
    assert "1." not in box.input_value()
    list(halfway)
    assert "一、〖已经〗做到的" in box.input_value()
    assert not any("yi" in text for text in sent)
    keys.press("Control+End")
    keys.type("\n全市已设助餐点120处。\n下一步")
    tool("heading")
    keys.type("\n城东先办")
    tool("number")
    keys.type("\n城西后办")
    tool("number")
    keys.type("\n")
    tool("table")
    keys.type("街道")  # over the first word of the new head
    for step in ("ArrowDown", "Home", "ArrowRight"):
        keys.press(step)
    for words in ("城东", "8处", "2027年底前"):
        keys.press("ArrowRight")
        keys.type(words)
        keys.press("ArrowRight")
        keys.press("ArrowRight")
    keys.press("Control+End")
    keys.press("Enter")  # an empty row ends its table
    assert box.input_value() == f"{WRITTEN}\n"

    page.click(".look summary")
    shown = page.locator("#shown")
    expect(shown.locator("strong")).to_have_text("已经")
    expect(shown.locator("tbody td").nth(2)).to_have_text("2027年底前")
    expect(saved).to_contain_text("已保存")

    keys.press("Control+End")
    page.evaluate(PASTE, [clipboards.WPS, "没有用到"])
    expect(page.locator("[data-pasted]")).to_contain_text("2 张图片没有粘贴")
    assert box.input_value() == f"{WRITTEN}\n截至今年六月，新增助餐点〖18〗处。\n这一句不是加粗。"
    tool("undo")
    assert box.input_value().rstrip() == WRITTEN
    page.evaluate(PASTE, [clipboards.EXCEL, "没有用到"])
    expect(page.locator("[data-pasted]")).to_contain_text("保留了 1 个表格")
    assert "| 全市 | | 0.5 |" in " ".join(box.input_value().split())
    box.select_text()
    tool("plain")
    assert not set(box.input_value()) & set("〖〗|")
    keys.press("Control+z")
    assert "| 城东 |" in box.input_value()
    keys.press("Control+s")
    expect(saved).to_contain_text("已保存")
    expect(shown).to_contain_text("城东区")
    page.reload()
    assert "| 城东 | 8处 | 2027年底前 |" in box.input_value()
    steps.picture(page, "editor")
    page.click("text=预览公文")
    expect(page.locator("main img").first).to_be_visible()
