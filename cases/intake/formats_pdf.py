"""PDF files with a text layer: the lines of the pages, joined to paragraphs again."""

import io

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from cases.errors import DamagedFile, EncryptedFile, GarbledPdf, NoTextLayer, TooMuchText
from cases.intake import limits
from cases.intake.formats_text import FileText, common_share
from cases.intake.pdf_lines import joined, repaired, without_running_lines
from cases.vocabulary import Flag

# A scan with a stamp or a page number as its only text has fewer characters a page.
_CHARACTERS_A_PAGE = 12
_READABLE_SHARE = 0.6


def read_pdf(name: str, data: bytes) -> FileText:
    """The text layer. Raises EncryptedFile, DamagedFile, TooMuchText, NoTextLayer, GarbledPdf.

    Runs in the limited process. Flag.TRUNCATED where at least half of the pages are pictures.
    """
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise EncryptedFile(name)
        pages = _pages(name, reader)
    except DependencyError as sealed:
        raise EncryptedFile(name) from sealed
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as broken:
        raise DamagedFile(name) from broken
    return _paged_text(name, pages)


def _pages(name: str, reader: PdfReader) -> list[list[str]]:
    """Lines of every page, without heads, feet and page numbers."""
    if sum(len(generation) for generation in reader.xref.values()) > limits.PDF_OBJECTS:
        raise TooMuchText(name, "内部对象数", limits.PDF_OBJECTS)
    if len(reader.pages) > limits.PDF_PAGES:
        raise TooMuchText(name, "页数", limits.PDF_PAGES)
    pages: list[list[str]] = []
    written = 0
    for page in reader.pages:
        text = page.extract_text()
        written += len(text)
        if written > limits.TEXT_CHARACTERS:
            raise TooMuchText(name, "字数", limits.TEXT_CHARACTERS)
        lines = [repaired(line.rstrip()) for line in text.replace("\r", "\n").split("\n") if line.strip()]
        pages.append(lines)
    return without_running_lines(pages)


def _paged_text(name: str, pages: list[list[str]]) -> FileText:
    lines = [line for page in pages for line in page]
    written = sum(len(line.strip()) for line in lines)
    if written < _CHARACTERS_A_PAGE * max(1, len(pages)) and written < 200:
        raise NoTextLayer(name)
    text = "\n".join(joined(lines)) + "\n"
    if common_share(text) < _READABLE_SHARE:
        raise GarbledPdf(name)
    bare = sum(1 for page in pages if not page)
    return FileText(text, "utf-8", (Flag.TRUNCATED,) if bare and bare * 2 >= len(pages) else ())
