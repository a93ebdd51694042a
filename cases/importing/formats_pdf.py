"""PDF files with a text layer: the lines of the pages, joined to paragraphs again."""

import io
import re
import unicodedata

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from cases.errors import DamagedFile, EncryptedFile, GarbledPdf, NoTextLayer, TooMuchText
from cases.importing import limits
from cases.importing.formats_text import FileText, common_share
from cases.vocabulary import Flag

_PAGE_NUMBER = re.compile(r"\s*(?:[-—–－·.]\s{0,3})?(?:第\s{0,3})?\d{1,3}(?:\s{0,3}页)?(?:\s{0,3}[-—–－·.])?\s*")
_SENTENCE_END = re.compile(r"[。！？：；!?:;]['”’）)]?$")
_OPENS_PARAGRAPH = re.compile(
    r"[\u3000 ]{2}|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．]\D"
    r"|附件|抄送|联系人|此致|（此件"
)
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
    """Lines of every page, without page numbers."""
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
        lines = [line.rstrip() for line in text.replace("\r", "\n").split("\n") if line.strip()]
        pages.append([line for line in lines if not _PAGE_NUMBER.fullmatch(line)])
    return pages


def _paged_text(name: str, pages: list[list[str]]) -> FileText:
    lines = [line for page in pages for line in page]
    written = sum(len(line.strip()) for line in lines)
    if written < _CHARACTERS_A_PAGE * max(1, len(pages)) and written < 200:
        raise NoTextLayer(name)
    text = "\n".join(joined(lines)) + "\n"
    if common_share(unicodedata.normalize("NFKC", text)) < _READABLE_SHARE:
        raise GarbledPdf(name)
    bare = sum(1 for page in pages if not page)
    return FileText(text, "utf-8", (Flag.TRUNCATED,) if bare and bare * 2 >= len(pages) else ())


def joined(lines: list[str]) -> list[str]:
    """Lines of a printed page as paragraphs: a line filled to the margin goes on in the next one."""
    full = 0.9 * _measure(lines)
    out: list[str] = []
    goes_on = False
    for line in lines:
        text = line.strip()
        if goes_on and not _OPENS_PARAGRAPH.match(line):
            glue = " " if out[-1][-1:].isascii() and out[-1][-1:].isalpha() and text[:1].isascii() else ""
            out[-1] += glue + text
        else:
            out.append(text)
        goes_on = _width(text) >= full and not _SENTENCE_END.search(text)
    return out


def _measure(lines: list[str]) -> float:
    """Width of a full line: that of the widest tenth, so that one overlong line does not decide; at least 16."""
    widths = sorted(_width(line.strip()) for line in lines)
    return max(16.0, widths[int(len(widths) * 0.9)]) if widths else 16.0


def _width(text: str) -> float:
    """Width in Chinese characters; a Latin letter or digit takes half of one."""
    return sum(0.5 if char < "\u2000" else 1.0 for char in text)
