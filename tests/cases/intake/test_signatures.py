"""What a file is, by its bytes; the name helps only where they are silent."""

import pytest

from cases.errors import DamagedFile, EncryptedFile, UnsupportedFormat
from cases.intake.signatures import (
    body_part,
    is_data_file,
    is_document_package,
    medium_of,
    refuse_data_file,
    suffix_of,
)
from tests.cases.importing.documents import archive, docx, paragraph, pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a", "a.html"])
def test_content_decides_not_the_name(name):
    assert medium_of(name, pdf(["甲"])) == "pdf"
    assert medium_of(name, docx(paragraph("甲"))) == "docx"
    assert medium_of(name, "关于提案的答复".encode()) == "text"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.doc", OLE + wide("WordDocument"), "Word"),
        ("a.wps", OLE + wide("WordDocument"), "WPS"),
        ("a.xls", OLE + wide("Workbook"), "Excel"),
        ("a.doc", OLE + wide("Workbook"), "Excel"),
        ("a.ppt", OLE + wide("PowerPoint Document"), "演示"),
        ("a.xlsx", archive({"xl/workbook.xml": ""}), "Excel"),
        ("a.pptx", archive({"ppt/presentation.xml": ""}), "演示"),
        ("a.ofd", archive({"OFD.xml": ""}), "OFD"),
        ("a.odt", archive({"content.xml": ""}), "OpenDocument"),
        ("a.zip", archive({"a.txt": ""}), "压缩包"),
        ("a.rar", b"Rar!\x1a\x07\x00", "RAR"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "7z"),
        ("a.docx", b"\x89PNG\r\n\x1a\n", "图片"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10", "图片"),
        ("a.rtf", b"{\\rtf1 x}", "RTF"),
        ("a.exe", b"MZ\x90\x00", "程序"),
        ("a.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related", "网页"),
        ("a.doc", b"<?xml?><?mso-application progid?>", "XML"),
        ("a.mp4", b"\0\0\0\x20ftypisom", "音像"),
    ],
)
def test_a_known_kind_is_named_with_what_to_save_it_as(name, data, kind):
    with pytest.raises(UnsupportedFormat) as caught:
        medium_of(name, data)
    assert kind in caught.value.kind
    assert caught.value.advice


def test_a_docx_with_a_password_is_said_to_have_one():
    with pytest.raises(EncryptedFile):
        medium_of("a.docx", OLE + wide("EncryptedPackage"))


@pytest.mark.parametrize("text", ["BM 是一种模型。", "MZ", "BZh 开头的文字"])
def test_letters_that_look_like_a_signature_are_text(text):
    assert medium_of("a.txt", text.encode()) == "text"


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", archive({"word/styles.xml": ""})])
def test_half_a_docx_is_damaged(data):
    with pytest.raises(DamagedFile):
        medium_of("a.docx", data)


def test_packages_that_are_documents():
    assert body_part(["a", "word/document2.xml"]) == "word/document2.xml"
    assert body_part(["word/documents.xml"]) is None
    assert is_document_package(iter(["x", "OFD.xml"]))
    assert not is_document_package(["a.txt", "b/c.docx"])


def test_data_files_are_text_and_no_documents():
    assert [suffix_of(n) for n in ("甲.TXT", "a/b.tar.GZ", "a\\b.Csv", "无")] == [".txt", ".gz", ".csv", ""]
    assert is_data_file("gold.json") and is_data_file("x/README.md") and not is_data_file("答复.txt")
    refuse_data_file("答复.txt")
    with pytest.raises(UnsupportedFormat):
        refuse_data_file("a.json")
