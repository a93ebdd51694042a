"""The two ways by which words come into a draft other than by typing: a Word file, and a paste. Both are limited."""

from cases.errors import EmptyFile, TooLarge, UnsupportedFormat
from cases.intake import limits
from cases.intake.formats_draft import PASTED_BYTES, read_pasted
from cases.intake.formats_text import FileText
from cases.intake.isolation import read_apart
from cases.intake.signatures import check_ending, medium_of


def read_word_file(name: str, data: bytes, refused: tuple[str, str]) -> FileText:
    """The text of a docx file in the notation of drafts. refused: what is said of any other file.

    Raises a FileError that says what is wrong with the file.
    """
    if len(data) > limits.FILE_BYTES:
        raise TooLarge(name, len(data), limits.FILE_BYTES)
    if not data.strip():
        raise EmptyFile(name)
    if medium_of(name, data) != "docx":
        raise UnsupportedFormat(name, *refused)
    check_ending(name, "docx")
    return read_apart("draft", name, data)


def read_paste(html: str, name: str) -> FileText:
    """The words of a clipboard's HTML in the notation; ``meta`` counts what was kept and dropped.

    name: what it is called where it cannot be taken. Raises TooLarge, TooMuchText, TooSlow.
    """
    data = html.encode("utf-8", "replace")
    if len(data) > PASTED_BYTES:
        raise TooLarge(name, len(data), PASTED_BYTES)
    # Larger ones in the limited process: tags opened and never closed cost the parser the square of their number.
    return read_pasted(name, data) if len(data) <= limits.HTML_INLINE_BYTES else read_apart("pasted", name, data)
