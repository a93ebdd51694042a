"""DRAFT-4: fields, heavy pictures and fonts of a Word file are known before anybody goes on with its text."""

import io
import zipfile

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from cases.papers.doubts import HEAVY, Doubts, doubts_of
from cases.papers.kinds import paper_of
from cases.papers.samples import sample
from cases.papers.word import as_docx
from cases.vocabulary.papers import PaperKind


def word(instructions=(), fonts=(), pictures=()):
    made = Document()
    for said in instructions:
        simple = OxmlElement("w:fldSimple")
        simple.set(qn("w:instr"), said)
        made.add_paragraph("文")._p.append(simple)
        run = made.add_paragraph("文").add_run()
        text = OxmlElement("w:instrText")
        text.text = said
        run._r.append(text)
    for name in fonts:
        run = made.add_paragraph().add_run("字")
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
    out = io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        for number, size in enumerate(pictures):
            package.writestr(f"word/media/image{number}.png", b"\0" * size)
    return out.getvalue()


def test_what_changes_by_itself_weighs_much_or_looks_otherwise_is_named():
    file = word((" DATE \\@ yyyy ", "TOC"), ("等线", "仿宋_GB2312", "等线", "楷体"), (HEAVY, HEAVY + 1))
    assert doubts_of(file) == Doubts(fields=4, heavy=1, fonts=("等线",))


def test_links_and_page_numbers_are_no_doubt():
    assert not doubts_of(word((' HYPERLINK "https://a.example" ', "page")))


def test_a_paper_made_here_gives_none():
    assert not doubts_of(as_docx(paper_of(PaperKind.REPLY, sample())))
