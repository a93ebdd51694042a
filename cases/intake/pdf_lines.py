"""Printed lines of a PDF as the text they were set from: real characters, no spacing of the typesetter, paragraphs."""

import re
import unicodedata
from collections import Counter

# Fonts give some characters the code of the radical that looks the same, and draw fi as one sign; NFKC knows only
# the older block of radicals.
_RADICALS = dict(zip("⺒⺓⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
                     "巳幺母民虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟", strict=True))  # fmt: skip
_REPAIRS = {ord(bad): good for bad, good in _RADICALS.items()}
_REPAIRS.update(
    {code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xFB00, 0xFB07))}
)

_CJK = r"\u2e80-\u303f\u3400-\u9fff\uff00-\uffef“”‘’…"
# A typesetter's space before a mark that closes, after one that opens or separates, and around a number in a sentence.
_BEFORE_CLOSING = re.compile(r"(?<=\S) {1,2}(?=[,，、。；：:;！？!?）)》”’」』%])")
_AFTER_OPENING = re.compile(r"(?<=[（(《“‘「『]) {1,2}(?=\S)")
_AFTER_CLOSING = re.compile(rf"(?<=[,，、。；：！？）》”’]) {{1,2}}(?=[{_CJK}\d])")
_BEFORE_OPENING = re.compile(rf"(?<=[{_CJK}\d]) {{1,2}}(?=[（(《“‘])")
_AROUND_NUMBER = re.compile(rf"(?:^|(?<=[{_CJK}(])) ?(\d[\d.,%~～-]{{0,15}}) ?(?=[{_CJK}）)])")

_PAGE_NUMBER = re.compile(r"\s*(?:[-—–－·.]\s{0,3})?(?:第\s{0,3})?\d{1,3}(?:\s{0,3}页)?(?:\s{0,3}[-—–－·.])?\s*")
# What a browser prints at the edges of a page: when and from where.
_OF_BROWSER = re.compile(
    r"(?:https?|file)\S{0,5}//\S{1,300}(?: \d{1,3}/\d{1,3})?|\d{1,3}/\d{1,3}"
    r"|[\d/.-]{6,10},? ?[上下]?午?[\d:]{4,8} ?(?:[AP]M)?"
)
# Lines at each edge that may be a head or foot, on so many pages, in more than this share of them.
_EDGE = 2
_PAGES_TO_TELL = 3
_RUNNING_SHARE = 0.6
_SENTENCE_END = re.compile(r"[。！？：!?:]['”’）)]?$")
_OPENS_PARAGRAPH = re.compile(
    r"[\u3000 ]{2}|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．]\D"
    r"|附件|抄送|联系人|此致|（此件"
)
# Share of a full line that a line must fill to go on in the next; indents and narrow marks take the rest.
_FULL = 0.82
_NARROWEST = 16.0


def is_page_number(line: str) -> bool:
    """True for a line that holds the number of the page and nothing else."""
    return bool(_PAGE_NUMBER.fullmatch(line))


def without_running_lines(pages: list[list[str]]) -> list[list[str]]:
    """Pages without numbers, addresses of the printed page, and heads and feet that come again on most pages."""
    pages = [[line for line in page if not is_page_number(line) and not _OF_BROWSER.fullmatch(line)] for page in pages]
    if len(pages) < _PAGES_TO_TELL:
        return pages
    seen = Counter(shape for page in pages for shape in {_shape(line) for line in _edges(page)})
    running = {shape for shape, count in seen.items() if count > _RUNNING_SHARE * len(pages)}
    kept = []
    for page in pages:
        edges = {id(line) for line in _edges(page)}
        kept.append([line for line in page if id(line) not in edges or _shape(line) not in running])
    return kept


def _edges(page: list[str]) -> list[str]:
    return [*page[:_EDGE], *page[max(_EDGE, len(page) - _EDGE) :]]


def _shape(line: str) -> str:
    """What stays the same of a head or foot from page to page: all but the number of the page."""
    return re.sub(r"\d+", "#", line.strip()) if "页" in line or "/" in line else line.strip()


def repaired(line: str) -> str:
    """The line with real characters for radicals and without the spaces that the typesetter put around marks."""
    text = line.translate(_REPAIRS)
    for pattern in (_BEFORE_CLOSING, _AFTER_OPENING, _BEFORE_OPENING, _AFTER_CLOSING):
        text = pattern.sub("", text)
    return _AROUND_NUMBER.sub(r"\1", text)


def joined(lines: list[str]) -> list[str]:
    """Lines of printed pages as paragraphs: a line filled to the margin goes on in the next one."""
    full = _FULL * _measure(lines)
    out: list[str] = []
    goes_on = False
    for line in lines:
        text = line.strip()
        if goes_on and not _OPENS_PARAGRAPH.match(line):
            glue = " " if out[-1][-1:].isascii() and out[-1][-1:].isalpha() and text[:1].isascii() else ""
            out[-1] += glue + text
        else:
            out.append(text)
        goes_on = _width(text) >= full and not _SENTENCE_END.search(text)
    return out


def _measure(lines: list[str]) -> float:
    """Width of a full line: that of the widest tenth, so that one overlong line does not decide."""
    widths = sorted(_width(line.strip()) for line in lines)
    return max(_NARROWEST, widths[int(len(widths) * 0.9)]) if widths else _NARROWEST


def _width(text: str) -> float:
    """Width in Chinese characters; a Latin letter or digit takes half of one."""
    return sum(0.5 if char < "\u2000" else 1.0 for char in text)
