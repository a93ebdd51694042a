"""Word files: text, tables, tracked changes; and the traps that are refused before a parser runs."""

import random

import pytest

from cases.errors import DamagedFile, EncryptedFile, NoTextInside, TooMuchText, UnsafeFile
from cases.intake import limits
from cases.intake.formats_docx import read_docx
from cases.vocabulary import Flag
from tests.cases.importing.documents import archive, docx, paragraph, table


def test_paragraphs_and_tables_keep_their_order():
    body = (
        paragraph("关于助餐点的答复") + table(("索引号", "330-1"), ("东街", "三处", "完成")) + paragraph("特此答复。")
    )
    assert read_docx("a.docx", docx(body)).text == "关于助餐点的答复\n索引号：330-1\n东街 | 三处 | 完成\n特此答复。\n"


def test_inserted_text_stays_and_deleted_text_goes():
    body = (
        "<w:p><w:r><w:t>年底前建成</w:t></w:r>"
        '<w:del w:id="1" w:author="a"><w:r><w:delText>五处</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>八处</w:t></w:r></w:ins><w:r><w:t>。</w:t></w:r></w:p>'
    )
    found = read_docx("a.docx", docx(body))
    assert found.text == "年底前建成八处。\n"
    assert found.flags == (Flag.TRACKED_CHANGES,)


def test_comments_are_flagged_and_not_read():
    body = '<w:p><w:r><w:t>答复</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    found = read_docx("a.docx", docx(body))
    assert (found.text, found.flags) == ("答复\n", (Flag.COMMENTS,))


def test_a_plain_file_has_no_flags():
    assert read_docx("a.docx", docx(paragraph("收悉。"))).flags == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE d SYSTEM "http://example.invalid/d.dtd">',
    ],
)
def test_entities_are_refused_instead_of_losing_text(doctype, encoding):
    whole = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<a>&x;</a>'
    with pytest.raises(UnsafeFile):
        read_docx("a.docx", docx(paragraph("甲"), before=doctype))
    with pytest.raises(UnsafeFile):
        read_docx("a.docx", docx(paragraph("甲"), more={"word/footnotes.xml": whole.encode(encoding)}))


@pytest.mark.parametrize(
    ("more", "body"),
    [
        ({"word/vbaProject.bin": b"x"}, paragraph("甲")),
        ({}, '<w:altChunk r:id="r1" xmlns:r="r"/>'),
        ({"word/media/a.xml": b"0" * (limits.DOCX_PART_BYTES + 1)}, paragraph("甲")),
        ({"word/media/a.bin": b"0" * (limits.RATIO_FREE_BYTES + 1)}, paragraph("甲")),
    ],
    ids=["macro", "chunk", "huge part", "bomb"],
)
def test_what_no_letter_holds_is_refused(more, body):
    with pytest.raises(UnsafeFile):
        read_docx("a.docx", docx(body, more=more))


def test_a_million_empty_paragraphs_are_counted_before_they_are_parsed():
    with pytest.raises(TooMuchText):
        read_docx("a.docx", docx("<w:p/>" * (limits.DOCX_PARAGRAPHS + 1)))


def test_too_many_parts_are_refused():
    with pytest.raises(TooMuchText):
        read_docx("a.docx", docx(paragraph("甲"), more={f"p{i}": "" for i in range(limits.DOCX_PARTS)}))


def test_encrypted_parts_are_told_from_damage():
    data = bytearray(docx(paragraph("甲")))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(EncryptedFile):
        read_docx("a.docx", bytes(data))


def test_a_file_without_words_is_said_to_be_so():
    with pytest.raises(NoTextInside):
        read_docx("a.docx", docx("<w:p/>"))


def test_a_zip_without_a_body_is_damaged():
    with pytest.raises(DamagedFile):
        read_docx("a.docx", archive({"word/other.xml": "x"}))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_damaged(share):
    data = docx(paragraph("甲" * 500), more={"word/media/a.png": random.Random(1).randbytes(5000)})
    with pytest.raises(DamagedFile):
        read_docx("a.docx", data[: int(len(data) * share)])
