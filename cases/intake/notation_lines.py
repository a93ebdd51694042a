"""A tree of HTML, from Word through mammoth or from a clipboard, as the notation of drafts; what went is counted.

Kept are words, bold, headings, numbers of lists and tables. Nothing else of a page gets into a draft.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cases.intake.html_lines import BREAKING, HEADINGS, SKIPPED, tidy, walk
from cases.notation import is_row, plain_of, row_of, strong

_BOLD = frozenset(("b", "strong"))
_WEIGHT = re.compile(r"(?:^|;|\s)font-weight\s*:\s*(bold|bolder|[6-9]00|normal|[1-5]00)", re.I)
_UNSEEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*comment", re.I)
_LOOKS = re.compile(r"(?:^|[;\s])(?:color|font-family|font-size|background|text-decoration)\s*:", re.I)
_BULLET = re.compile(r"mso-list\s*:\s*ignore", re.I)
_COMMENT_MARKS = frozenset(("msocomanchor", "msocommentreference", "msocomtxt"))
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])")
_COUNTS = re.compile(r"[0-9A-Za-z一二三四五六七八九十①-⑳]")
# Word's symbol fonts draw their bullets with letters.
_SYMBOLS = frozenset("·lnuØüv§q")
_MOST_SPAN = 30
DOT = "• "


@dataclass(frozen=True, slots=True)
class Written:
    """What was written down. counts: tables, bold and headings that were kept; images, looks, deleted and comments
    that were not."""

    text: str
    counts: Counter[str]


def notation_of(tree: LexborHTMLParser, name: str) -> Written:
    """The body of a tree in the notation, a paragraph a line. Raises TooMuchText (name is the file's)."""
    pen = _Pen()
    walk(tree, name, pen)
    return Written("\n".join(pen.lines), pen.counts)


@dataclass(slots=True)
class _Cell:
    span: int
    first: int


@dataclass(slots=True)
class _Row:
    cells: list[str] = field(default_factory=list)


class _Pen:
    """Writes lines while the tree is walked; what is open lies on stacks."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.counts: Counter[str] = Counter()
        self.pieces: list[tuple[str, bool]] = []
        self.bold: list[bool] = [False]
        self.rows: list[_Row] = []
        self.cells: list[_Cell] = []
        self.lists: list[int] = []
        self.headings = 0

    def enter(self, node: LexborNode) -> bool:
        tag = node.tag or ""
        if tag == "-text":
            self.put(node.text_content or "")
            return False
        if tag in ("img", "svg", "object", "canvas"):
            self.counts["images"] += 1
            return False
        if tag in SKIPPED or tag.startswith(("-", "!", "#")):
            return False
        if tag == "br":
            self.flush()
            return False
        style = node.attributes.get("style") or ""
        if self.unwanted(node, tag, style):
            return False
        if tag == "font" or _LOOKS.search(style):
            self.counts["looks"] += 1
        if _BULLET.search(style):
            self.put(_number(node.text(deep=True) or ""))
            return False
        if tag in BREAKING:
            self.flush()
            self.begin(tag, node)
        weight = _WEIGHT.search(style)
        self.bold.append(_is_bold(weight[1]) if weight else self.bold[-1] or tag in _BOLD)
        return True

    def leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in BREAKING:
            self.flush()
            self.end(tag)
        if len(self.bold) > 1:
            self.bold.pop()

    def unwanted(self, node: LexborNode, tag: str, style: str) -> bool:
        """Deleted words, comments and what is not seen."""
        names = set((node.attributes.get("class") or "").lower().split())
        if tag == "del":
            self.counts["deleted"] += 1
        elif names & _COMMENT_MARKS or "mso-element:comment" in style.replace(" ", "").lower():
            self.counts["comments"] += 1
        elif not _UNSEEN.search(style):
            return False
        return True

    def begin(self, tag: str, node: LexborNode) -> None:
        if tag == "tr":
            self.rows.append(_Row())
        elif tag in ("td", "th"):
            span = node.attributes.get("colspan") or "1"
            self.cells.append(_Cell(min(int(span), _MOST_SPAN) if span.isdecimal() else 1, len(self.lines)))
        elif tag in ("ol", "ul"):
            self.lists.append(0 if tag == "ol" else -1)
        elif tag == "li":
            self.put(self.item())
        elif tag == "table" and not self.rows:
            self.counts["tables"] += 1
        self.headings += tag in HEADINGS

    def end(self, tag: str) -> None:
        self.headings -= tag in HEADINGS
        if tag in ("td", "th") and self.cells:
            cell = self.cells.pop()
            said = " ".join(line.strip("| ") if is_row(line) else line for line in self.lines[cell.first :])
            del self.lines[cell.first :]
            if self.rows:
                self.rows[-1].cells += [said, *[""] * (cell.span - 1)]
            elif said:
                self.lines.append(said)
        elif tag == "tr" and self.rows:
            self.row(self.rows.pop().cells)
        elif tag in ("ol", "ul") and self.lists:
            self.lists.pop()

    def item(self) -> str:
        """What stands before an item of a list."""
        if not self.lists or self.lists[-1] < 0:
            return DOT
        self.lists[-1] += 1
        return f"{self.lists[-1]}. "

    def row(self, cells: list[str]) -> None:
        """One row; a table of one column is no table but its lines."""
        if len(cells) < 2:
            self.lines += [cell for cell in cells if cell]
        elif any(cells):
            # A head that is bold throughout is a head by its place.
            plain = [plain_of(cell) for cell in cells]
            throughout = all(sum(b - a for a, b in one.strong) == len(one.text) for one in plain)
            self.lines.append(row_of(one.text for one in plain) if throughout else row_of(cells))

    def put(self, text: str) -> None:
        text = text.replace("\xa0", " ")
        if not text:
            return
        # A blank belongs to the words before it, so that it divides no bold words.
        bold = self.pieces[-1][1] if self.pieces and not text.strip() else self.bold[-1]
        if self.pieces and self.pieces[-1][1] == bold:
            text = self.pieces.pop()[0] + text
        self.pieces.append((text, bold))

    def flush(self) -> None:
        plain = tidy("".join(text for text, _ in self.pieces))
        whole = all(bold for text, bold in self.pieces if text.strip()) or self.headings > 0
        numbered = _NUMBERED.match(plain) and len(plain) <= 40
        if self.pieces and whole and (numbered or not any(bold for _, bold in self.pieces)):
            # A numbered heading has a face of its own; one without a number is kept as a bold line.
            line = plain if numbered or not self.headings else strong(plain)
        else:
            line = tidy("".join(_marked(text) if bold else text for text, bold in self.pieces))
        self.pieces.clear()
        line = f"{DOT}{line[1:].lstrip()}" if line.startswith(DOT[0]) else line
        if line:
            self.lines.append(line)
            self.counts["headings"] += self.headings > 0
            self.counts["bold"] += line != plain


def _is_bold(weight: str) -> bool:
    return weight.lower() in ("bold", "bolder") or weight[0] in "6789"


def _marked(text: str) -> str:
    """Bold words on one line, blanks at their ends outside of the marks."""
    inner = tidy(text)
    return text.replace(text.strip(), strong(inner), 1) if inner else text


def _number(drawn: str) -> str:
    """What Word drew before a paragraph of a list: its number, or a point for whatever sign it chose."""
    said = drawn.replace("\xa0", " ").strip()
    return f"{said} " if _COUNTS.search(said) and said not in _SYMBOLS else DOT
