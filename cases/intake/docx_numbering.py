"""Numbers that Word draws before paragraphs without storing them (一、 (一) 1.), written into the text.

A letter typed with automatic numbering would otherwise lose its headings, and the reader of the archive with them.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree import ElementTree

from cases.reading.numerals import to_chinese

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographTraditional",
    "japaneseCounting",
    "taiwaneseCounting",
}
_CIRCLES = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
_LETTERS = {"upperLetter": "A", "lowerLetter": "a"}
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str


@dataclass(slots=True)
class _List:
    """One list of a document: its levels and how far each has counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, depth: int) -> str:
        """The number of the next paragraph at a depth; empty for bullets and unknown kinds."""
        level = self.levels.get(depth)
        if level is None:
            return ""
        self.counts[depth] = self.counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in self.counts if d > depth]:
            del self.counts[deeper]
        text = level.text
        for at in range(depth + 1):
            upper = self.levels.get(at, level)
            text = text.replace(f"%{at + 1}", _drawn(self.counts.get(at, upper.start), upper.format))
        return text if level.format not in ("bullet", "none") else ""


def numbered(body: bytes, numbering: bytes) -> bytes:
    """The body part with every automatic number as a run of its paragraph.

    Raises ElementTree.ParseError for parts that are no XML. Parts with a type definition must have been refused before.
    """
    lists = _lists(ElementTree.fromstring(numbering))  # nosec B314 # noqa: S314 - no type definition in it: the caller checked
    root = ElementTree.fromstring(body)  # nosec B314 # noqa: S314 - as above
    for paragraph in root.iter(f"{_W}p"):
        properties = paragraph.find(f"{_W}pPr")
        place = properties.find(f"{_W}numPr") if properties is not None else None
        if properties is None or place is None:
            continue
        found = lists.get(_value(place, "numId"))
        depth = _value(place, "ilvl") or "0"
        number = found.next(int(depth)) if found is not None and depth.isdecimal() and int(depth) < _DEEPEST else ""
        if number:
            properties.remove(place)
            run = ElementTree.Element(f"{_W}r")
            ElementTree.SubElement(run, f"{_W}t").text = number
            paragraph.insert(1, run)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _lists(root: ElementTree.Element) -> dict[str, _List]:
    """Lists by numId. Those of one abstract list count on together unless one of them says where it starts."""
    abstract: dict[str, _List] = defaultdict(lambda: _List({}))
    for item in root.iter(f"{_W}abstractNum"):
        levels = {
            int(ilvl): _level(lvl) for lvl in item.iter(f"{_W}lvl") if (ilvl := lvl.get(f"{_W}ilvl", "")).isdecimal()
        }
        abstract[item.get(f"{_W}abstractNumId", "")] = _List(levels)
    lists = {}
    for item in root.iter(f"{_W}num"):
        shared = abstract[_value(item, "abstractNumId")]
        starts = {
            int(over.get(f"{_W}ilvl", "0")): int(start)
            for over in item.iter(f"{_W}lvlOverride")
            if (start := _value(over, "startOverride")).isdecimal()
        }
        levels = {d: _Level(starts.get(d, lv.start), lv.format, lv.text) for d, lv in shared.levels.items()}
        lists[item.get(f"{_W}numId", "")] = _List(levels) if starts else shared
    return lists


def _level(item: ElementTree.Element) -> _Level:
    start = _value(item, "start")
    return _Level(int(start) if start.isdecimal() else 1, _value(item, "numFmt"), _value(item, "lvlText")[:20])


def _value(item: ElementTree.Element, name: str) -> str:
    child = item.find(f"{_W}{name}")
    return child.get(f"{_W}val", "") if child is not None else ""


def _drawn(count: int, style: str) -> str:
    if style in _CHINESE and 0 < count < 100:
        return to_chinese(count)
    if style in _CIRCLES and 0 < count <= len(_CIRCLED):
        return _CIRCLED[count - 1]
    if style in _LETTERS and 0 < count <= 26:
        return chr(ord(_LETTERS[style]) + count - 1)
    return str(count)
