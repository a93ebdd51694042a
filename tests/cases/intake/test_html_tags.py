"""Tags counted before the parser: an ordinary page passes, one that would cost the square of its tags does not."""

import pytest

from cases.errors import TooMuchText
from cases.intake import limits
from cases.intake.html_tags import check_tags


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>甲<p>乙<br><li>丙" * 40_000,
        "<div><b>甲</b></div>" * 40_000,
        "<DIV>甲</div>" * 6000,
        "<div>" * limits.HTML_OPEN_TAGS,
        "1 < 2 " * 1000,
    ],
)
def test_what_a_page_may_hold(html):
    check_tags("页.html", html)


@pytest.mark.parametrize(
    ("html", "part"),
    [
        ("<div>" * (limits.HTML_OPEN_TAGS + 1), "层层相套"),
        ("</p><FONT x=1>" * (limits.HTML_OPEN_TAGS + 1), "层层相套"),
        ("<ul>" * 60_000 + "</ul>" * 60_000, "层层相套"),
        ("<td>" * (2 * limits.HTML_NODES + 1), "网页元素"),
    ],
)
def test_what_no_page_holds(html, part):
    with pytest.raises(TooMuchText) as caught:
        check_tags("页.html", html)
    assert part in str(caught.value)
