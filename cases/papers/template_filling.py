"""A paper set by a Word template of the office: every placeholder gives way to what the paper says there.

A template is never run, only read: what is put in is text, and what is not a placeholder stays as it is. No word of
the paper may be lost; a template that lacks a place for one is not used.
"""

import io
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as Line

from cases.papers import model
from cases.papers.model import Paper, gaps_of, name_size, width_of
from cases.papers.placeholders import BLOCKS, WRITTEN, lines_of, said_by
from cases.papers.template_blocks import bare_copy, set_annexes, set_blocks
from cases.papers.word import described
from cases.vocabulary.paper_templates import Placeholder

# A paragraph whose placeholders have nothing to say goes, if all else in it is a label of at most so many characters.
LONGEST_LABEL = 12
_BY_LABEL = {one.label: one for one in Placeholder}


class LacksPlace(ValueError):
    """The template has no place for something that this paper says."""


def filled(paper: Paper, template: bytes) -> bytes:
    """The paper as a .docx file by a template that was looked over before. Raises LacksPlace."""
    out: Any = Document(io.BytesIO(template))
    lines: dict[Placeholder, tuple[str, ...]] = dict.fromkeys(Placeholder, ()) | lines_of(paper)
    places = [(line, named) for line in _paragraphs(out) if (named := _named(line))]
    if said_by(paper) - {one for _, some in places for one in some}:
        raise LacksPlace(paper.kind.label)
    for line, named in places:
        if named[0] in BLOCKS:
            (set_blocks if named[0] is Placeholder.BODY else set_annexes)(out, line, paper)
        elif not any(lines[one] for one in named) and _is_label(line):
            _empty(line, keep=Placeholder.DOC_NO in named)
        else:
            _filled(line, named, paper, lines)
    described(out, paper)
    written = io.BytesIO()
    out.save(written)
    return written.getvalue()


def _paragraphs(out: Any) -> Iterator[Line]:
    """Every paragraph of the body, of headers and of footers, those in tables and text boxes too."""
    for part in out.part.package.iter_parts():
        if isinstance(part, XmlPart) and part.element.tag in (qn("w:document"), qn("w:hdr"), qn("w:ftr")):
            for element in list(part.element.iter(qn("w:p"))):
                yield Line(element, part)


def _texts(line: Line) -> list[Any]:
    """The pieces of text of a paragraph, without those of boxes which hang on it."""
    pieces = line._p.iter(qn("w:t"))
    return [one for one in pieces if next(one.iterancestors(qn("w:p"))) is line._p]


def _named(line: Line) -> tuple[Placeholder, ...]:
    names = WRITTEN.findall("".join(one.text or "" for one in _texts(line)))
    return tuple(_BY_LABEL[name] for name in names if name in _BY_LABEL)


def _is_label(line: Line) -> bool:
    said = WRITTEN.sub("", "".join(one.text or "" for one in _texts(line)))
    return len("".join(said.split())) <= LONGEST_LABEL


def _empty(line: Line, *, keep: bool) -> None:
    """Take a paragraph away, or only its words where something must stand: a number not yet given, the end of a cell.

    What carries a picture, a box or the end of a section stays, too.
    """
    element = line._p
    holds = any(next(element.iter(qn(tag)), None) is not None for tag in ("w:drawing", "w:pict", "w:sectPr", "w:br"))
    alone = element.getparent().tag != qn("w:body") and len(element.getparent().findall(qn("w:p"))) == 1
    for piece in _texts(line):
        piece.text = ""
    if not (keep or holds or alone):
        element.getparent().remove(element)


def _filled(
    line: Line, named: tuple[Placeholder, ...], paper: Paper, lines: dict[Placeholder, tuple[str, ...]]
) -> None:
    only = named[0] if len(named) == 1 else None
    if only is Placeholder.TITLE and not _is_alone(line):
        only = None
    first = {one: "".join(lines[one]) if one is Placeholder.TITLE else "、".join(lines[one]) for one in named}
    rest: tuple[str, ...] = ()
    if only is not None:
        rest = lines[only][1:]
        first[only] = next(iter(lines[only]), "")
    run = _replaced(line, first)
    after = [line]
    for words in rest:
        made = bare_copy(line)
        _copied(made, words, run)
        # What stands free above and below belongs to the lines together.
        after[-1].paragraph_format.space_after = made.paragraph_format.space_before = Pt(0)
        after[-1]._p.addnext(made._p)
        after.append(made)
    _seated(after, only, paper, run)


def _is_alone(line: Line) -> bool:
    return WRITTEN.fullmatch("".join(one.text or "" for one in _texts(line)).strip()) is not None


def _replaced(line: Line, words: dict[Placeholder, str]) -> Any:
    """Put words for the placeholders, wherever their characters lie over runs. The run of the first of them."""
    pieces, first = _texts(line), None
    text = "".join(piece.text or "" for piece in pieces)
    for found in reversed([*WRITTEN.finditer(text)]):
        placeholder = _BY_LABEL.get(found[1])
        if placeholder is None:
            continue
        at, coming = 0, words[placeholder]
        for piece in pieces:
            length = len(piece.text or "")
            start, end = max(found.start(), at), min(found.end(), at + length)
            if start < end:
                said = piece.text or ""
                first = piece if coming is not None and at <= found.start() < at + length else first
                piece.text = said[: start - at] + (coming or "") + said[end - at :]
                piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                coming = ""
            at += length
    return first.getparent() if first is not None else None


def _copied(made: Line, words: str, run: Any) -> None:
    """Give a copied paragraph its words in the face of the run that the first line has."""
    added = made.add_run(words)
    properties = run.find(qn("w:rPr")) if run is not None else None
    if properties is not None:
        added._r.insert(0, deepcopy(properties))


def _seated(lines: list[Line], placeholder: Placeholder | None, paper: Paper, run: Any) -> None:
    """What the length of the words decides: how far from the edge names stand, how large the red name is."""
    if placeholder is Placeholder.SIGNATURE:
        for line in lines:
            if line.alignment == WD_ALIGN_PARAGRAPH.RIGHT:
                gap, _ = gaps_of(line.text.strip(), paper.day)
                line.paragraph_format.right_indent = Pt(gap * model.BODY_SIZE)
    if placeholder is Placeholder.ATTACHMENTS:
        for line in lines[1:]:
            line.paragraph_format.first_line_indent = Pt(0)
    if placeholder is Placeholder.LETTERHEAD and run is not None:
        size, spacing = name_size(paper.letterhead)
        said = run.find(f"{qn('w:rPr')}/{qn('w:sz')}")
        if said is not None and int(said.get(qn("w:val"))) / 2 * width_of(paper.letterhead) > model.NAME_ROOM:
            said.set(qn("w:val"), str(round(size * 2)))
            for one in run.iterfind(f"{qn('w:rPr')}/{qn('w:spacing')}"):
                one.set(qn("w:val"), str(round(spacing * 20)))
