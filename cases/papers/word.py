"""A paper as a Word file that WPS and Word open alike: the same elements and measures as the PDF, to be edited on.

Fonts are named as the standard names them, for the offices have them. Text goes in as runs, never as fields or markup.
"""

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from cases.papers import model
from cases.papers.model import Annex, Block, Code, Face, Form, Grid, Paper, Paragraph, Run, Shape, gaps_of
from cases.papers.word_frame import frame
from cases.papers.word_parts import exactly, face_of, fonts_named, hanging, off_the_grid
from cases.papers.word_tables import add_grid, code_table

_TITLE_LINE = 34.0
# What the format allows for a property of the file.
_MOST_PROPERTY = 255
_ALIGNED = {
    Shape.INDENTED: WD_ALIGN_PARAGRAPH.JUSTIFY,
    Shape.FLUSH: WD_ALIGN_PARAGRAPH.JUSTIFY,
    Shape.CENTRED: WD_ALIGN_PARAGRAPH.CENTER,
    Shape.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_GONE, _CAME = RGBColor(0xC0, 0, 0), RGBColor(0x1F, 0x4E, 0x9E)
# Below the first red rule: 7/8 of a character to the number, two lines from it to the title. What a fixed line keeps
# free above its letters counts as such room.
_BELOW_RULE, _BELOW_NUMBER = 14.0, 47.0


def as_docx(paper: Paper) -> bytes:
    """The paper as a .docx file."""
    out: Any = Document()
    _styled(out)
    frame(out, paper)
    described(out, paper)
    _head(out, paper)
    for number, block in enumerate(paper.blocks, start=1):
        added = _add(out, block)
        if paper.signatures and number == len(paper.blocks) and isinstance(block, Paragraph):
            # The last words go over to the next page with the signature, which never stands alone.
            added.paragraph_format.keep_with_next = added.paragraph_format.keep_together = True
    _attachments(out, paper)
    _signed(out, paper)
    for note in paper.notes:
        _indented(_line(out, note))
    for annex in paper.annexes:
        _annex(out, annex)
    if paper.copies:
        _copies(out, paper.copies)
    written = io.BytesIO()
    out.save(written)
    return written.getvalue()


def described(out: Any, paper: Paper) -> None:
    """Write into the properties of the file what it is and, unseen, what it was made of."""
    core = out.core_properties
    core.title, core.author = paper.name[:_MOST_PROPERTY], paper.letterhead[:_MOST_PROPERTY]
    core.identifier, core.comments, core.last_modified_by = paper.source, "", ""


def _styled(out: Any) -> None:
    """The plain paragraph: 仿宋 三号 on a pitch of 22 lines, a little tighter so that 28 characters fill a line."""
    style = out.styles["Normal"]
    style.font.size = Pt(model.BODY_SIZE)
    fonts_named(style.element.get_or_add_rPr(), Face.BODY)
    tighter = OxmlElement("w:spacing")
    tighter.set(qn("w:val"), str(round(model.TIGHTER * 20)))
    style.element.get_or_add_rPr().find(qn("w:sz")).addprevious(tighter)
    exactly(style.paragraph_format, model.LINE)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.widow_control = False
    off_the_grid(style.element.get_or_add_pPr())
    # The template's own first paragraph would stand above everything.
    for paragraph in list(out.paragraphs):
        paragraph._element.getparent().remove(paragraph._element)


def _head(out: Any, paper: Paper) -> None:
    letter = paper.form is Form.LETTER
    if paper.doc_no or letter:
        number = _line(out, paper.doc_no, WD_ALIGN_PARAGRAPH.RIGHT)
        if letter:
            number.paragraph_format.space_before = Pt(_BELOW_RULE)
            number.paragraph_format.space_after = Pt(_BELOW_NUMBER)
            exactly(number.paragraph_format, model.BODY_SIZE)
    _title(out, paper.title, after=model.LINE if letter else 17.0)
    if paper.addressee:
        _line(out, paper.addressee)


def _title(out: Any, lines: tuple[str, ...], *, after: float, new_page: bool = False) -> None:
    """Each line a paragraph of its own, so that the sense of the breaks survives editing."""
    for number, line in enumerate(lines):
        made = out.add_paragraph()
        face_of(made.add_run(line), Face.TITLE, model.TITLE_SIZE, tight=False)
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        made.paragraph_format.keep_with_next = True
        made.paragraph_format.page_break_before = new_page and number == 0
        exactly(made.paragraph_format, _TITLE_LINE)
        if number == len(lines) - 1:
            made.paragraph_format.space_after = Pt(after)


def _add(out: Any, block: Block) -> Any:
    match block:
        case Paragraph():
            made = out.add_paragraph()
            made.alignment = _ALIGNED[block.shape]
            for run in block.runs:
                _run(made, run, block.size)
            if block.shape is Shape.INDENTED:
                _indented(made)
            if block.is_heading:
                made.paragraph_format.keep_with_next = True
            return made
        case Grid():
            return add_grid(out, block)
        case Code():
            return code_table(out, block)


def _run(paragraph: Any, run: Run, size: float) -> None:
    made = face_of(paragraph.add_run(run.text), run.face, size)
    if run.strong:
        made.font.bold = True
    if run.struck:
        made.font.strike, made.font.color.rgb = True, _GONE
    if run.added:
        made.font.underline, made.font.color.rgb = True, _CAME


def _line(out: Any, text: str, alignment: Any = None) -> Any:
    made = out.add_paragraph()
    face_of(made.add_run(text), Face.BODY, model.BODY_SIZE)
    made.alignment = alignment
    return made


def _indented(paragraph: Any) -> Any:
    """By two characters, whatever their size becomes; never by blanks."""
    paragraph.paragraph_format.first_line_indent = Pt(2 * model.BODY_SIZE)
    paragraph._element.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "200")
    return paragraph


