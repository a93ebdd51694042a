"""PDF files that mean harm or are broken."""

import zlib
from collections.abc import Callable, Iterator

from tests.attack.hostile_files import EITHER, REFUSED, TAKEN, Hostile
from tests.cases.importing.documents import pdf

LINES = ["关于增设社区食堂的说明", "现将有关情况说明如下，请一并考虑。"]
PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"


def built(*objects: bytes | str, trailer: str = "", head: bytes = b"%PDF-1.7\n") -> bytes:
    """A PDF of these objects, the first of which is the catalogue."""
    out, offsets = bytearray(head), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += (
            f"{number} 0 obj\n".encode() + (content.encode() if isinstance(content, str) else content) + b"\nendobj\n"
        )
    at = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    return (
        bytes(out) + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{at}\n%%EOF\n".encode()
    )


def stream(data: bytes, filters: str = "/FlateDecode", more: str = "") -> bytes:
    return f"<< /Length {len(data)} /Filter {filters} {more} >>\nstream\n".encode() + data + b"\nendstream"


def acting(catalogue: str, *objects: str | bytes) -> bytes:
    """A page with something that happens by itself."""
    return built(
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>", PAGE, *objects
    )


def hidden(inner: str) -> bytes:
    """An object packed within a stream of objects, where a search of the bytes does not find it."""
    packed = zlib.compress(f"9 0 {inner}".encode())
    body = built(
        "<< /Type /Catalog /Pages 2 0 R /OpenAction 9 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>", PAGE
    )
    body = body[: body.index(b"xref\n")]
    places = [body.index(f"{number} 0 obj".encode()) for number in (1, 2, 3)]
    streams = len(body)
    body += b"4 0 obj\n" + stream(packed, more="/Type /ObjStm /N 1 /First 4") + b"\nendobj\n"
    rows = {0: (0, 0, 255), 1: (1, places[0], 0), 2: (1, places[1], 0), 3: (1, places[2], 0), 4: (1, streams, 0)}
    rows |= {5: (1, len(body), 0), 9: (2, 4, 0)}
    table = b"".join(
        bytes([kind]) + at.to_bytes(4, "big") + bytes([last])
        for kind, at, last in (rows.get(number, (0, 0, 255)) for number in range(10))
    )
    at = len(body)
    body += (
        b"5 0 obj\n" + stream(zlib.compress(table), more="/Type /XRef /W [1 4 1] /Size 10 /Root 1 0 R") + b"\nendobj\n"
    )
    return body + f"startxref\n{at}\n%%EOF\n".encode()


def drawn(content: bytes, filters: str = "/FlateDecode") -> bytes:
    """A page with a content stream."""
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    pages = "<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    return built("<< /Type /Catalog /Pages 2 0 R >>", pages, page, stream(content, filters))


def nested(depth: int) -> bytes:
    data = b"0" * 1_000_000
    for _ in range(depth):
        data = zlib.compress(data)
    return drawn(data, "[" + "/FlateDecode " * depth + "]")


def many_pages(count: int) -> bytes:
    kids = "3 0 R " * count
    return built("<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Count {count} /Kids [{kids}] >>", PAGE)


def deeds() -> Iterator[tuple[str, Callable[[], bytes]]]:
    script = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
    yield "script at opening", lambda: acting(f"/OpenAction {script}")
    yield "script, spelt with codes", lambda: acting("/OpenAction << /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>")
    yield "script by name", lambda: acting("/Names << /JavaScript << /Names [(a) 4 0 R] >> >>", script)
    yield "script in a packed object", lambda: hidden("<< /S /JavaScript /JS (app.alert\\(1\\)) >>")
    yield "short script in a packed object", lambda: hidden("<< /JS (app.alert\\(1\\)) >>")
    yield "program", lambda: acting("/OpenAction << /S /Launch /F (cmd.exe) >>")
    yield "program in a packed object", lambda: hidden("<< /S /Launch /F (cmd.exe) >>")
    yield "file within", lambda: acting("", stream(zlib.compress(b"MZ"), more="/Type /EmbeddedFile"))
    yield "rich media", lambda: acting("", "<< /Type /Annot /Subtype /RichMedia >>")


def broken() -> Iterator[tuple[str, Callable[[], bytes]]]:
    whole = pdf(LINES)
    yield "encrypted", lambda: pdf(LINES, encrypt=True)
    yield "only a head", lambda: b"%PDF-1.7\n"
    yield "no table", lambda: whole[: whole.index(b"xref")]
    yield "200,000 pages", lambda: many_pages(200_000)
    yield "is a picture", lambda: b"\xff\xd8\xff\xe0" + b"0" * 99


def odd() -> Iterator[tuple[str, Callable[[], bytes]]]:
    whole = pdf(LINES)
    start = whole.rindex(b"startxref")
    yield "table that points to itself", lambda: whole.replace(b"trailer\n<<", b"trailer\n<< /Prev 9 ", 1)
    yield "flate bomb", lambda: drawn(zlib.compress(b"(a) Tj " * 40_000_000, 9))
    yield "eight filters", lambda: nested(8)
    yield "filters that are unknown", lambda: drawn(b"x", "/Nothing")
    yield "hex without end", lambda: drawn(b"4" * 1_000_000, "/ASCIIHexDecode")
    yield "run lengths", lambda: drawn(b"\x81a" * 2_000_000 + b"\x80", "[/RunLengthDecode /RunLengthDecode]")
    yield "lzw of junk", lambda: drawn(bytes(range(256)) * 4000, "/LZWDecode")
    yield (
        "page that is its own parent",
        lambda: built("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 9 /Kids [2 0 R] /Parent 2 0 R >>"),
    )
    yield "object that is itself", lambda: built("<< /Type /Catalog /Pages 2 0 R >>", "2 0 R")
    yield "arrays 9,000 deep", lambda: acting(f"/X {'[' * 9000}{']' * 9000}")
    yield "length that is negative", lambda: whole.replace(b"/Length ", b"/Length -", 1)
    yield "length of another object", lambda: whole.replace(b"/Length ", b"/Length 6 0 R /X ", 1)
    yield (
        "tables in a circle",
        lambda: whole.replace(b"trailer\n<<", b"trailer\n<< /Prev " + str(whole.index(b"xref")).encode(), 1),
    )
    yield "start beyond the end", lambda: whole[:start] + b"startxref\n99999999999999999999\n%%EOF"
    yield "number of 5,000 digits", lambda: acting(f"/X {'9' * 5000}")
    yield "huge object number", lambda: whole.replace(b"1 0 obj", b"4294967295 0 obj", 1)
    yield "brackets in a drawing", lambda: drawn(zlib.compress(b"[" * 300_000))


def made() -> Iterator[Hostile]:
    for family, fate in ((deeds, REFUSED), (broken, REFUSED), (odd, EITHER)):
        for told, make in family():
            yield Hostile("pdf", told, "说明.pdf", make, fate)
    yield Hostile("pdf", "honest", "说明.pdf", lambda: pdf(LINES), TAKEN)
