"""Findings looked through by keyboard: each with one key, the batch with one more; without scripts by plain marks."""

import re

from playwright.sync_api import expect


def waiting(page):
    """How many findings wait, and how many of them stand in this batch."""
    return [int(n.replace(",", "")) for n in re.findall(r"([\d,]+) 条", page.inner_text(".found-bar .count"))]


def test_a_batch_is_confirmed_by_one_key_each(walk):
    page = walk().enter("隋远山").open("/findings")
    whole, here = waiting(page)
    page.keyboard.press("x")
    for _ in range(here - 1):
        page.keyboard.press("c")
    expect(page.locator("[data-marked]")).to_have_text(f"已标 {here} 条")
    page.keyboard.press("Enter")
    expect(page.locator(".note.green")).to_contain_text("已处理")
    if whole > here:
        assert waiting(page)[0] == whole - here
    plain = walk(java_script_enabled=False).enter("隋远山").open("/findings?state=rejected")
    plain.locator("input[value^=restore]").first.check()
    plain.click("text=提交已标的")
    expect(plain.locator(".note.green")).to_contain_text("已处理")
