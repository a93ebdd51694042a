"""The frame of a Word paper: sheet, margins, the red name and rules of a letter, page numbers."""

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from cases.papers import model
from cases.papers.model import Face, Form, Paper, name_size
from cases.papers.word_parts import bordered, exactly, face_of, page_number

_RED = "E60012"
# The class mark stands this far from the sheet's upper edge, above the red name.
_MARK_TOP = 18.0
_POINT = 25.4 / 72
_NUMBER_BELOW = 7.0


def frame(out: Any, paper: Paper) -> None:
    """Set up the only section of a document."""
    section = out.sections[0]
    if paper.across:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(one) for one in paper.sheet)
    above, below, left, right = paper.margins
    section.top_margin, section.bottom_margin = Mm(above), Mm(below)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance, section.footer_distance = Mm(_MARK_TOP), Mm(model.RULE_BOTTOM)
    _grid(section)
    letter = paper.form is Form.LETTER
    section.different_first_page_header_footer = letter or bool(paper.status or paper.class_mark)
    out.settings.odd_and_even_pages_header_footer = True
    _chinese(out)
    for part in (section.header, section.even_page_header, section.first_page_header, section.footer,
                 section.even_page_footer, section.first_page_footer):  # fmt: skip
        # The template's own styles for these have tabs in the wrong places.
        part.paragraphs[0].style = out.styles["Normal"]
    if section.different_first_page_header_footer:
        _marks(section.first_page_header.paragraphs[0], paper)
    if letter:
        _name(section.first_page_header, paper)
        _lower_rule(section.first_page_footer.paragraphs[0])
    if paper.numbered:
        if not letter and section.different_first_page_header_footer:
            _number(section.first_page_footer, WD_ALIGN_PARAGRAPH.RIGHT)
        _number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
        _number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _grid(section: Any) -> None:
    """Lines on the pitch of the standard. Only lines: a grid of characters doubles the spacing in some programs."""
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(model.LINE * 20)))


def _chinese(out: Any) -> None:
    """Chinese as the language of the file, with punctuation that takes half its width at the end of a line.

    The template of the library speaks Japanese there, which gives some characters their Japanese forms.
    """
    settings = out.settings.element
    settings.find(qn("w:characterSpacingControl")).set(qn("w:val"), "compressPunctuation")
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    for language in out.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _marks(paragraph: Any, paper: Paper) -> None:
    """What the paper is not yet, at the left; the class mark at the right."""
    text_width = model.SHEET[0] - model.LEFT - model.RIGHT
    paragraph.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(text_width), WD_TAB_ALIGNMENT.RIGHT)
    face_of(paragraph.add_run(f"{paper.status}\t{paper.class_mark}"), Face.HEADING, model.BODY_SIZE)
    exactly(paragraph.paragraph_format, 16.0)


def _name(header: Any, paper: Paper) -> None:
    """The red name with its upper edge 30 mm down, and 4 mm below it the double rule, thick over thin."""
    size, spacing = name_size(paper.letterhead)
    name = header.add_paragraph()
    run = face_of(name.add_run(paper.letterhead), Face.TITLE, size)
    run.font.color.rgb = RGBColor.from_string(_RED)
    wider = OxmlElement("w:spacing")
    wider.set(qn("w:val"), str(round(spacing * 20)))
    run._element.get_or_add_rPr().find(qn("w:sz")).addprevious(wider)
    name.alignment = WD_ALIGN_PARAGRAPH.CENTER
    name.paragraph_format.space_before = Pt((model.NAME_TOP - _MARK_TOP) / _POINT - 16.0)
    exactly(name.paragraph_format, size)
    _rule(header.add_paragraph(), "bottom", "thickThinSmallGap", height=4.0 / _POINT)


def _lower_rule(paragraph: Any) -> None:
    _rule(paragraph, "bottom", "thinThickSmallGap", height=1.0)


def _rule(paragraph: Any, edge: str, style: str, *, height: float) -> None:
    """A rule of 170 mm, which is wider than the text, under a paragraph of some height in points."""
    outside = (model.SHEET[0] - model.RULE_LENGTH) / 2
    form = paragraph.paragraph_format
    form.left_indent, form.right_indent = Mm(outside - model.LEFT), Mm(outside - model.RIGHT)
    exactly(form, max(1.0, height))
    bordered(paragraph, edge, style, size=24, space=0, color=_RED)


def _number(footer: Any, alignment: Any) -> None:
    """One character from the outer edge, 7 mm below the text."""
    paragraph = footer.paragraphs[0]
    paragraph.alignment = alignment
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(model.SMALL_SIZE)
    exactly(paragraph.paragraph_format, model.SMALL_SIZE)
    room = model.BOTTOM - model.RULE_BOTTOM - _NUMBER_BELOW - model.SMALL_SIZE * _POINT
    paragraph.paragraph_format.space_after = Mm(room)
    page_number(paragraph, model.SMALL_SIZE)
