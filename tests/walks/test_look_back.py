"""A look-back from choosing to accepted lines: an officer asks, a unit's clerk fills in, and B becomes A."""

import re

from playwright.sync_api import expect

TOLD = "本年已新增托位八百二十个，各街道都有一处"


def test_from_choosing_to_accepted_lines_and_the_printed_ledger(walk):
    office = walk().enter("隋远山").open("/findings")
    office.locator(".finding", has_text="普惠托位").locator("input[value^=confirm]").check()
    office.click("text=提交已标的")
    expect(office.locator(".note.green")).to_contain_text("已处理")
    office.goto(office.url.split("/findings")[0] + "/commitments?view=units")
    office.click("text=回头看批次")
    office.click("text=发起回头看")
    office.fill("#year", "2024")
    office.check("label:has-text('正在解决') input")
    office.click("text=看看要问谁")
    expect(office.locator("tbody tr")).to_contain_text("卫生健康委员会")
    office.fill("#due_on", "2099-01-01")
    office.click("text=发给这些单位")
    expect(office.locator("main")).to_contain_text("已发起")
    round_page = office.url

    entered = walk(java_script_enabled=False).enter("柏雨桐")
    entered.page.click("main button:has-text('联络员')")
    entered.page.wait_for_load_state()
    clerk = entered.open("/look_backs")
    clerk.click("text=去填写")
    clerk.select_option("select", "A")
    clerk.check("label:has-text('已完成') input")
    for box in clerk.locator("textarea").all():
        box.fill(TOLD)
    clerk.click("text=保存并报送")
    expect(clerk.locator("#flash")).to_contain_text("已报送")

    office.goto(round_page)
    office.click("main table a")
    expect(office.locator(".was-now").first).to_have_text(re.compile("原 B类.*现填 A类"))
    for group in office.locator("fieldset").all():
        group.locator("input[value=true]").check()
    office.click("text=提交审核")
    expect(office.locator("#flash")).to_contain_text("已全部审核")
    office.goto(round_page)
    expect(office.locator("main")).to_contain_text("调整了办理类别的答复")
    with office.expect_download() as printed:
        office.goto(round_page.split("/look_backs")[0] + "/commitments?state=fulfilled")
        office.click("text=下载 PDF")
    assert printed.value.suggested_filename == "承诺台账.pdf"
