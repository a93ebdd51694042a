"""Every page in a real browser: rules of accessibility, no sideways scrolling, nothing in the console."""

from pathlib import Path

import pytest

PUBLIC = (
    *("/", "/search", "/search?q=杭州市", "/search?q=珊瑚礁", "/cases", "/cases/1", "/cases/2", "/commitments"),
    *("/commitments?text=zzz", "/figures", "/series", "/departments", "/documents", "/documents/4", "/gk/"),
    *("/help/guide", "/help/terms", "/help/data", "/help/accessibility", "/help/correction", "/account/sign-in"),
    "/documents/1",
)
OFFICE = (
    *("/imports", "/cases/3", "/help/guide", "/today", "/notices", "/notices/settings", "/outbox", "/ratings/silent"),
    *("/account/browsers", "/fulfilments"),
)
SERIOUS = ("serious", "critical")


def faults(page):
    """Serious findings of axe: rule and first element."""
    axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    if not page.evaluate("typeof window.axe !== 'undefined'"):
        page.evaluate(Path(axe.__file__).with_name("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(v["id"], v["nodes"][0]["html"][:120]) for v in found["violations"] if v["impact"] in SERIOUS]


def public_reply(walker):
    return walker.open("/gk/").locator("td a").first.get_attribute("href")


@pytest.mark.parametrize(("width", "size"), [(1366, "1"), (360, "3")], ids=["desktop", "elder phone"])
def test_rules_of_accessibility(walk, width, size):
    walker = walk(width, 768).enter()
    walker.page.context.add_cookies([{"name": "dafu_size", "value": size, "url": walker.address}])
    wrong = {}
    for path in (*PUBLIC, *OFFICE, public_reply(walker)):
        found = faults(walker.open(path))
        if found:
            wrong[path] = found
    assert wrong == {}


@pytest.mark.parametrize(("width", "size"), [(360, "1"), (320, "1"), (360, "4"), (683, "1"), (1024, "2"), (1366, "4")])
def test_no_sideways_scrolling(walk, width, size):
    walker = walk(width, 640).enter()
    walker.page.context.add_cookies([{"name": "dafu_size", "value": size, "url": walker.address}])
    wide = {}
    for path in (*PUBLIC, *OFFICE, public_reply(walker)):
        walker.open(path)
        if walker.overflow > 0:
            wide[path] = walker.overflow
    assert wide == {}


def test_the_public_and_its_errors(walk):
    walker = walk()
    for path in PUBLIC:
        walker.open(path)
        assert walker.page.locator("h1").count() == 1, path


def test_targets_of_the_elder_mode_are_large(walk):
    walker = walk(360, 640)
    walker.page.context.add_cookies([{"name": "dafu_size", "value": "3", "url": walker.address}])
    page = walker.open("/commitments")
    for selector in (".button", ".input", ".sizes button"):
        height = page.locator(selector).first.bounding_box()["height"]
        assert height >= 60, (selector, height)
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 18


def test_print_shows_the_article_alone(walk):
    walker = walk()
    page = walker.open(public_reply(walker))
    page.emulate_media(media="print")
    for hidden in (".top", ".menu", ".foot", ".tools"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator(".foot-print svg").is_visible()
    assert walker.address in page.inner_text(".foot-print")
