"""Zip packages of office programs (docx, xlsx): counted and searched for traps before any parser sees a part of them.

Runs in the limited process. What is refused here is refused wherever such a file comes in; what only harms whoever
opens the file itself is looked for by ``handing_out``.
"""

import io
import stat
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from xml.parsers import expat

from cases.errors import DamagedFile, EncryptedFile, TooMuchText, UnsafeFile
from cases.intake import limits
from cases.intake.signatures import BROKEN_ZIP

_XML = (".xml", ".rels", ".vml")
_TYPE_DEFINITION = (b"<!DOCTYPE", b"<!ENTITY")
_LOCAL_HEADER = 30
_CHANGED = frozenset({"ins", "del", "moveFrom", "moveTo"})


@dataclass(slots=True)
class Survey:
    """What a body holds, by counting its elements. chunks: other documents that are set in when it is opened."""

    paragraphs: int = 0
    characters: int = 0
    changed: bool = False
    commented: bool = False
    chunks: bool = False
    deepest: int = 0


def check_package(name: str, data: bytes) -> None:
    """Look over every part of a package without parsing one.

    Raises DamagedFile, EncryptedFile, UnsafeFile, TooMuchText.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            _check_members(name, members)
            for member in members:
                if member.filename.lower().endswith(_XML):
                    refuse_types(name, package.read(member))
    except BROKEN_ZIP as broken:
        raise DamagedFile(name) from broken


def refuse_types(name: str, xml: bytes) -> None:
    """Refuse document type definitions: no office program writes one, and its text would vanish without a word."""
    plain = xml.replace(b"\0", b"") if b"\0" in xml[:64] else xml
    if any(mark in plain for mark in _TYPE_DEFINITION):
        raise UnsafeFile(name, "外部实体定义")


def survey(name: str, body: bytes) -> Survey:
    """Count what a body of a Word file holds, whatever prefix its names have. No tree is built.

    Raises DamagedFile, UnsafeFile for a type definition or endless nesting, TooMuchText.
    """
    found, depth = Survey(), 0

    def begun(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        local = tag.rpartition(" ")[2]
        if local == "p":
            found.paragraphs += 1
            if found.paragraphs > limits.DOCX_PARAGRAPHS:
                raise TooMuchText(name, "段落数", limits.DOCX_PARAGRAPHS)
        elif local in _CHANGED:
            found.changed = True
        elif local == "commentReference":
            found.commented = True
        elif local == "altChunk":
            found.chunks = True
        if any(len(value) > limits.XML_ATTRIBUTE for value in attributes.values()):
            raise UnsafeFile(name, "异常庞大的内容")
        if depth > limits.XML_DEPTH:
            raise UnsafeFile(name, "层层相套、没有尽头的内容")

    def ended(tag: str) -> None:
        nonlocal depth
        depth -= 1

    def said(text: str) -> None:
        found.characters += len(text)
        if found.characters > 3 * limits.TEXT_CHARACTERS:
            raise TooMuchText(name, "字数", limits.TEXT_CHARACTERS)

    def typed(*_: object) -> None:
        raise UnsafeFile(name, "外部实体定义")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = begun, ended
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = said, typed
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError) as broken:
        raise DamagedFile(name) from broken
    return found


def _check_members(name: str, members: Iterable[zipfile.ZipInfo]) -> None:
    """Judge the index of a package: how many parts, how large, where they lie."""
    members = list(members)
    if len(members) > limits.DOCX_PARTS:
        raise TooMuchText(name, "内部部件", limits.DOCX_PARTS)
    if any(m.flag_bits & 1 for m in members):
        raise EncryptedFile(name)
    total, names, end = 0, set(), 0
    for member in sorted(members, key=lambda one: one.header_offset):
        total += member.file_size
        packed_well = limits.PACK_RATIO * max(1, member.compress_size)
        is_bomb = member.file_size > limits.RATIO_FREE_BYTES and member.file_size > packed_well
        part = member.filename.lower()
        is_long = part.endswith(_XML) and member.file_size > limits.DOCX_PART_BYTES
        if is_bomb or is_long or total > limits.DOCX_UNPACKED_BYTES or member.header_offset < end:
            raise UnsafeFile(name, "解开后异常庞大的内容")
        end = member.header_offset + _LOCAL_HEADER + member.compress_size
        if part.endswith("vbaproject.bin"):
            raise UnsafeFile(name, "宏程序")
        if part in names or _leads_away(member):
            raise UnsafeFile(name, "重名或指向文件以外的部件")
        names.add(part)


def _leads_away(member: zipfile.ZipInfo) -> bool:
    """Whether a part claims a place outside the package, or to be no file."""
    path = member.filename.replace("\\", "/")
    kind = stat.S_IFMT(member.external_attr >> 16)
    return (
        path.startswith("/")
        or path[1:2] == ":"
        or ".." in path.split("/")
        or kind not in (0, stat.S_IFREG, stat.S_IFDIR)
    )
