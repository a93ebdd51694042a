"""Files that are handed on: whatever would run or call home where they are opened is found, in every hiding place."""

import pytest

from cases.errors import CaseError, DamagedFile, UnsafeFile, UnsafePdf
from cases.intake.formats_handed import look_into_docx, look_into_pdf
from tests.attack import hostile_pdfs, hostile_words
from tests.attack.hostile_words import HARMLESS, RELS, field, related, with_part
from tests.cases.importing.documents import archive, docx, pdf


@pytest.mark.parametrize(("told", "make"), [*hostile_words.acting()])
def test_what_acts_in_a_word_file_is_found(told, make):
    with pytest.raises(UnsafeFile):
        look_into_docx("甲.docx", make())


@pytest.mark.parametrize(("told", "make"), [*hostile_pdfs.deeds()])
def test_what_acts_in_a_pdf_is_found(told, make):
    with pytest.raises(UnsafePdf):
        look_into_pdf("甲.pdf", make())


@pytest.mark.parametrize(
    "data",
    [
        docx(HARMLESS),
        docx(HARMLESS + field("PAGE") + field("TOC \\o")),
        with_part(RELS, related("hyperlink", "https://example.test/a?b=javascript:")),
        with_part(RELS, related("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm")),
        with_part("word/embeddings/Workbook1.xlsx", archive({"xl/workbook.xml": "<a/>"})),
    ],
)
def test_what_offices_send_every_day_passes(data):
    assert look_into_docx("甲.docx", data).text == ""


def test_an_ordinary_pdf_passes():
    assert look_into_pdf("甲.pdf", pdf(["关于一件事的说明"], [])).text == ""


@pytest.mark.parametrize("data", [b"<html>%PDF-1.7", b"GIF89a/*%PDF-1.4", pdf(["说明"]) + docx(HARMLESS)])
def test_a_pdf_that_is_also_something_else_is_refused(data):
    with pytest.raises(UnsafePdf, match="另一种文件"):
        look_into_pdf("甲.pdf", data)


@pytest.mark.parametrize(("told", "make"), [*hostile_pdfs.broken()])
def test_a_broken_pdf_is_said_to_be_one_or_harms_nobody(told, make):
    try:
        look_into_pdf("甲.pdf", make())
    except CaseError as said:
        assert isinstance(said, UnsafePdf | DamagedFile) or "超过" in str(said)