def _attachments(out: Any, paper: Paper) -> None:
    for number, name in enumerate(paper.attachments, start=1):
        head = "附件：" if number == 1 else ""
        counted = f"{number}. " if len(paper.attachments) > 1 else ""
        made = _line(out, f"{head}{counted}{name}")
        first = 2 if number == 1 else 5
        hanging(made, left=5 * model.BODY_SIZE, first=(first - 5) * model.BODY_SIZE)
        made.paragraph_format.keep_with_next = True
        if number == 1:
            made.paragraph_format.space_before = Pt(model.LINE)


def _signed(out: Any, paper: Paper) -> None:
    """The names and the day, right of the middle, together and never alone on a page."""
    if not paper.signatures:
        return
    ends = [(name, gaps_of(name, paper.day)[0]) for name in paper.signatures]
    for number, (text, gap) in enumerate([*ends, (paper.day, gaps_of("", paper.day)[1])]):
        made = _line(out, text, WD_ALIGN_PARAGRAPH.RIGHT)
        made.paragraph_format.right_indent = Pt(gap * model.BODY_SIZE)
        made.paragraph_format.keep_with_next = number < len(ends)
        if number == 0:
            made.paragraph_format.space_before = Pt(model.LINE + model.BODY_SIZE)


def _annex(out: Any, annex: Annex) -> None:
    if annex.mark:
        mark = out.add_paragraph()
        face_of(mark.add_run(annex.mark), Face.HEADING, model.BODY_SIZE)
        mark.paragraph_format.page_break_before = True
        mark.paragraph_format.space_after = Pt(model.LINE)
    _title(out, annex.title, after=model.LINE, new_page=not annex.mark)
    for block in annex.blocks:
        _add(out, block)


def _copies(out: Any, copies: str) -> None:
    """At the lower edge of the text on the last page, whatever stands above."""
    made = out.add_paragraph()
    face_of(made.add_run(f"抄送：{copies}"), Face.BODY, model.SMALL_SIZE, tight=False)
    exactly(made.paragraph_format, 22.0)
    hanging(made, left=4 * model.SMALL_SIZE, first=-3 * model.SMALL_SIZE)
    made.paragraph_format.right_indent = Pt(model.SMALL_SIZE)
    at = OxmlElement("w:framePr")
    width = round((model.SHEET[0] - model.LEFT - model.RIGHT) / 25.4 * 1440)
    for name, value in (
        ("w", str(width)), ("wrap", "around"), ("vAnchor", "margin"), ("hAnchor", "margin"), ("xAlign", "left"),
        ("yAlign", "bottom"),
    ):  # fmt: skip
        at.set(qn(f"w:{name}"), value)
    made._element.get_or_add_pPr().insert(0, at)
