"""Small pieces that Word's format needs and python-docx has no word for: faces, exact lines, borders, fields."""

import functools
import tomllib
from typing import Any

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from cases.papers.fonts import LISTS
from cases.papers.model import Face

# The order that the format prescribes: what must come after the element that is put in.
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
                  "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid",
                  "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc",
                  "w:textDirection", "w:textAlignment", "w:outlineLvl", "w:rPr")  # fmt: skip


@functools.cache
def standard_fonts() -> dict[Face, str]:
    """The font that the standard names for each face."""
    return {Face(name): said["named"] for name, said in tomllib.loads(LISTS.read_text(encoding="utf-8")).items()}


def fonts_named(properties: Any, face: Face) -> None:
    """Write the fonts of a face into the properties of a run or style; digits and Latin letters too, as in the PDF."""
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), standard_fonts()[face])


def face_of(run: Any, face: Face, size: float, *, tight: bool = True) -> Any:
    """Set a run in a face and size in points; tight: with the spacing of the text. The run itself."""
    run.font.size = Pt(size)
    properties = run._element.get_or_add_rPr()
    fonts_named(properties, face)
    if not tight:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), "0")
        size_tag = properties.find(qn("w:sz"))
        (size_tag.addprevious if size_tag is not None else properties.append)(spacing)
    return run


def exactly(form: Any, points: float) -> None:
    """Let a line be exactly so high, in points."""
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(points)


def off_the_grid(properties: Any) -> None:
    """Let lines stand by their own height alone: some programs fit an exact line into the grid, a title into four."""
    made = OxmlElement("w:snapToGrid")
    made.set(qn("w:val"), "0")
    properties.insert_element_before(made, *_AFTER_BORDERS[_AFTER_BORDERS.index("w:snapToGrid") + 1 :])


def hanging(paragraph: Any, *, left: float, first: float) -> None:
    """Indent a paragraph and, by another measure, its first line; in points."""
    paragraph.paragraph_format.left_indent = Pt(left)
    paragraph.paragraph_format.first_line_indent = Pt(first)


def bordered(paragraph: Any, edge: str, style: str, *, size: int, space: int, color: str) -> None:
    """Rule an edge of a paragraph. size: in eighths of a point, space: in points."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{edge}")
    for name, value in (("val", style), ("sz", str(size)), ("space", str(space)), ("color", color)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._element.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def page_number(paragraph: Any, size: float) -> None:
    """— 1 —, counted by Word."""
    for part in ("— ", None, " —"):
        if part is not None:
            face_of(paragraph.add_run(part), Face.NUMBER, size, tight=False)
            continue
        for kind in ("begin", "instruction", "end"):
            run = face_of(paragraph.add_run(), Face.NUMBER, size, tight=False)
            if kind == "instruction":
                made = OxmlElement("w:instrText")
                made.set(qn("xml:space"), "preserve")
                made.text = "PAGE"
            else:
                made = OxmlElement("w:fldChar")
                made.set(qn("w:fldCharType"), kind)
            run._element.append(made)
