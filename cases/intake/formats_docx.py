"""Word files: counted and searched for traps before a parser sees them, then read through mammoth.

Inserted text of tracked changes is kept, deleted text is not; both sides of that are flagged, for a draft may have
been published by mistake.
"""

import io
import re
import zipfile
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

import mammoth
from selectolax.lexbor import LexborHTMLParser

from cases.errors import DamagedFile, EncryptedFile, NoTextInside, TooMuchText, UnsafeFile
from cases.intake import limits
from cases.intake.docx_numbering import numbered
from cases.intake.formats_text import FileText
from cases.intake.html_lines import flatten
from cases.intake.signatures import BROKEN_ZIP, body_part
from cases.vocabulary import Flag

_NUMBERING = "word/numbering.xml"
_XML = (".xml", ".rels")
_TYPE_DEFINITION = (b"<!DOCTYPE", b"<!ENTITY")
_PARAGRAPH = re.compile(rb"<w:p[ >/]")
_CHANGED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)[ >]")
_COMMENTED = re.compile(rb"<w:commentReference[ /]")
_CHUNK = re.compile(rb"<w:altChunk[ />]")
_TAGS = re.compile(rb"<[^<>]{0,100000}>")


def read_docx(name: str, data: bytes) -> FileText:
    """The text of a Word file, a line for a paragraph, a table row on one line.

    Raises EncryptedFile, DamagedFile, UnsafeFile, TooMuchText, NoTextInside. Runs in the limited process.
    """
    tree, flags = tree_of(name, data)
    flat = flatten(tree, name)
    lines = [line.text for line in flat.lines]
    if not lines:
        raise NoTextInside(name)
    return FileText("\n".join(lines) + "\n", "utf-8", flags)


def tree_of(name: str, data: bytes, *parts: str, styles: str = "") -> tuple[LexborHTMLParser, tuple[Flag, ...]]:
    """The body of a Word file as HTML without pictures, and its flags. Raises as ``examine``.

    parts: of the package that are read beside the body. styles: what mammoth makes of named styles.
    """
    body, flags = examine(name, data)
    try:
        made = mammoth.convert_to_html(
            bare_package(data, body, *parts),
            convert_image=mammoth.images.img_element(lambda _: {}),
            include_default_style_map=False,
            style_map=styles,
        )
    except (ElementTree.ParseError, ExpatError) as broken:
        raise DamagedFile(name) from broken
    return LexborHTMLParser(made.value), flags


def examine(name: str, data: bytes) -> tuple[str, tuple[Flag, ...]]:
    """Count and search every part, unpacked within limits. The name of the body and the flags that it deserves."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            _check_members(name, members)
            part = body_part(package.namelist())
            if part is None:
                raise DamagedFile(name)
            for member in members:
                if member.filename.lower().endswith(_XML) and member.filename != part:
                    _refuse_types(name, package.read(member))
            body = package.read(part)
    except BROKEN_ZIP as broken:
        raise DamagedFile(name) from broken
    _refuse_types(name, body)
    if _CHUNK.search(body):
        raise UnsafeFile(name, "嵌入的其他文档")
    _count(name, body)
    doubts = ((Flag.TRACKED_CHANGES, _CHANGED), (Flag.COMMENTS, _COMMENTED))
    return part, tuple(flag for flag, pattern in doubts if pattern.search(body))


def bare_package(data: bytes, body: str, *further: str) -> io.BytesIO:
    """The document with only the parts that hold text, numbers written out: styles are most of a file and no words.

    further: parts that are kept besides.
    """
    relations = f"word/_rels/{body.removeprefix('word/')}.rels"
    wanted = {"[Content_Types].xml", "_rels/.rels", relations, "word/footnotes.xml", "word/endnotes.xml"} | {*further}
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(bare, "w") as kept:
        parts = set(package.namelist())
        for part in sorted(wanted & parts):
            kept.writestr(part, package.read(part))
        text = package.read(body)
        kept.writestr(body, numbered(text, package.read(_NUMBERING)) if _NUMBERING in parts else text)
    bare.seek(0)
    return bare


def _check_members(name: str, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > limits.DOCX_PARTS:
        raise TooMuchText(name, "内部部件", limits.DOCX_PARTS)
    if any(m.flag_bits & 1 for m in members):
        raise EncryptedFile(name)
    total = 0
    for member in members:
        total += member.file_size
        is_bomb = member.file_size > limits.RATIO_FREE_BYTES and member.file_size > limits.PACK_RATIO * max(
            1, member.compress_size
        )
        is_xml = member.filename.lower().endswith(_XML)
        if is_bomb or total > limits.DOCX_UNPACKED_BYTES or (is_xml and member.file_size > limits.DOCX_PART_BYTES):
            raise UnsafeFile(name, "解开后异常庞大的内容")
        if member.filename.lower().endswith("vbaproject.bin"):
            raise UnsafeFile(name, "宏程序")


def _refuse_types(name: str, xml: bytes) -> None:
    """Refuse document type definitions: no office program writes one, and its text would vanish without a word."""
    plain = xml.replace(b"\0", b"") if xml[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<") else xml
    if any(mark in plain for mark in _TYPE_DEFINITION):
        raise UnsafeFile(name, "外部实体定义")


def _count(name: str, body: bytes) -> None:
    paragraphs = sum(1 for _ in _PARAGRAPH.finditer(body))
    if paragraphs > limits.DOCX_PARAGRAPHS:
        raise TooMuchText(name, "段落数", limits.DOCX_PARAGRAPHS)
    if len(_TAGS.sub(b"", body)) > 3 * limits.TEXT_CHARACTERS:
        raise TooMuchText(name, "字数", limits.TEXT_CHARACTERS)
