"""What in a Word or PDF file harms whoever opens it: objects that run, and contents fetched from elsewhere.

Reading the words of such a file harms nobody; handing it out as it came does. Runs in the limited process.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from cases.errors import DamagedFile, TooMuchText, UnsafeFile, UnsafePdf
from cases.intake import limits
from cases.intake.formats_docx import examine
from cases.intake.formats_template import fields_of, outside_of, tree_of_part
from cases.intake.formats_text import FileText
from cases.intake.packages import check_package

_OBJECTS = "嵌入的程序或对象"
_ELSEWHERE = "打开时会从别处取来的内容"
_RUNS = re.compile(
    r"(?:^|/)(?:activex|afchunk)|oleobject[^/]{0,80}$|\.(?:exe|ole|js|vbs|hta|bat|cmd|scr|lnk|docm|xlsm|pptm)$"
)
_EMBEDDED = "word/embeddings/"
# The tables behind drawn charts; everything else that is set in may run.
_CHART_TABLE = ".xlsx"
# Addresses on another machine. A path of the writer's own disk, as Word notes of its templates, leads nowhere.
_REMOTE = re.compile(r"(?:https?|ftp|smb|webdav|file):(?://|\\\\)(?![/\\])|//|\\\\|mhtml:", re.I)
_SCRIPTED = re.compile(r"\s{0,9}(?:javascript|vbscript|data|mhtml|ms-[a-z]{1,20}|search-ms):", re.I)
_ACTING = ("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "DATABASE", "MACROBUTTON")
_WORD_PART = re.compile(r"word/[^/]{1,80}\.xml")

_ACTS = {
    "/JavaScript": "脚本", "/JS": "脚本", "/Launch": "启动程序的指令", "/EmbeddedFile": "附带的文件",
    "/RichMedia": "嵌入的程序或对象",
}  # fmt: skip
# In the raw bytes only the long names: three letters stand somewhere in every scan.
_RAW = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia)[^A-Za-z]")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_UNREADABLE = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError)


def look_into_docx(name: str, data: bytes) -> FileText:
    """Nothing, where a Word file may be handed out. Raises as ``examine``, UnsafeFile."""
    examine(name, data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.namelist():
            lower = part.lower()
            if _RUNS.search(lower):
                raise UnsafeFile(name, _OBJECTS)
            if lower.startswith(_EMBEDDED) and not lower.endswith("/"):
                _look_into_embedded(name, lower, package.read(part))
            elif lower.endswith(".rels"):
                _refuse_elsewhere(name, package.read(part))
            elif _WORD_PART.fullmatch(part) and any(one in _ACTING for one in _fields(name, package.read(part))):
                raise UnsafeFile(name, "会自动取数或运行的域")
    return FileText("")


def _fields(name: str, xml: bytes) -> Iterator[str]:
    """The fields of a part; a part without any, as most are, is not parsed."""
    return fields_of(tree_of_part(name, xml)) if b"instr" in xml or b"\0" in xml[:64] else iter(())


def _look_into_embedded(name: str, part: str, inner: bytes) -> None:
    if not part.endswith(_CHART_TABLE):
        raise UnsafeFile(name, _OBJECTS)
    check_package(name, inner)
    with zipfile.ZipFile(io.BytesIO(inner)) as package:
        if any("/embeddings/" in one.lower() or _RUNS.search(one.lower()) for one in package.namelist()):
            raise UnsafeFile(name, _OBJECTS)


def _refuse_elsewhere(name: str, relations: bytes) -> None:
    for kind, target in outside_of(tree_of_part(name, relations)):
        is_link = kind.endswith("/hyperlink")
        if _SCRIPTED.match(target) or (not is_link and _REMOTE.match(target)):
            raise UnsafeFile(name, _ELSEWHERE)


def look_into_pdf(name: str, data: bytes) -> FileText:
    """Nothing, where a PDF may be handed out. Raises UnsafePdf, DamagedFile, TooMuchText."""
    if not data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-") or zipfile.is_zipfile(io.BytesIO(data)):
        raise UnsafePdf(name, "另一种文件的内容")
    raw = _RAW.search(_ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), data))
    if raw:
        raise UnsafePdf(name, _ACTS[raw[0][:-1].decode()])
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            reader.decrypt("")
        numbers = [(number, generation) for generation, ids in reader.xref.items() for number in ids]
        numbers += [(number, 0) for number in reader.xref_objStm]
    except _UNREADABLE as broken:
        raise DamagedFile(name) from broken
    if len(numbers) > limits.PDF_OBJECTS:
        raise TooMuchText(name, "内部对象数", limits.PDF_OBJECTS)
    for number, generation in numbers:
        for said in _names(_object(reader, number, generation)):
            if said in _ACTS:
                raise UnsafePdf(name, _ACTS[said])
    return FileText("")


def _object(reader: PdfReader, number: int, generation: int) -> Any:
    """One object; None where it cannot be read, as a few cannot in many honest files."""
    try:
        return reader.get_object(IndirectObject(number, generation, reader))
    except _UNREADABLE:
        return None


def _names(found: Any) -> Iterator[str]:
    """Every name within an object, without following it to others."""
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            yield from map(str, one.keys())
            waiting += one.values()
        elif isinstance(one, ArrayObject):
            waiting += one
        elif isinstance(one, NameObject):
            yield str(one)
