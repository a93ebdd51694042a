"""An HTML tree as lines of text, the way a reader sees them, with the blocks they stand in.

One pass without recursion, linear in the size of the page. Which lines are the article is decided elsewhere.
"""

import re
from dataclasses import dataclass, field
from typing import Protocol

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cases.errors import TooMuchText
from cases.intake import limits
from cases.intake.field_names import FIELD_LABELS, is_label

# Never text of the article. A form is not among them: whole pages stand in one on some servers.
_SKIPPED_TAGS = """
script style noscript template iframe svg math select button textarea input object embed audio video canvas
map head nav footer aside link meta
"""
SKIPPED = frozenset(_SKIPPED_TAGS.split())
_BREAKING_TAGS = """
html body div p li ul ol dl dt dd table thead tbody tfoot tr td th caption section article main header form
fieldset figure figcaption blockquote center pre h1 h2 h3 h4 h5 h6 hr address details summary
"""
BREAKING = frozenset(_BREAKING_TAGS.split())
_CONTAINER_TAGS = """
body div td section article main form center dd ucapcontent
"""
_CONTAINERS = frozenset(_CONTAINER_TAGS.split())
_HEADING_TAGS = """
h1 h2 h3 h4 h5 h6
"""
HEADINGS = frozenset(_HEADING_TAGS.split())
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_PRESERVED = re.compile(r"white-space\s*:\s*pre", re.I)
_BLANKS = re.compile(r"[ \t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
_CJK = re.compile(r"[\u2014-\u2026\u3000-\u9fff\uff00-\uffef]")
# A hidden block below this size is a tip or a share box; a larger one is a tab that was not open.
_HIDDEN_TAB = 200
_ROW_CELL = 200

_LABEL_CHARS = 10
_STARTS_WITH_LABEL = re.compile(r"[\u3000 ]?([\u4e00-\u9fff]{1,8})[\u3000 ]?[::：]")


@dataclass(slots=True)
class Line:
    """text without blanks at its ends. links: how many of its characters are links."""

    text: str
    links: int = 0
    heading: bool = False


@dataclass(slots=True)
class Block:
    """A container: its lines first to last (half-open), characters in all and in links, names (id and classes).

    prose: characters of lines that have punctuation. biggest: prose of its richest inner block.
    """

    names: frozenset[str]
    first: int
    depth: int
    last: int = 0
    chars: int = 0
    links: int = 0
    prose: int = 0
    biggest: int = 0


@dataclass(slots=True)
class Flat:
    """A page as lines and blocks, inner blocks before outer ones."""

    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def flatten(tree: LexborHTMLParser, name: str) -> Flat:
    """All visible text of a page as lines. Raises TooMuchText (name is the file's, for the message)."""
    pen = _Pen()
    walk(tree, name, pen)
    return pen.flat


class Pen(Protocol):
    """Writes down what a walk through a tree comes by."""

    def enter(self, node: LexborNode) -> bool:
        """Begin a node; False where its inside is not to be visited."""

    def leave(self, node: LexborNode) -> None:
        """End an element that was entered."""

    def flush(self) -> None:
        """End what is being written."""


def walk(tree: LexborHTMLParser, name: str, pen: Pen) -> None:
    """Lead a pen through the body of a tree, without recursion. Raises TooMuchText (name is the file's)."""
    node: LexborNode | None = tree.body or tree.root
    # Nodes are told apart by depth: comparing two of them compares the HTML of everything inside.
    depth = nodes = 0
    while node is not None:
        nodes += 1
        if nodes > limits.HTML_NODES:
            raise TooMuchText(name, "网页元素", limits.HTML_NODES)
        inner = pen.enter(node)
        child = node.child if inner else None
        if child is not None:
            node, depth = child, depth + 1
            continue
        if inner:
            pen.leave(node)
        while depth and node is not None and node.next is None:
            node, depth = node.parent, depth - 1
            if node is not None:
                pen.leave(node)
        node = node.next if depth and node is not None else None
    pen.flush()


class _Pen:
    """Writes lines while the tree is walked. Element state lies on stacks, so that depth costs nothing."""

    def __init__(self) -> None:
        self.flat = Flat()
        self.buffer: list[str] = []
        self.link_chars = 0
        self.in_link = self.in_heading = self.in_pre = 0
        self.open: list[Block] = []
        self.hidden: list[int] = []
        self.cells: list[list[tuple[int, int, bool]]] = []
        self.cell_starts: list[int] = []
        self.term: int | None = None
        self.after_link = False

    def enter(self, node: LexborNode) -> bool:
        """Begin a node; False where its inside is not to be visited."""
        tag = node.tag or ""
        if tag == "-text":
            self.write(node.text_content or "")
            return False
        if tag in SKIPPED or tag.startswith(("-", "!", "#")):
            return False
        if tag == "br":
            self.flush()
            return False
        if tag in BREAKING:
            self.flush()
            self.begin(tag, node)
        elif tag == "a" and _is_link(node):
            if self.after_link:
                self.put(" ")
            self.in_link += 1
        return True

    def begin(self, tag: str, node: LexborNode) -> None:
        here = len(self.flat.lines)
        self.in_heading += tag in HEADINGS
        style = node.attributes.get("style") or "" if tag in _CONTAINERS or tag == "pre" else ""
        self.in_pre += tag == "pre" or bool(_PRESERVED.search(style))
        if tag in _CONTAINERS:
            names = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}".lower().split()
            self.open.append(Block(frozenset(names), here, len(self.open)))
            self.hidden.append(here if _HIDDEN.search(style) else -1)
        if tag == "tr":
            self.cells.append([])
        elif tag in ("td", "th"):
            self.cell_starts.append(here)
        elif tag == "dt":
            self.term = here

    def leave(self, node: LexborNode) -> None:
        """End an element that enter began."""
        tag = node.tag or ""
        if tag == "a" and _is_link(node):
            self.in_link = max(0, self.in_link - 1)
            self.after_link = bool(self.buffer)
        elif tag in BREAKING:
            self.flush()
            self.end(tag, node)
        elif tag in ("span", "b", "strong", "label", "em", "i", "font") and is_label(self.so_far()):
            self.buffer.append("" if self.so_far().rstrip().endswith((":", "：")) else "：")

    def end(self, tag: str, node: LexborNode) -> None:
        self.in_heading -= tag in HEADINGS
        if tag in ("td", "th") and self.cell_starts:
            start = self.cell_starts.pop()
            if self.cells:
                self.cells[-1].append((start, len(self.flat.lines), tag == "th"))
        elif tag == "tr" and self.cells:
            self.row(self.cells.pop())
        elif tag == "dd" and self.term is not None:
            self.row([(self.term, self.term + 1, True), (self.term + 1, len(self.flat.lines), False)])
            self.term = None
        style = node.attributes.get("style") or "" if tag in _CONTAINERS or tag == "pre" else ""
        self.in_pre -= tag == "pre" or bool(_PRESERVED.search(style))
        if tag in _CONTAINERS and self.open:
            self.close(self.open.pop(), self.hidden.pop())

    def close(self, block: Block, hidden_from: int) -> None:
        lines = self.flat.lines
        if hidden_from >= 0 and block.chars < _HIDDEN_TAB:
            del lines[hidden_from:]
            return
        block.last = len(lines)
        self.flat.blocks.append(block)
        if self.open:
            outer = self.open[-1]
            outer.chars += block.chars
            outer.links += block.links
            outer.prose += block.prose
            outer.biggest = max(outer.biggest, block.prose)

    def write(self, text: str) -> None:
        if self.in_pre:
            first, *more = text.split("\n")
            self.put(first)
            for line in more:
                self.flush()
                self.put(line)
            return
        if not text.strip(" \t\n\r\f"):
            if self.buffer and "\n" not in text:
                self.put(" ")
            elif self.buffer:
                self.buffer.append("\n")
            return
        if is_label(text) and self.buffer[-1:] == ["："]:
            # Two names of fields side by side are a row of tabs, not a field and its value.
            self.buffer[-1] = " "
        match = _STARTS_WITH_LABEL.match(text)
        if match and match[1] in FIELD_LABELS and self.so_far()[-1:] not in ("", " ", "\n", "(", "（", "["):
            self.put(" ")
        self.put(text)

    def put(self, text: str) -> None:
        if text:
            self.after_link = False
            self.buffer.append(text)
            self.link_chars += len(text.strip()) if self.in_link else 0

    def so_far(self) -> str:
        """The end of the line being written, enough to see a label."""
        return "".join(self.buffer[-4:])[-40:]

    def flush(self) -> None:
        if not self.buffer:
            return
        text = tidy("".join(self.buffer)) if not self.in_pre else "".join(self.buffer).strip()
        links = min(self.link_chars, len(text))
        self.buffer.clear()
        self.link_chars = 0
        self.after_link = False
        if not text:
            return
        self.flat.lines.append(Line(text, links, self.in_heading > 0))
        if self.open:
            block = self.open[-1]
            block.chars += len(text)
            block.links += links
            if links * 2 < len(text) and re.search(r"[，。；,;]", text):
                block.prose += len(text)

    def row(self, cells: list[tuple[int, int, bool]]) -> None:
        """Put the cells of a table row, each one line, on one line; pairs of label and value on a line each."""
        lines = self.flat.lines
        if not cells or any(last - first > 1 or last > len(lines) for first, last, _ in cells):
            return
        texts = [lines[first].text if last > first else "" for first, last, _ in cells]
        if len([t for t in texts if t]) < 2 and not (texts[0] and is_label(texts[0])):
            return
        links = sum(line.links for line in lines[cells[0][0] : cells[-1][1]])
        pairs = len(cells) % 2 == 0 and all(is_label(texts[i]) for i in range(0, len(cells), 2))
        if pairs or (len(cells) == 2 and cells[0][2] and len(texts[0]) <= _LABEL_CHARS):
            joined = [f"{texts[i].rstrip(':： ')}：{texts[i + 1]}" for i in range(0, len(texts), 2)]
        elif all(len(t) <= _ROW_CELL for t in texts):
            joined = [" | ".join(t for t in texts if t)]
        else:
            return
        lines[cells[0][0] :] = [Line(t, min(links, len(t))) for t in joined]


def _is_link(node: LexborNode) -> bool:
    """False for a mere landing place (<a name=…>), which may be left unclosed around a whole letter."""
    return "href" in node.attributes or not ("name" in node.attributes or "id" in node.attributes)


def tidy(text: str) -> str:
    """White space as a browser shows it; a line break in the source between two Chinese characters is nothing."""

    def blank(match: re.Match[str]) -> str:
        if "\n" not in match[0]:
            return " "
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return "" if _CJK.match(before) and _CJK.match(after) else " "

    return _BLANKS.sub(blank, text).strip()
