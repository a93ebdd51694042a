"""Papers measured: where lines of text, rules and page numbers stand in a PDF, and what a Word file holds."""

import io
import re
import zipfile
from dataclasses import dataclass, field

from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from cases.papers.fonts import installed
from cases.papers.pdf import as_pdf
from cases.papers.word import as_docx

MM = 72 / 25.4


@dataclass
class Line:
    """A piece of text. left and base: millimetres from the left edge and from the top of the sheet; size in points."""

    text: str
    left: float
    base: float
    size: float


@dataclass
class Rule:
    """A straight stroke. width: of the stroke, in points; the rest in millimetres from the left and the top."""

    left: float
    top: float
    length: float
    width: float
    red: bool


@dataclass
class Page:
    """One page. wide and high in millimetres."""

    wide: float
    high: float
    lines: list[Line] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    @property
    def text(self):
        return "\n".join(line.text for line in self.lines)


def measured(paper):
    """The pages of a paper's PDF."""
    return [_page(page) for page in PdfReader(io.BytesIO(as_pdf(paper, installed()))).pages]


def pdf_text(paper):
    """Everything that the PDF says but its page numbers, without blanks and line ends."""
    pages = PdfReader(io.BytesIO(as_pdf(paper, installed()))).pages
    return "".join(re.sub("—[0-9]+—", "", bare(page.extract_text())) for page in pages)


def docx_of(paper):
    """The Word file, opened."""
    return Document(io.BytesIO(as_docx(paper)))


def docx_text(paper):
    """Everything that the Word file says in its body, in order, without blanks."""
    body = docx_of(paper).element.body
    return bare("".join(node.text or "" for node in body.iter(qn("w:t"))))


def docx_parts(paper):
    """The files within the Word file, as text."""
    with zipfile.ZipFile(io.BytesIO(as_docx(paper))) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml")}


def bare(text):
    """Text without what a line break may add or take away."""
    return "".join(char for char in text if not char.isspace() and char != "\u200b")


def _page(page):
    made = Page(float(page.mediabox.width) / MM, float(page.mediabox.height) / MM)
    high = float(page.mediabox.height)

    def told(text, cm, tm, _, size):
        if text.strip():
            made.lines.append(Line(text.strip("\n"), cm[4] / MM, (high - cm[5]) / MM, float(size)))

    page.extract_text(visitor_text=told)
    _strokes(page, made, high)
    return made


def _strokes(page, made, high):
    at, color, width, start = (0.0, 0.0), (0.0,), 1.0, (0.0, 0.0)
    kept = []
    for values, name in page.get_contents().operations:
        if name == b"q":
            kept.append((at, color, width))
        elif name == b"Q":
            at, color, width = kept.pop()
        elif name == b"cm":
            at = (at[0] + float(values[4]), at[1] + float(values[5]))
        elif name in (b"SCN", b"RG"):
            color = tuple(float(value) for value in values)
        elif name == b"w":
            width = float(values[0])
        elif name == b"m":
            start = (float(values[0]), float(values[1]))
        elif name == b"l" and float(values[1]) == start[1]:
            length = float(values[0]) - start[0]
            red = len(color) == 3 and color[0] > 0.8 and color[1] < 0.2
            made.rules.append(Rule((at[0] + start[0]) / MM, (high - at[1]) / MM, length / MM, width, red))
