"""The tags of a page, counted before a parser builds anything of them: what stands open costs it the square of
their number."""

import re
from collections import Counter

from cases.errors import TooMuchText
from cases.intake.limits import HTML_NODES, HTML_OPEN_TAGS

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]{0,12})")
# Elements that end by themselves, so that many of them lie side by side and not in one another.
_SHORT = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup",
    "html", "head", "body", "script", "style",
})  # fmt: skip


def check_tags(name: str, html: str) -> None:
    """Raise TooMuchText for more tags than a page can have, or so many within each other."""
    if html.count("<") > 2 * HTML_NODES:
        raise TooMuchText(name, "网页元素", HTML_NODES)
    open_tags: Counter[str] = Counter()
    for ends, tag in _TAG.findall(html.lower()):
        if tag in _SHORT:
            continue
        open_tags[tag] = max(0, open_tags[tag] - 1) if ends else open_tags[tag] + 1
        if open_tags[tag] > HTML_OPEN_TAGS:
            raise TooMuchText(name, "层层相套的网页标签", HTML_OPEN_TAGS)
