"""What a paper consists of, whatever it is printed with: one plain value that every renderer reads.

Elements and measures follow GB/T 9704-2012. Text is text here, never markup: a renderer puts it on the page as it is.
"""

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from cases.vocabulary.paper_templates import Placeholder
from cases.vocabulary.papers import ListKind, PaperKind

# The sheet and the area of the text, in millimetres: A4 with 156 x 225 mm inside.
SHEET = (210.0, 297.0)
TOP, BOTTOM, LEFT, RIGHT = 37.0, 35.0, 28.0, 26.0
# Around a list that lies across the sheet.
ACROSS_TOP, ACROSS_BOTTOM, ACROSS_SIDE = 20.0, 22.0, 18.0
# 22 lines of 28 characters fill that area, in points: the pitch of lines, and what a character of 三号 gives up.
LINE = 28.95
BODY_SIZE, TITLE_SIZE, SMALL_SIZE, TABLE_SIZE = 16.0, 22.0, 14.0, 12.0
TIGHTER = -0.21
# A row of a table stays on one page unless a cell of it has more characters than these.
LONG_CELL = 300
# The red name: large up to twelve characters, then smaller so that it keeps within the width of the text; in points.
NAME_LARGEST, NAME_SMALLEST, NAME_ROOM = 36.0, 12.0, 442.0
# The letter form: upper edge of the name, length of both red rules, and how far the lower one is from the sheet's end.
NAME_TOP, RULE_LENGTH, RULE_BOTTOM = 30.0, 170.0, 20.0


class Face(Enum):
    """The five faces of official papers by what they are used for."""

    BODY = "body"  # 仿宋
    HEADING = "heading"  # 黑体
    SUBHEADING = "subheading"  # 楷体
    TITLE = "title"  # 小标宋
    NUMBER = "number"  # 宋体


class Shape(Enum):
    """How a paragraph stands: indented by two characters, flush left, in the middle, or at the right."""

    INDENTED = "indented"
    FLUSH = "flush"
    CENTRED = "centred"
    RIGHT = "right"


class Form(Enum):
    """A letter with the red name and rules, or a sheet that is filled in and filed."""

    LETTER = "letter"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one face. struck, added: in a copy that shows changes, what went and what came."""

    text: str
    face: Face = Face.BODY
    struck: bool = False
    added: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. size: in points."""

    runs: tuple[Run, ...]
    shape: Shape = Shape.INDENTED
    size: float = BODY_SIZE

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def is_heading(self) -> bool:
        """Whether it is nothing but a heading, which never stands alone at the end of a page."""
        return all(run.face in (Face.HEADING, Face.SUBHEADING) for run in self.runs)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid; its lines are divided by line feeds. span: columns; height: at least so many millimetres.

    strong: its bold stretches, half-open.
    """

    text: str
    span: int = 1
    label: bool = False
    height: float = 0
    centred: bool = False
    strong: tuple[tuple[int, int], ...] = ()

    @property
    def lines(self) -> tuple[tuple[Run, ...], ...]:
        """Its lines in stretches that are bold or not."""
        made, at = [], 0
        for line in self.text.split("\n"):
            end = at + len(line)
            inside = [place for stretch in self.strong for place in stretch if at < place < end]
            places = sorted({at, end, *inside}) if line else [at, at]
            made.append(
                tuple(
                    Run(self.text[a:b], strong=any(x <= a and b <= y for x, y in self.strong))
                    for a, b in pairwise(places)
                )
            )
            at = end + 1
        return tuple(made)


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table. widths: of the columns, as shares; head: how many first rows are repeated on every page."""

    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0
    size: float = TABLE_SIZE


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code that opens an address, with the words beside it."""

    address: str
    caption: str


Block = Paragraph | Grid | Code


@dataclass(frozen=True, slots=True)
class Annex:
    """A part on a page of its own. mark: 附件1, empty for a part of a bundle."""

    mark: str
    title: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. name: of its file; title: in the lines it is broken into by sense.

    status: what stands where the class mark does not, because the paper is no final one (送审稿). attachments: as
    named under the text. copies: whom 抄送 names. numbered: whether pages have numbers; the first of a letter has none.
    source: what it was made of, kept in the file without being shown, so that a file that comes back is known again.
    known: what is known of its case besides, for templates that name it. across: it is a list on a sheet lying across.
    """

    kind: PaperKind | ListKind
    form: Form
    name: str
    title: tuple[str, ...]
    letterhead: str = ""
    doc_no: str = ""
    class_mark: str = ""
    status: str = ""
    addressee: str = ""
    blocks: tuple[Block, ...] = ()
    attachments: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    day: str = ""
    notes: tuple[str, ...] = ()
    copies: str = ""
    annexes: tuple[Annex, ...] = ()
    numbered: bool = True
    source: str = ""
    known: tuple[tuple[Placeholder, str], ...] = ()
    across: bool = False

    @property
    def sheet(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        return (SHEET[1], SHEET[0]) if self.across else SHEET

    @property
    def margins(self) -> tuple[float, float, float, float]:
        """Above, below, left and right of the text, in millimetres."""
        return (ACROSS_TOP, ACROSS_BOTTOM, ACROSS_SIDE, ACROSS_SIDE) if self.across else (TOP, BOTTOM, LEFT, RIGHT)


def width_of(text: str) -> float:
    """How many Chinese characters wide a text is; Latin letters and digits count half."""
    return sum(0.5 if ord(char) < 0x2000 else 1.0 for char in text)


def gaps_of(signature: str, day: str) -> tuple[float, float]:
    """How many characters stay free to the right of a signature and of the day under it, for a seal.

    The day keeps four; the name stands in the middle over it and never leaves the area of the text.
    """
    name, date = width_of(signature), width_of(day)
    return max(0.0, 4 + (date - name) / 2), 4.0


def name_size(name: str) -> tuple[float, float]:
    """Size of the red name and what is added between its characters, in points."""
    width = max(1.0, width_of(name))
    size = max(NAME_SMALLEST, min(NAME_LARGEST, NAME_ROOM / width))
    spare = (NAME_ROOM - width * size) / width
    return size, max(-2.0, min(size * 0.25, spare))
