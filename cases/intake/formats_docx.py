"""Word files: counted and searched for traps before a parser sees them, then read through mammoth.

Inserted text of tracked changes is kept, deleted text is not; both sides of that are flagged, for a draft may have
been published by mistake.
"""

import io
import zipfile
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

import mammoth
from selectolax.lexbor import LexborHTMLParser

from cases.errors import DamagedFile, NoTextInside, UnsafeFile
from cases.intake.docx_numbering import numbered
from cases.intake.formats_text import FileText
from cases.intake.html_lines import flatten
from cases.intake.packages import check_package, survey
from cases.intake.signatures import body_part
from cases.vocabulary import Flag

_NUMBERING = "word/numbering.xml"


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
    """Count and search every part, unpacked within limits. The name of the body and the flags that it deserves.

    Raises EncryptedFile, DamagedFile, UnsafeFile, TooMuchText.
    """
    check_package(name, data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        part = body_part(package.namelist())
        if part is None:
            raise DamagedFile(name)
        found = survey(name, package.read(part))
    if found.chunks:
        raise UnsafeFile(name, "嵌入的其他文档")
    doubts = ((Flag.TRACKED_CHANGES, found.changed), (Flag.COMMENTS, found.commented))
    return part, tuple(flag for flag, holds in doubts if holds)


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
