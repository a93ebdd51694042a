"""Words for a draft are taken from a docx of that name only, and from a clipboard of reasonable size."""

import io

import docx
import pytest

from cases.errors import EmptyFile, TooLarge, UnsupportedFormat, WrongEnding
from cases.intake.draft_words import read_paste, read_word_file
from cases.intake.formats_draft import PASTED_BYTES
from cases.intake.limits import FILE_BYTES, HTML_INLINE_BYTES

REFUSED = ("别的文件", "另存为 docx 再上传")


def word():
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph("答复")
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("稿.docx", b"", EmptyFile),
        ("稿.docx", b"%PDF-1.7", UnsupportedFormat),
        ("稿.exe", word(), WrongEnding),
        ("稿.docx", b"x" * (FILE_BYTES + 1), TooLarge),
    ],
    ids=["empty", "pdf", "exe", "large"],
)
def test_what_is_no_word_file_is_refused_form_12(name, data, error):
    with pytest.raises(error):
        read_word_file(name, data, REFUSED)


def test_a_large_paste_is_read_like_a_small_one_and_a_huge_one_refused():
    long = "<p>甲<b>乙</b></p>" * (HTML_INLINE_BYTES // 14)
    assert read_paste(long, "剪贴板").text.startswith(read_paste("<p>甲<b>乙</b></p>", "剪贴板").text)
    with pytest.raises(TooLarge):
        read_paste("a" * (PASTED_BYTES + 1), "剪贴板")
