"""From a file to its promise: upload, watch, search, and land on the sentence. With a script and without one."""

import os
import re
from pathlib import Path

import pytest

from tests.samples import NURSERY

OURS = NURSERY.replace("钱塘6号", "钱塘18号").replace("普惠托育点", "邻里托育角").replace("800个", "912个")


@pytest.fixture
def reply(tmp_path):
    """A real published reply where DAFU_SAMPLES names them, else one in our own words."""
    folder = os.environ.get("DAFU_SAMPLES")
    real = sorted(Path(folder, "seeds").glob("*.txt")) if folder else []
    if real:
        return real[0]
    path = tmp_path / "reply.txt"
    path.write_text(OURS, encoding="utf-8")
    return path


def test_from_file_to_sentence(walk, reply):
    walker = walk().enter()
    page = walker.open("/imports")
    page.set_input_files("#files", reply)
    page.click("text=开始导入")
    page.wait_for_selector("text=已完成，共 1 份", timeout=60_000)
    page.click("table a:has-text('提案建议')")
    quote = page.locator(".promises a.clamp").first
    words = re.findall(r"[\u4e00-\u9fff]{6,}", quote.inner_text())[0][:14]
    target = quote.get_attribute("href")
    for _ in range(20):  # the keeper brings it into the index a moment later
        page.goto(f"{walker.address}/search?kind=commitment&q={words}")
        if page.locator(f".hit a[href$='{target}']").count():
            break
        page.wait_for_timeout(500)
    page.locator(f".hit .quote a[href$='{target}']").first.click()
    page.wait_for_url(f"**{target}")
    sentence = page.locator(target)
    sentence.wait_for(state="visible")
    assert page.evaluate("document.querySelector(':target').id") == target[1:]
    assert words[:6] in sentence.inner_text()


def test_without_a_script(walk, tmp_path):
    path = tmp_path / "reply.txt"
    path.write_text(OURS, encoding="utf-8")
    walker = walk(java_script_enabled=False).enter()
    page = walker.open("/imports")
    page.set_input_files("#files", path)
    page.click("text=开始导入")
    for _ in range(60):
        if page.locator("text=已完成").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    for _ in range(20):
        page.goto(f"{walker.address}/search?q=邻里托育角")
        if page.locator(".hit h3 a:has-text('邻里托育角')").count():
            break
        page.wait_for_timeout(500)
    page.locator(".hit h3 a:has-text('邻里托育角')").first.click()
    assert "邻里托育角" in page.inner_text("h1")
    page.goto(f"{walker.address}/search?q=托育")
    page.locator(".facet a").first.click()
    page.wait_for_selector(".chip")
    assert page.locator(".chip").count() == 1


def test_live_results_have_true_addresses_and_back_works(walk):
    walker = walk()
    page = walker.open("/search?q=杭州市")
    before = page.inner_text(".count")
    page.locator(".tabs a").nth(1).click()
    page.wait_for_url("**kind=**")
    narrowed = page.inner_text(".count")
    page.reload()
    assert page.inner_text(".count") == narrowed
    page.go_back()
    page.locator(".count", has_text=before).wait_for()


def test_keys_and_marks(walk):
    walker = walk()
    page = walker.open("/cases/1")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.locator("h1").click()
    page.click("[data-do=next]")
    first = page.evaluate("location.hash")
    page.click("[data-do=next]")
    assert page.evaluate("location.hash") != first
    page.click(f"{first} a.at")
    assert page.evaluate("location.hash") == first.replace("#c", "#p")


def test_half_typed_pinyin_sends_nothing(walk):
    walker = walk()
    page = walker.open("/search?q=养老")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if "/search" in request.url else None)
    page.evaluate(
        """() => { const box = document.querySelector('input[name=q]'); box.focus();
        const key = new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, isComposing: true, bubbles: true});
        box.dispatchEvent(key); }"""
    )
    page.wait_for_timeout(300)
    assert sent == []
