"""PDF files: paragraphs from printed lines; scans, locks and damage told apart."""

import pytest

from cases.errors import DamagedFile, EncryptedFile, GarbledPdf, NoTextLayer, TooMuchText
from cases.intake import limits
from cases.intake.formats_pdf import read_pdf
from cases.vocabulary import Flag
from tests.cases.importing.documents import pdf

PRINTED = [
    "关于市政协第9号提案的答复",
    "何平委员:",
    "您提出的关于完善社区托育点布局的提案收悉，我局会同有关单位作",
    "了认真研究，现答复如下:",
    "一、今年上半年已在城东、城西新设社区托育点十二处，提供托位四百",
    "八十个。",
]


def test_lines_become_paragraphs_across_pages_and_page_numbers_go():
    found = read_pdf("a.pdf", pdf([*PRINTED[:3], "— 1 —"], [*PRINTED[3:], "- 2 -"]))
    assert found.text.splitlines() == [
        PRINTED[0],
        PRINTED[1],
        PRINTED[2] + PRINTED[3],
        PRINTED[4] + PRINTED[5],
    ]
    assert found.flags == ()


def test_a_scan_is_said_to_be_one():
    with pytest.raises(NoTextLayer):
        read_pdf("a.pdf", pdf([], []))


def test_a_letter_with_scanned_annexes_is_read_and_flagged():
    found = read_pdf("a.pdf", pdf(PRINTED, [], []))
    assert PRINTED[0] in found.text
    assert found.flags == (Flag.TRUNCATED,)


def test_fonts_without_characters_are_said_to_be_so():
    with pytest.raises(GarbledPdf):
        read_pdf("a.pdf", pdf(["\ue123\ue456\ue789" * 20]))


def test_a_locked_file_is_said_to_be_locked():
    with pytest.raises(EncryptedFile):
        read_pdf("a.pdf", pdf(PRINTED, encrypt=True))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 nothing", pdf(PRINTED)[:60]])
def test_broken_files_are_damaged(data):
    with pytest.raises(DamagedFile):
        read_pdf("a.pdf", data)


def test_pages_are_limited():
    with pytest.raises(TooMuchText):
        read_pdf("a.pdf", pdf(*[["页"]] * (limits.PDF_PAGES + 1)))
