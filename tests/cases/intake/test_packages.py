"""Packages looked over before any parser: every trap is found in every spelling, and honest files pass."""

import pytest

from cases.errors import CaseError, DamagedFile, EncryptedFile, TooMuchText, UnsafeFile
from cases.intake import limits
from cases.intake.packages import check_package, survey
from tests.attack.hostile_sheets import workbook
from tests.attack.hostile_words import (
    SLIPS,
    bomb,
    doubled,
    encrypted,
    linked,
    many_parts,
    overlapping,
    types,
    with_part,
)
from tests.cases.importing.documents import W, docx, paragraph


def body(inside: str, prefix: str = "w") -> bytes:
    return f'<{prefix}:document xmlns:{prefix}="{W}">{inside}</{prefix}:document>'.encode()


@pytest.mark.parametrize("data", [docx(paragraph("甲")), workbook(("1", "甲"))])
def test_an_honest_package_passes(data):
    check_package("甲.docx", data)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (overlapping(), UnsafeFile),
        (doubled(), UnsafeFile),
        (linked(), UnsafeFile),
        (encrypted(), EncryptedFile),
        (bomb(20 * limits.MB), UnsafeFile),
        (with_part("word/vbaProject.bin", b"x"), UnsafeFile),
        (many_parts(limits.DOCX_PARTS), TooMuchText),
        (b"PK\x03\x04", DamagedFile),
        *((with_part(name, "<a/>"), UnsafeFile) for name in SLIPS),
    ],
)
def test_a_package_that_harms_does_not(data, problem):
    with pytest.raises(problem):
        check_package("甲.docx", data)


@pytest.mark.parametrize(("told", "make"), [*types()])
def test_no_type_definition_passes(told, make):
    with pytest.raises(UnsafeFile, match="实体"):
        check_package("甲.docx", make())


def test_a_body_is_counted_whatever_its_prefix():
    for prefix in ("w", "q"):
        marks = "<p/><p/><ins/><commentReference/><altChunk/>".replace("<", f"<{prefix}:")
        found = survey("甲.docx", body(f"{marks}<x>两字</x>", prefix))
        assert (found.paragraphs, found.characters) == (2, 2)
        assert found.changed
        assert found.commented
        assert found.chunks


@pytest.mark.parametrize(
    "inside",
    [
        "<a>" * limits.XML_DEPTH + "</a>" * limits.XML_DEPTH,
        f'<a b="{"c" * (limits.XML_ATTRIBUTE + 1)}"/>',
        "<q:p/>" * (limits.DOCX_PARAGRAPHS + 1),
        "字" * (3 * limits.TEXT_CHARACTERS + 1),
        "<a>",
    ],
)
def test_a_body_that_costs_too_much_is_refused(inside):
    with pytest.raises(CaseError):
        survey("甲.docx", body(inside, "q"))
