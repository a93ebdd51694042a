"""What may be handed on is asked of the right reader for its medium."""

import pytest

from cases.errors import FileError, UnfitPicture, UnsafeFile, UnsafePdf
from cases.intake.handing_out import check_handed_out
from tests.attack.hostile_pdfs import acting
from tests.attack.hostile_words import with_part
from tests.cases.importing.documents import docx, paragraph, pdf
from tests.pictures import jpeg, png


@pytest.mark.parametrize(
    ("medium", "data"),
    [("jpg", jpeg()), ("png", png()), ("docx", docx(paragraph("甲"))), ("pdf", pdf(["甲乙丙"])), ("txt", b"a")],
)
def test_honest_files_of_every_medium_pass(medium, data):
    check_handed_out(f"甲.{medium}", medium, data)


@pytest.mark.parametrize(
    ("medium", "data", "problem"),
    [
        ("jpg", jpeg(0, 0), UnfitPicture),
        ("png", png()[:-3], UnfitPicture),
        ("docx", with_part("word/embeddings/oleObject1.bin", b"x"), UnsafeFile),
        ("pdf", acting("/OpenAction << /S /Launch >>"), UnsafePdf),
    ],
)
def test_harmful_ones_do_not(medium, data, problem):
    with pytest.raises(problem) as caught:
        check_handed_out(f"甲.{medium}", medium, data)
    assert isinstance(caught.value, FileError)
    assert caught.value.name == f"甲.{medium}"
