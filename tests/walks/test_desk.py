"""The desk in a browser: saving while one writes, who else is there, what a paste loses, a finding that leads to its
words, a sentence taken over without losing what was typed (DRAFT-1, -9, -11, -12, -13); and all of it without scripts.
"""

from tests.walks.test_two_rounds import BODY, People, address, filled, site, sound, started

__all__ = ["address", "site"]
PASTE = """() => {
  const data = new DataTransfer();
  data.setData("text/html", '<p style="color: red">字<img src="file:///a.png"></p><table><tr><td>1</td></tr></table>');
  data.setData("text/plain", "字");
  const box = document.querySelector("#body");
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
CHOSEN = "() => { const b = document.querySelector('#body'); return b.value.slice(b.selectionStart, b.selectionEnd); }"


def test_a_clerk_at_the_desk_draft_1_9_11_12(walk, site):
    where, known = site
    people = People(walk, known)
    page, walker = people.page("writer", "/")
    reply = started(page, where, known, "lead")
    filled(page, BODY + "\n下一步，我局将在各助餐点设置意见箱。")
    page.wait_for_selector("text=/^已保存 [0-9]/")
    page.reload()
    assert page.input_value("#body").endswith("设置意见箱。")

    page.click(".findings a[data-words*='意见箱']")
    assert "意见箱" in page.evaluate(CHOSEN)
    page.keyboard.press("F8")
    assert "drafting-source" in page.evaluate("document.activeElement.className")

    page.evaluate(PASTE)
    page.wait_for_selector("[data-pasted]:visible")
    told = page.inner_text("[data-pasted]")
    assert "1 张图片没有粘贴" in told
    assert "保留了 1 个表格" in told

    people.page("clerk", f"/drafts/{reply}")
    page.fill("#contact_person", "方静静")
    page.wait_for_selector("[data-present]:visible")
    assert page.locator(".points small", has_text="见“").count() == 1
    sound(page, walker, "desk")


def test_the_desk_without_scripts_draft_10_13(walk, site):
    where, known = site
    walker = walk(java_script_enabled=False)
    walker.page.context.add_cookies([{"name": "dafu_session", "value": known["writer"], "url": where}])
    page = walker.open(f"/drafts/new?assignment={known['lead']}")
    if "/new" in page.url:
        page.click("main form button")
    reply = page.url.rpartition("/")[2]
    filled(page, BODY + "\n下一步，我局将在各助餐点设置意见箱。")
    page.click("button[name=go][value=check]")
    page.click(".findings a:has-text('意见箱')")
    page.wait_for_url(f"{where}/drafts/{reply}/check#f*")
    assert page.locator(page.url[page.url.index("#") :]).count() == 1
    indent = "getComputedStyle(document.querySelector('.prose p:not([class])')).textIndent"
    assert page.evaluate(indent) != "0px"
