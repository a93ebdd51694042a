"""Workbooks and CSV files that mean harm or are broken."""

import io
import zipfile
from collections.abc import Callable, Iterator

from openpyxl import Workbook

from tests.attack.hostile_files import Hostile

HEADS = ("案号", "案由", "承办单位", "办理期限")


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in (HEADS, *rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def with_part(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook of which one part is another."""
    out, found = io.BytesIO(), False
    with (
        zipfile.ZipFile(io.BytesIO(workbook(("1", "甲", "乙", "2024-06-30")))) as read,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for name in read.namelist():
            kept.writestr(name, change(read.read(name)) if name == part else read.read(name))
            found = found or name == part
        if not found:
            kept.writestr(part, change(b""))
    return out.getvalue()


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def _sheet(rows: bytes) -> bytes:
    return with_part(
        SHEET, lambda old: old[: old.index(b"<sheetData>") + 11] + rows + old[old.index(b"</sheetData>") :]
    )


def _books() -> Iterator[tuple[str, Callable[[], bytes]]]:
    yield (
        "strings of 200 MB",
        lambda: with_part(
            STRINGS, lambda old: old.replace(b"</sst>", b"<si><t>" + b"a" * 200_000_000 + b"</t></si></sst>")
        ),
    )
    yield (
        "strings by the million",
        lambda: with_part(STRINGS, lambda old: old.replace(b"</sst>", b"<si><t/></si>" * 1_000_000 + b"</sst>")),
    )
    yield "million rows", lambda: _sheet(b"<row><c t='inlineStr'><is><t>a</t></is></c></row>" * 600_000)
    yield "row of a million cells", lambda: _sheet(b"<row>" + b"<c><v>1</v></c>" * 1_000_000 + b"</row>")
    yield (
        "said to be endless",
        lambda: with_part(SHEET, lambda old: old.replace(b'ref="A1:D2"', b'ref="A1:XFD1048576"')),
    )
    yield (
        "merged whole",
        lambda: with_part(
            SHEET,
            lambda old: old.replace(
                b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            ),
        ),
    )
    yield "cell far away", lambda: _sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    yield "cell nowhere", lambda: _sheet(b'<row r="x"><c r="?"><v>1</v></c></row>')
    yield (
        "entity",
        lambda: with_part(STRINGS, lambda old: old.replace(b"<sst", b'<!DOCTYPE s [<!ENTITY e "x">]><sst', 1)),
    )
    yield (
        "external entity",
        lambda: with_part(
            SHEET,
            lambda old: b'<!DOCTYPE s [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + old[old.index(b"<worksheet") :],
        ),
    )
    yield "macro", lambda: with_part("xl/vbaProject.bin", lambda _: b"\xd0\xcf\x11\xe0")
    yield (
        "formula that calls home",
        lambda: workbook(('=WEBSERVICE("http://127.0.0.1:9")', "=cmd|' /C calc'!A0", "+1", "@x")),
    )
    yield (
        "day of 1e300",
        lambda: with_part(
            SHEET,
            lambda old: old.replace(
                b"<sheetData>", b'<sheetData><row><c s="1"><v>1e300</v></c><c t="d"><v>9999999-99-99</v></c></row>'
            ),
        ),
    )
    yield "number of 5,000 digits", lambda: _sheet(b"<row><c><v>" + b"9" * 5000 + b"</v></c></row>")
    yield (
        "error cells",
        lambda: _sheet(
            b"<row><c t='e'><v>#REF!</v></c><c t='b'><v>7</v></c><c t='s'><v>999999</v></c><c t='s'><v>-1</v></c></row>"
        ),
    )
    yield "no sheet", lambda: with_part(SHEET, lambda _: b"")
    yield "sheet of another kind", lambda: with_part(SHEET, lambda _: b"<html/>")
    yield "cut", lambda: workbook()[:-400]
    yield "control codes", lambda: workbook(("1", "a_x0000_b_xD800_", "_x005F_", "\u202e倒"))


def _csvs() -> Iterator[tuple[str, Callable[[], bytes]]]:
    head = ",".join(HEADS).encode() + b"\n"
    yield "quotes without end", lambda: head + b'"' * 100_001
    yield "cell of a million", lambda: head + b"a" * 1_000_000
    yield "million columns", lambda: b"," * 1_000_000
    yield "million rows", lambda: head + b"1,2,3,4\n" * 1_000_000
    yield "NUL", lambda: head + b"1,\0,3,4\n"
    yield "utf-16", lambda: head.decode().encode("utf-16")
    yield "junk", lambda: bytes(range(256)) * 40
    yield "head of surrogates", lambda: b"\xed\xa0\x80,\xed\xbf\xbf\n1,2\n"


def made() -> Iterator[Hostile]:
    for told, make in _books():
        yield Hostile("xlsx", told, "台账.xlsx", make)
    for told, make in _csvs():
        yield Hostile("csv", told, "台账.csv", make)
