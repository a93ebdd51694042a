"""A deputy's suggestion goes to the wrong unit, comes back and finds the right one: through pages, without scripts.

Then the same pages with scripts, on a desk and on a phone: accessible, nothing sideways, pictures for those who ask.
"""

import os
import re
from pathlib import Path

import pytest

from tests.walks.test_every_page import faults

TITLE = "给登山步道加装夜间照明"
WRONG, RIGHT = "杭州市民政局", "杭州市财政局"
WHY = "步道照明的建设资金不由本单位安排"


@pytest.fixture
def pictures():
    """Takes a picture of a page where DAFU_PICTURES names a folder; else does nothing."""
    folder = os.environ.get("DAFU_PICTURES")

    def take(page, name):
        if folder:
            page.screenshot(path=Path(folder) / f"desk-{name}.png", full_page=True)

    return take


def submitted(walker):
    """A suggestion handed in; its case."""
    page = walker.open("/submissions/new")
    page.check("input[value=individual]")
    page.click("text=开始写")
    case = int(re.search(r"/submissions/(\d+)/edit", page.url)[1])
    page.fill("#title", TITLE)
    for name, words in (("situation", "夜里爬山的人多，步道没有灯。"), ("recommendations", "每隔三十米装一盏。")):
        page.fill(f"#{name}", words)
    page.click("button:text-is('保存')")
    page.click("button:has-text('检查并提交')")
    page.click("button:has-text('提交')")
    page.wait_for_selector("text=已提交")
    return case


def filed(walker, case):
    """The congress's office files it."""
    sheet = walker.open(f"/reviews/{case}")
    start = sheet.locator("button:has-text('开始审查')")
    if start.count():
        start.first.click()
    sheet.check("input[value=file]")
    sheet.select_option("#category", "城建环保")
    sheet.fill("#lead_units", WRONG)
    sheet.click("button:has-text('下一步')")
    sheet.click("button:has-text('确定立案')")


def composed(page, unit):
    """Add a unit to the form for units, then preview and send."""
    page.fill("#find", unit)
    page.click(".find-unit button:has-text('查找')")
    page.click(f".found-units li:has-text('{unit}') button")
    sent(page)


def sent(page):
    page.click("button:text-is('预览')")
    page.click("button:text-is('交办')")
    assert "已交办" in page.inner_text("#flash")


def test_a_suggestion_finds_its_unit_after_a_return(walk, pictures):
    deputy, congress, office, wrong, right = (walk(java_script_enabled=False) for _ in range(5))
    deputy.enter("邵一诺")
    case = submitted(deputy)
    congress.enter("裴文轩")
    filed(congress, case)

    office.enter("钟离远")
    page = office.open("/?waiting=to_assign")
    page.click(f"a:has-text('{TITLE}')")
    composed(page, WRONG)
    assert re.search(r"/cases/\d+$", page.url)

    wrong.enter("简安宁")
    page = wrong.page
    page.click(f"a:has-text('{TITLE}')")
    page.click("a:has-text('申请退办')")
    page.fill("#reason", WHY)
    page.fill("#find", "czj")
    page.click(".flow-row button:has-text('查找')")
    page.click(f".found-units li:has-text('{RIGHT}') button")
    assert page.input_value("#reason") == WHY
    page.click("button:text-is('申请退办')")
    assert "已申请退办" in page.inner_text("#flash")

    page = office.open("/returns")
    page.click("a:text-is('裁定')")
    page.fill("#words", "同意改由财政部门承办")
    page.click("button:has-text('同意改交')")
    assert "已退办 1 次" in page.inner_text("main") and RIGHT in page.inner_text(".unit-list")
    sent(page)
    assert wrong.open(f"/cases/{case}").locator("text=没有找到").count()

    right.enter("岑立夏")
    page = right.page
    page.click(f"a:has-text('{TITLE}')")
    page.click("button:text-is('签收')")
    page.click("a:has-text('记录沟通')")
    page.fill("#summary", "当面听取了代表关于灯距和费用的意见。")
    page.click("button:has-text('保存记录')")
    assert "已记录沟通" in page.inner_text("#flash")

    page = deputy.open("/")
    page.click("a.chip:has-text('沟通待确认')") if page.locator("a.chip").count() else None
    page.click(f"table a:has-text('{TITLE}')")
    page.click("button:text-is('属实')")
    assert "谢谢您的确认" in page.inner_text("#flash")
    assert "本人已确认" in right.open(f"/cases/{case}").inner_text("#contacts")
    for walker in (deputy, congress, office, wrong, right):
        walker.errors[:] = [text for text in walker.errors if "404" not in text]


def pages_of(case, part):
    """Whose page is looked at, and its address."""
    return (
        ("钟离远", "/"),
        ("钟离远", "/assignments"),
        ("钟离远", "/assignments/units"),
        ("钟离远", f"/assignments/new?case={case}&kind=lead_co&find=mz"),
        ("钟离远", f"/urges/new?case={case}"),
        ("钟离远", f"/key_cases/{case}"),
        ("钟离远", "/returns?whole=1"),
        ("钟离远", "/extensions"),
        ("岑立夏", "/"),
        ("岑立夏", "/today"),
        ("岑立夏", f"/assignments/{part}/plan"),
        ("岑立夏", f"/contacts/new?assignment={part}"),
        ("岑立夏", f"/extensions/new?assignment={part}"),
        ("岑立夏", f"/returns/new?assignment={part}"),
        ("邵一诺", "/"),
        ("隋远山", "/"),
    )


@pytest.mark.parametrize(("width", "height", "size"), [(1366, 768, "1"), (360, 640, "3")])
def test_the_pages_are_accessible_and_fit(walk, pictures, width, height, size):
    walker = walk(width, height)
    walker.page.context.add_cookies([{"name": "dafu_size", "value": size, "url": walker.address}])
    wrong, wide = {}, {}
    entered = None
    walker.enter("钟离远")
    case = int(
        re.search(r"/cases/(\d+)", walker.open("/?tab=started").locator("table a").first.get_attribute("href"))[1]
    )
    part = int(
        walker.open(f"/urges/new?case={case}").locator("[name=assignment]").first.get_attribute("value").split("-")[0]
    )
    for number, (who, path) in enumerate(pages_of(case, part)):
        if who != entered:
            walker.page.context.clear_cookies(name="dafu_session")
            walker.enter(who)
            entered = who
        page = walker.open(path)
        if found := faults(page):
            wrong[who, path] = found
        if walker.overflow > 0:
            wide[who, path] = walker.overflow
        pictures(page, f"{width}-{size}-{number:02}")
    assert (wrong, wide) == ({}, {})
