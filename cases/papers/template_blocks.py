"""The parts of a paper that are paragraphs and tables, put into a template in the face of their placeholder."""

from copy import deepcopy
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as Line

from cases.papers import model
from cases.papers.model import Annex, Block, Code, Face, Grid, Paper, Paragraph, Run, Shape
from cases.papers.word_parts import fonts_named
from cases.papers.word_tables import code_table, grid_table, text_width

# What a placeholder's paragraph says of its own place and must not say of every paragraph that comes for it.
_ONCE = ("w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:sectPr", "w:framePr")
_AT = {Shape.CENTRED: WD_ALIGN_PARAGRAPH.CENTER, Shape.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT}


def bare_copy(line: Line) -> Line:
    """An empty paragraph of the same form."""
    made = deepcopy(line._p)
    for child in list(made):
        if child.tag != qn("w:pPr"):
            made.remove(child)
    for tag in ("w:pageBreakBefore", "w:sectPr"):
        for one in made.iterfind(f"{qn('w:pPr')}/{qn(tag)}"):
            one.getparent().remove(one)
    return Line(made, line._parent)


def set_blocks(out: Any, place: Line, paper: Paper) -> None:
    """Put the text of a paper where its placeholder stands."""
    made = _made(out, place, paper.blocks)
    if made and paper.signatures and isinstance(paper.blocks[-1], Paragraph):
        # The last words go over to the next page with the signature, which never stands alone.
        ending = Line(made[-1], out._body)
        ending.paragraph_format.keep_with_next = ending.paragraph_format.keep_together = True
    _put(place, made)


def set_annexes(out: Any, place: Line, paper: Paper) -> None:
    """Put the annexes of a paper where their placeholder stands, each on a page of its own."""
    made = []
    for annex in paper.annexes:
        heads = _heads(place, annex)
        heads[0].paragraph_format.page_break_before = True
        made += [head._p for head in heads] + _made(out, place, annex.blocks)
    _put(place, made)


def _heads(place: Line, annex: Annex) -> list[Line]:
    lines = [(annex.mark, Face.HEADING, Shape.FLUSH, model.BODY_SIZE)] if annex.mark else []
    lines += [(words, Face.TITLE, Shape.CENTRED, model.TITLE_SIZE) for words in annex.title]
    made = [_line(place, Paragraph((Run(words, face),), shape, size)) for words, face, shape, size in lines]
    for head in made:
        head.paragraph_format.keep_with_next = True
    if annex.mark:
        made[0].paragraph_format.space_after = Pt(model.LINE)
    made[-1].paragraph_format.space_after = Pt(model.LINE)
    return made


def _made(out: Any, place: Line, blocks: tuple[Block, ...]) -> list[Any]:
    """The elements of blocks. A table is made at the end of the file, where the library makes it, and taken away."""
    made = []
    width = text_width(out)
    for block in blocks:
        match block:
            case Paragraph():
                made.append(_line(place, block)._p)
            case Grid():
                made.append(grid_table(out, block, width)._tbl)
            case Code():
                made.append(code_table(out, block, width)._tbl)
    return made


def _put(place: Line, made: list[Any]) -> None:
    """Set elements for a placeholder; its paragraph stays, empty, where it ends a section or all else is a table."""
    at = place._p
    for element in made:
        at.addprevious(element)
    ends = at.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    if ends or not made or made[-1].tag == qn("w:tbl"):
        for child in list(at):
            if child.tag != qn("w:pPr"):
                at.remove(child)
        return
    at.getparent().remove(at)


def _line(place: Line, block: Paragraph) -> Line:
    made = bare_copy(place)
    for tag in _ONCE:
        for one in list(made._p.iterfind(f"{qn('w:pPr')}/{qn(tag)}")):
            one.getparent().remove(one)
    if block.shape is not Shape.INDENTED:
        made.paragraph_format.first_line_indent = Pt(0)
        for indent in made._p.iterfind(f"{qn('w:pPr')}/{qn('w:ind')}"):
            indent.attrib.pop(qn("w:firstLineChars"), None)
        if block.shape in _AT:
            made.alignment = _AT[block.shape]
    made.paragraph_format.keep_with_next = True if block.is_heading else None
    face = next((one for one in place._p.iterfind(f"{qn('w:r')}/{qn('w:rPr')}")), None)
    for run in block.runs:
        _run(made, run, face, block.size)
    return made


def _run(line: Line, run: Run, face: Any, size: float) -> None:
    """A stretch of text in the face of the placeholder; a heading changes the font alone."""
    made = line.add_run(run.text)
    if face is not None:
        made._r.insert(0, deepcopy(face))
    if run.face is not Face.BODY:
        fonts_named(made._r.get_or_add_rPr(), run.face)
    if run.strong:
        made.font.bold = True
    if size != model.BODY_SIZE:
        made.font.size = Pt(size)
