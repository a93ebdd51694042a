"""The editor of a reply: typing and half-typed pinyin, six tools, a paste, saving by itself; DRAFT-1, -11, -13."""

import asyncio

import pytest
from playwright.sync_api import expect

from cases import database
from cases.actions.drafts import start_draft
from cases.tables import Account
from server.app import create_app
from server.settings import Settings
from tests.accounts import session_for
from tests.cases.intake import clipboards
from tests.replying import handled
from tests.walks import steps
from tests.walks.conftest import served

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


async def begun(url):
    """A case that has come as far as its reply: the reply, and the session of whoever writes it."""
    await database.open_database(url, migrated=False)
    case = await handled()
    reply = await start_draft(case.lead["id"], actor=case.writer)
    account = (await Account.select(Account.id).where(Account.person == case.writer.person))[0]["id"]
    session = await session_for(account)
    await database.close()
    return reply, session


@pytest.fixture(scope="module")
def draft(demo_archive, tmp_path_factory):
    """The archive, and the draft in it."""
    made = demo_archive.copied_to(tmp_path_factory.mktemp("editor"))
    return made, *asyncio.run(begun(made.url))


@pytest.fixture(scope="module")
def address(draft):
    """Where the site runs."""
    with served(create_app(Settings(draft[0].folder, draft[0].url, demo=True))) as at:
        yield at


@pytest.fixture
def walker(walk, draft):
    """The draft before whoever writes it."""
    walker = walk()
    walker.page.context.add_cookies([{"name": "dafu_session", "value": draft[2], "url": walker.address}])
    walker.open(f"/drafts/{draft[1]}")
    return walker


def compose(page, half, whole):
    """What an input method does: letters that are no words yet, then the chosen characters."""
    keys = page.context.new_cdp_session(page)
    for at in range(1, len(half) + 1):
        keys.send("Input.imeSetComposition", {"text": half[:at], "selectionStart": at, "selectionEnd": at})
    yield
    keys.send("Input.insertText", {"text": whole})


def test_a_reply_is_written_with_tools_paste_and_an_input_method(walker):
    page = walker.page
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
    page.set_input_files("#file", {"name": "稿.docx", "mimeType": "text/plain", "buffer": "只是文字".encode()})
    page.click("text=读取并替换")
    expect(page.locator(".uploading.red")).to_contain_text("不能直接读取")
    walker.errors[:] = [text for text in walker.errors if "415" not in text]
    page.reload()
    assert "| 城东 | 8处 | 2027年底前 |" in box.input_value()
    steps.picture(page, "editor")
    page.click("text=预览公文")
    expect(page.locator("main img").first).to_be_visible()
