"""Texts, pages and names of files that mean harm or are broken."""

from collections.abc import Callable, Iterator

from tests.attack.hostile_files import EITHER, Hostile
from tests.cases.importing.documents import docx, paragraph

WORDS = "关于增设社区食堂的说明。"
NAMES = (
    "来\0信.docx", "\u202egpj.exe.docx", "a" * 255 + ".docx", "字" * 250 + ".docx", "😀" * 120 + ".docx",
    "..\\..\\来信.docx", "../../来信.docx", "/etc/passwd.docx", "CON.docx", "con", "aux.txt.docx", "LPT1.docx",
    "来信.docx...", "来信.docx ", " 来信.docx", ".docx", ".htaccess.docx", "来\r\n信.docx", 'a"b.docx', "a'b;c.docx",
    "a%00b.docx", "a%2f..%2fb.docx", "\u05d0\u05d1.docx", "e\u0301te\u0301.docx", "<script>alert(1)</script>.docx",
    "来信.docx.exe", "来信", "a|b*c?.docx", "\ufeff来信.docx", "来\u200b信\u2066.docx", "$(id).docx", "-rf.docx",
)  # fmt: skip


def _texts() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    yield "only a mark", "a.txt", lambda: b"\xef\xbb\xbf"
    yield "only blanks", "a.txt", lambda: b" \n" * 500_000
    yield "NUL", "a.txt", lambda: f"{WORDS}\0{WORDS}".encode()
    yield "one line of 10 MB", "a.txt", lambda: WORDS.encode() * 280_000
    yield "utf-16 without mark", "a.txt", lambda: WORDS.encode("utf-16-le") * 20
    yield "utf-7", "a.txt", lambda: WORDS.encode("utf-7") * 20
    yield "overlong utf-8", "a.txt", lambda: WORDS.encode() + b"\xc0\xaf\xe0\x80\xaf"
    yield "surrogates in utf-8", "a.txt", lambda: WORDS.encode() + b"\xed\xa0\x80\xed\xb0\x80"
    yield "two encodings", "a.txt", lambda: WORDS.encode() + WORDS.encode("gbk")
    yield "terminal codes", "a.txt", lambda: f"\x1b]0;x\x07\x1b[2J{WORDS}".encode()
    yield "colons and blanks", "a.txt", lambda: ("案由：" + " " * 99_000 + "\n").encode() * 9
    yield "open brackets", "a.txt", lambda: "（".encode() * 300_000
    yield "digits without end", "a.txt", lambda: f"第{'9' * 200_000}号 {'8' * 99_000}元".encode()
    yield "100,000 open tags", "a.html", lambda: b"<html><body>" + b"<div>" * 100_000
    yield "tags never closed", "a.html", lambda: b"<p><b><i><a>" * 40_000 + WORDS.encode()
    yield "10 MB of entities", "a.html", lambda: b"<p>" + b"&lt;" * 2_500_000
    yield "comment without end", "a.html", lambda: b"<html><!--" + b"-" * 5_000_000
    yield "attributes by the thousand", "a.html", lambda: b"<p " + b"a=1 " * 500_000 + b">x</p>"
    yield "table of a million cells", "a.html", lambda: b"<table><tr>" + b"<td>1" * 1_000_000
    yield (
        "cell over a milliard",
        "a.html",
        lambda: f"<table><tr><td colspan=999999999 rowspan=999999999>{WORDS}".encode(),
    )
    yield "page that runs", "a.html", lambda: f"<p onclick=alert(1)>{WORDS}<script>alert(1)</script>".encode()
    yield "program", "a.exe", lambda: b"MZ\x90\0" + b"\0" * 999
    yield "old Word", "a.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 999
    yield "rar", "a.rar", lambda: b"Rar!\x1a\x07\x01\0" + b"\0" * 99
    yield "one byte too many", "a.txt", lambda: b"a" * (20 * 1024 * 1024 + 1)


def made() -> Iterator[Hostile]:
    for told, name, make in _texts():
        yield Hostile("text", told, name, make, EITHER)
    for name in NAMES:
        yield Hostile("name", ascii(name)[:40], name, lambda: docx(paragraph(WORDS)), EITHER)
