"""The desk with scripts: from one submission to the next by a key, and units put in order by dragging."""

import re

from tests.walks.test_wrong_route import submitted


def order(page):
    """The names of the chosen units, as they stand."""
    return page.locator("[data-order] strong").all_inner_texts()


def test_review_8_and_assign_2(walk):
    """What is decided is saved and the next one opened by Alt and the arrow; what was begun is first looked at."""
    deputy = walk(java_script_enabled=False).enter("邵一诺")
    congress, office = walk().enter("裴文轩"), walk().enter("钟离远")
    first, second = submitted(deputy), submitted(deputy)
    page = congress.open(f"/reviews/{first}")
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_url(re.compile(rf"/reviews/(?!{first}\b)\d+$"))
    page = congress.open(f"/reviews/{first}")
    page.check("input[value=file]")
    page.select_option("#category", "城建环保")
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_selector("#told")
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_url(re.compile(rf"/reviews/(?!{first}\b)\d+$"))
    assert "已记下审查决定" in page.inner_text("#flash")
    assert second

    page = office.open(f"/assignments/new?case={first}")
    for unit in ("杭州市民政局", "杭州市财政局", "杭州市教育局"):
        page.fill("#find", unit)
        page.press("#find", "Enter")
        page.click(f".found-units li:has-text('{unit}') button >> nth=0")
        page.wait_for_selector(f"[data-order] strong:text-is('{unit}')")
    rows = page.locator("[data-order] > li")
    rows.nth(2).drag_to(rows.nth(0), target_position={"x": 200, "y": 4})
    page.wait_for_selector("[data-order] > li:first-child strong:has-text('教育')")
    assert order(page) == ["杭州市教育局", "杭州市民政局", "杭州市财政局"]
    assert page.locator("[data-order] .tag").first.inner_text() == "主办"
    page.click("[data-order] li:nth-child(2) button:has-text('下移')")
    page.wait_for_load_state()
    assert order(page) == ["杭州市教育局", "杭州市财政局", "杭州市民政局"]
