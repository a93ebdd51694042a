"""A deputy's suggestion goes to the wrong unit, comes back and finds the right one: through pages, without scripts."""

import re

from tests.walks.steps import done

TITLE = "给登山步道加装夜间照明"
WRONG, RIGHT = "杭州市民政局", "杭州市财政局"
WHY = "步道照明的建设资金不由本单位安排"


def submitted(walker):
    """A suggestion handed in; its case."""
    page = walker.open("/submissions/new")
    page.check("input[value=individual]")
    page.click("text=开始写")
    page.wait_for_selector("#title")
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
    done(sheet, "已记下审查决定")


def composed(page, unit):
    """Add a unit to the form for units, then preview and send."""
    page.fill("#find", unit)
    page.click(".find-unit button:has-text('查找')")
    page.click(f".found-units li:has-text('{unit}') button")
    sent(page)


def sent(page):
    page.click("button:text-is('预览')")
    page.click("button:text-is('交办')")
    done(page, "已交办")


def test_a_suggestion_finds_its_unit_after_a_return(walk):
    deputy, congress, office, wrong, right = (walk(java_script_enabled=False) for _ in range(5))
    deputy.enter("邵一诺")
    case = submitted(deputy)
    congress.enter("裴文轩")
    filed(congress, case)

    office.enter("钟离远")
    page = office.open("/?waiting=to_assign")
    page.click(f"a:has-text('{TITLE}')")
    composed(page, WRONG)
    page.wait_for_url(re.compile(r"/cases/\d+$"))

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
    done(page, "已申请退办")

    page = office.open("/returns")
    page.click("a:text-is('裁定')")
    page.fill("#words", "同意改由财政部门承办")
    page.click("button:has-text('同意改交')")
    done(page, "已退办 1 次")
    assert RIGHT in page.inner_text(".unit-list")
    sent(page)
    assert wrong.open(f"/cases/{case}").locator("text=没有找到").count()

    right.enter("岑立夏")
    page = right.page
    page.click(f"a:has-text('{TITLE}')")
    page.click("button:text-is('签收')")
    page.click("a:has-text('记录沟通')")
    page.fill("#summary", "当面听取了代表关于灯距和费用的意见。")
    page.click("button:has-text('保存记录')")
    done(page, "已记录沟通")

    page = deputy.open("/")
    page.click("a.chip:has-text('沟通待确认')") if page.locator("a.chip").count() else None
    page.click(f"table a:has-text('{TITLE}')")
    page.click("button:text-is('属实')")
    done(page, "谢谢您的确认")
    assert "本人已确认" in right.open(f"/cases/{case}").inner_text("#contacts")
    for walker in (deputy, congress, office, wrong, right):
        walker.errors[:] = [text for text in walker.errors if "404" not in text]
