"""A paper in a browser: from the page of a case to its pages as images, and to the file that is kept."""

import pytest
from pypdf import PdfReader

from tests.walks.test_every_page import faults


def eventually(page, expression, arg=None):
    """Wait until a page says yes; Playwright's own way of waiting evaluates text, which the pages' policy refuses."""
    for _ in range(200):
        if page.evaluate(expression, arg):
            return
        page.wait_for_timeout(100)
    raise AssertionError(expression)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (360, 640)], ids=["desktop", "phone"])
def test_a_reply_is_looked_at_and_taken(walk, width, height):
    walker = walk(width, height)
    page = walker.open("/cases/1")
    page.get_by_role("link", name="公文", exact=True).click()
    page.locator(".paper-list a").first.click()
    image = page.locator(".paper-pages img").first
    image.scroll_into_view_if_needed()
    eventually(page, "document.querySelector('.paper-pages img').naturalWidth > 800")
    shape = image.evaluate("one => one.getBoundingClientRect().height / one.getBoundingClientRect().width")
    assert abs(shape - 297 / 210) < 0.02
    assert walker.overflow <= 0
    assert faults(page) == []
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载 PDF").click()
    read = PdfReader(waiting.value.path())
    assert len(read.pages) == page.locator(".paper-pages img").count()
    assert waiting.value.suggested_filename.endswith(".pdf")
    assert walker.errors == []
    assert walker.foreign == []
