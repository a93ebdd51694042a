"""What a file is, told by its first bytes and its inside; its name only helps where the bytes say nothing."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from cases.errors import DamagedFile, EncryptedFile, FileError, UnsupportedFormat, WrongEnding

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS_DOCX = "用 Word 或 WPS 打开，另存为 docx 再试"
_SAVE_SHEET = "打开后把需要的文字复制到 Word，存为 docx 再试"
_RECOGNISE = "先做文字识别，核对后存为 docx 再试"
_UNPACK = "先解压，再选里面的文件"

_BY_BYTES: tuple[tuple[bytes, str, str], ...] = (
    (b"Rar!\x1a\x07", "RAR 压缩包", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", _UNPACK),
    (b"\x1f\x8b", "gzip 压缩包", _UNPACK),
    (b"BZh", "bzip2 压缩包", _UNPACK),
    (b"\xfd7zXZ\x00", "xz 压缩包", _UNPACK),
    (b"\x89PNG\r\n", "图片", _RECOGNISE),
    (b"\xff\xd8\xff", "图片", _RECOGNISE),
    (b"GIF8", "图片", _RECOGNISE),
    (b"II*\x00", "图片", _RECOGNISE),
    (b"MM\x00*", "图片", _RECOGNISE),
    (b"RIFF", "图片或音像文件", _RECOGNISE),
    (b"BM", "图片", _RECOGNISE),
    (b"{\\rtf", "RTF 文件", _SAVE_AS_DOCX),
    (b"\x7fELF", "程序文件", "改用文档"),
    (b"MZ", "程序文件", "改用文档"),
    (b"SQLite format 3\x00", "数据库文件", "导出其中的文字再试"),
)
# Short ones may begin a text, too (BM, MZ); they count only where the rest is binary.
_SHORT = 3
_BY_NAME = {
    ".doc": ("旧版 Word 文件（doc）", _SAVE_AS_DOCX),
    ".wps": ("WPS 专用文件（wps）", "用 WPS 打开，另存为 docx 再试"),
    ".xls": ("旧版 Excel 表格（xls）", _SAVE_SHEET),
    ".et": ("WPS 表格（et）", _SAVE_SHEET),
    ".ppt": ("演示文稿（ppt）", _SAVE_SHEET),
    ".dps": ("演示文稿（dps）", _SAVE_SHEET),
}
_DATA_ENDINGS = ".json .jsonl .csv .tsv .js .css .py .sql .log .ini .yml .yaml .xml .map .toml"
_DATA_NAMES = frozenset(_DATA_ENDINGS.split())
_WORD_BODY = re.compile(r"word/document\d{0,2}\.xml")
_BY_PART = (
    ("xl/workbook.xml", "Excel 表格（xlsx）", _SAVE_SHEET),
    ("ppt/presentation.xml", "演示文稿（pptx）", _SAVE_SHEET),
    ("OFD.xml", "OFD 版式文件", "用阅读器打开，导出为带文字的 PDF 或复制文字存为 docx 再试"),
    ("content.xml", "OpenDocument 文件", _SAVE_AS_DOCX),
)


# How the name of what people send has to end, and what such a file is called.
_ENDINGS = {
    "pdf": ("PDF", (".pdf",)),
    "docx": ("Word 文件", (".docx",)),
    "txt": ("纯文字", (".txt",)),
    "jpg": ("照片", (".jpg", ".jpeg", ".jfif")),
    "png": ("图片", (".png",)),
}


# What the zip reader of the standard library raises for damage, besides its own error.
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError,
    IndexError, KeyError, OverflowError,
)  # fmt: skip


def medium_of(name: str, data: bytes) -> str:
    """The medium: "pdf", "docx" or "text", which may be a page.

    Raises UnsupportedFormat, EncryptedFile, DamagedFile.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _of_package(name, data)
    if data.startswith(_OLE):
        raise _of_compound(name, data)
    for signature, kind, advice in _BY_BYTES:
        if data.startswith(signature) and (len(signature) > _SHORT or b"\0" in data[:512]):
            raise UnsupportedFormat(name, kind, advice)
    if data[4:8] == b"ftyp":
        raise UnsupportedFormat(name, "图片或音像文件", _RECOGNISE)
    if b"MIME-Version:" in data[:512] and b"multipart/related" in data[:4096]:
        raise UnsupportedFormat(name, "单文件网页（mht）", "在浏览器里另存为“网页，仅 HTML”再试")
    if b"<?mso-application" in data[:512]:
        raise UnsupportedFormat(name, "XML 格式的 Word 文件", _SAVE_AS_DOCX)
    return "text"


def check_ending(name: str, medium: str) -> None:
    """Raise WrongEnding where a name says another kind of file than the bytes, or none: whoever gets it opens by it."""
    kind, endings = _ENDINGS[medium]
    if suffix_of(name) not in endings:
        raise WrongEnding(name, kind, endings[0])


def body_part(parts: Iterable[str]) -> str | None:
    """The part with the text: word/document.xml, in some programs with a number. None where the zip is no Word file."""
    return next((part for part in sorted(parts) if _WORD_BODY.fullmatch(part)), None)


def is_document_package(parts: Iterable[str]) -> bool:
    """True for the parts of a zip that is one document, not a collection of them."""
    return body_part(known := set(parts)) is not None or any(part in known for part, _, _ in _BY_PART)


def refuse_data_file(name: str) -> None:
    """Raise UnsupportedFormat for names of program and data files, which are text and yet no document."""
    if suffix_of(name) in _DATA_NAMES:
        raise UnsupportedFormat(name, "数据或程序文件", "需要其中的文字时，把文字另存为 txt 再试")


def is_data_file(name: str) -> bool:
    """True for what a folder of documents may hold besides: data, programs, notes on the folder itself."""
    return suffix_of(name) in _DATA_NAMES or PurePosixPath(name).stem.lower() == "readme"


def suffix_of(name: str) -> str:
    """The ending of a name with its dot, in lower case; empty where it has none."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def _of_package(name: str, data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = set(package.namelist())
    except BROKEN_ZIP as broken:
        raise DamagedFile(name) from broken
    if body_part(parts) is not None:
        return "docx"
    for part, kind, advice in _BY_PART:
        if part in parts:
            raise UnsupportedFormat(name, kind, advice)
    if suffix_of(name) in (".docx", ".docm", ".dotx"):
        raise DamagedFile(name)
    raise UnsupportedFormat(name, "压缩包", _UNPACK)


def _of_compound(name: str, data: bytes) -> FileError:
    """Old office files; a new one with a password is wrapped in the same container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return EncryptedFile(name)
    kind, advice = _BY_NAME.get(suffix_of(name), _BY_NAME[".doc"])
    for stream, suffix in (("Workbook", ".xls"), ("PowerPoint Document", ".ppt"), ("WordDocument", ".doc")):
        if stream.encode("utf-16-le") in data and suffix_of(name) not in (".wps", ".et", ".dps"):
            kind, advice = _BY_NAME[suffix]
            break
    return UnsupportedFormat(name, kind, advice)
