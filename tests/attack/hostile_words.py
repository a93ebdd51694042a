"""Word files, packages and zip files that mean harm."""

import io
import itertools
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator

from tests.attack.hostile_files import EITHER, REFUSED, TAKEN, Hostile
from tests.cases.importing.documents import CONTENT_TYPES, RELATIONS, W, archive, docx, paragraph, pdf

DOCX = "来信.docx"
HARMLESS = paragraph("关于增设社区食堂的说明")
RELS = "word/_rels/document.xml.rels"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
SLIPS = (
    "../x.xml", "../../x.xml", "/etc/x.xml", "C:/x.xml", "C:x.xml", "..\\x.xml", "\\\\host\\x.xml", "a/../../x.xml",
    "word/../../x.xml", "//x.xml", "a/b/../../../x.xml", "..",
)  # fmt: skip


Made = Iterator[tuple[str, Callable[[], bytes]]]


def related(kind: str, target: str, mode: str = "External") -> str:
    """Relations of a document: one besides those that it needs."""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId9" Type="{_TYPE}{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )


def with_part(part: str, content: str | bytes) -> bytes:
    return docx(HARMLESS, more={part: content})


def with_body(body: str, *, head: str = "", prefix: str = "w") -> bytes:
    """A Word file whose body is spelt with another prefix."""
    spelt = f'{head}<{prefix}:document xmlns:{prefix}="{W}">{body}</{prefix}:document>'
    return packed(spelt)


def packed(document: str | bytes, **more: str | bytes) -> bytes:
    parts = {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document}
    return archive({**parts, **more})


def field(said: str) -> str:
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText>{said}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def encrypted() -> bytes:
    data = bytearray(docx(HARMLESS))
    at = 0
    while (at := data.find(b"PK\x03\x04", at)) >= 0:
        data[at + 6] |= 1
        at += 4
    while (at := data.find(b"PK\x01\x02", max(at, 0))) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def overlapping() -> bytes:
    data = bytearray(docx(HARMLESS, more={"word/a.xml": "<a/>" * 99}))
    last = data.rindex(b"PK\x01\x02")
    data[last + 42 : last + 46] = struct.pack("<L", 0)
    return bytes(data)


def doubled() -> bytes:
    out = io.BytesIO(docx(HARMLESS))
    with zipfile.ZipFile(out, "a") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package.writestr("word/document.xml", packed("<x/>"))
    return out.getvalue()


def linked() -> bytes:
    out = io.BytesIO(docx(HARMLESS))
    with zipfile.ZipFile(out, "a") as package:
        info = zipfile.ZipInfo("word/media/a.xml")
        info.external_attr = 0o120777 << 16
        package.writestr(info, "/etc/passwd")
    return out.getvalue()


def many_parts(count: int) -> bytes:
    return docx(HARMLESS, more={f"x/{number}": "" for number in range(count)})


def bomb(size: int) -> bytes:
    return with_part("word/media/a.emf", b"0" * size)


def laughing() -> str:
    names = "abcdefghi"
    rows = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in itertools.pairwise(names))
    return f'<!DOCTYPE x [<!ENTITY a "haha">{rows}]>'


def started(value: str) -> bytes:
    """A numbered paragraph whose list starts at a number of so many digits."""
    level = f'<w:lvl w:ilvl="0"><w:start w:val="{value}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    lists = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    place = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return docx(f"<w:p>{place}<w:r><w:t>第一件事</w:t></w:r></w:p>", more={"word/numbering.xml": lists})


def types() -> Made:
    """Type definitions in every place and spelling."""
    inner = '<!DOCTYPE d [<!ENTITY e "秘密">]>'
    yield "entity", lambda: docx(paragraph("&e;"), before=inner)
    yield (
        "external entity",
        lambda: docx(paragraph("&e;"), before='<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
    )
    yield (
        "parameter entity",
        lambda: docx(HARMLESS, before='<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]>'),
    )
    yield "billion laughs", lambda: docx(paragraph("&i;"), before=laughing())
    yield (
        "quadratic entity",
        lambda: docx(paragraph("&e;" * 5000), before=f'<!DOCTYPE d [<!ENTITY e "{"x" * 50000}">]>'),
    )
    yield "public type", lambda: docx(HARMLESS, before='<!DOCTYPE d PUBLIC "-//X//Y" "http://127.0.0.1:9/z">')
    spelt = f'<?xml version="1.0" encoding="UTF-16"?>{inner}<w:document xmlns:w="{W}"><w:body/></w:document>'
    yield "type in utf-16", lambda: packed(spelt.encode("utf-16"))
    yield "type in utf-16 without mark", lambda: packed(spelt.replace("UTF-16", "UTF-16LE").encode("utf-16-le"))
    yield "type in settings", lambda: with_part("word/settings.xml", f"{inner}<a/>")
    yield "type in relations", lambda: with_part(RELS, f'{inner}<Relationships xmlns="x"/>')
    yield "type in header", lambda: with_part("word/header1.xml", laughing() + "<a>&i;</a>")


def huge() -> Made:
    """Small to send, large to read."""
    yield "node of 300 MB", lambda: docx(f"<w:p><w:r><w:t>{'好' * 100_000_000}</w:t></w:r></w:p>")
    yield "million paragraphs", lambda: docx("<w:p/>" * 1_000_000)
    yield "million paragraphs, other prefix", lambda: with_body(f"<q:body>{'<q:p/>' * 1_000_000}</q:body>", prefix="q")
    yield "20,000 deep", lambda: docx("<w:tbl><w:tr><w:tc>" * 7000 + "</w:tc></w:tr></w:tbl>" * 7000)
    yield "20,000 deep, other names", lambda: docx("<a>" * 20_000 + "</a>" * 20_000)
    yield "60,000 parts", lambda: many_parts(60_000)
    yield "ratio of 1,000", lambda: bomb(60_000_000)
    yield "attribute of 10 MB", lambda: docx(f'<w:p w:x="{"y" * 10_000_000}"/>')
    yield "three million characters", lambda: docx("".join(paragraph("很长" * 500) for _ in range(7000)))


def acting() -> Made:
    """What would run or call home where somebody opens it."""
    yield "macro", lambda: with_part("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    yield "macro, other case", lambda: with_part("word/VBAPROJECT.BIN", b"\xd0\xcf\x11\xe0")
    yield "ole object", lambda: with_part("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0")
    yield "activex", lambda: with_part("word/activeX/activeX1.bin", b"x")
    yield "program inside", lambda: with_part("word/embeddings/Package1.exe", b"MZ")
    yield "word with macro inside", lambda: with_part("word/embeddings/a.docm", with_part("word/vbaProject.bin", b"x"))
    yield "table with macro inside", lambda: with_part("word/embeddings/a.xlsx", archive({"xl/vbaProject.bin": b"x"}))
    yield "chunk", lambda: docx(HARMLESS + '<w:altChunk r:id="rId9" xmlns:r="x"/>')
    yield "chunk, other prefix", lambda: with_body('<q:body><q:altChunk q:id="rId9"/></q:body>', prefix="q")
    yield (
        "template from afar",
        lambda: with_part("word/_rels/settings.xml.rels", related("attachedTemplate", "http://a.test/t.dotm")),
    )
    yield (
        "template on a share",
        lambda: with_part("word/_rels/settings.xml.rels", related("attachedTemplate", r"\\10.0.0.9\t.dotm")),
    )
    yield "template on a file share", lambda: with_part(RELS, related("attachedTemplate", "file://10.0.0.9/t.dotm"))
    yield "picture from afar", lambda: with_part(RELS, related("image", "https://a.test/p.png"))
    yield "frame from afar", lambda: with_part(RELS, related("frame", "mhtml:http://a.test/x!y.html"))
    yield "link that runs", lambda: with_part(RELS, related("hyperlink", "javascript:alert(1)"))
    yield "link to a program", lambda: with_part(RELS, related("hyperlink", "ms-msdt:/id"))
    yield "field that runs", lambda: docx(HARMLESS + field("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe"))
    yield "field that fetches", lambda: docx(HARMLESS + field('INCLUDEPICTURE "http://a.test/p.png"'))
    yield "field in a header", lambda: with_part("word/header1.xml", f'<w:hdr xmlns:w="{W}">{field("DDE x y")}</w:hdr>')


def broken() -> Made:
    yield "overlapping parts", lambda: overlapping()
    yield "part twice", lambda: doubled()
    yield "part that is a link", lambda: linked()
    yield "encrypted", lambda: encrypted()
    yield "no body", lambda: archive({"[Content_Types].xml": CONTENT_TYPES, "word/styles.xml": "<a/>"})
    yield "unknown encoding", lambda: packed('<?xml version="1.0" encoding="klingon"?><a/>')
    yield (
        "broken utf-8",
        lambda: packed(f'<w:document xmlns:w="{W}"><w:body>'.encode() + b"\xff\xfe\xfa</w:body></w:document>"),
    )
    yield "NUL in the text", lambda: docx(paragraph("&#0;"))
    yield "lone surrogate in the text", lambda: docx(paragraph("&#xD800;"))
    yield "is a picture", lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 99
    yield "is old Word", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le")
    yield "is a web page", lambda: "<html><body><p>文字</p></body></html>".encode()
    yield "empty", lambda: b""


def odd() -> Made:
    """Strange and harmless: may be taken, and must then cost nothing."""
    yield "number of 5,000 digits", lambda: started("9" * 5000)
    yield "number of superscripts", lambda: started("²")
    yield "number of full width", lambda: started("１２")
    yield (
        "cell over a milliard columns",
        lambda: docx(
            f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{HARMLESS}</w:tc></w:tr></w:tbl>'
        ),
    )
    yield "tables within tables", lambda: docx("<w:tbl><w:tr><w:tc>" * 40 + HARMLESS + "</w:tc></w:tr></w:tbl>" * 40)
    yield "no types", lambda: archive({"_rels/.rels": RELATIONS, "word/document.xml": docx(HARMLESS)})
    yield "zip within", lambda: with_part("word/media/a.zip", archive({"a": "b"}))
    yield (
        "template on the own disk",
        lambda: with_part(RELS, related("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm")),
    )
    yield "one of zero width", lambda: docx(paragraph("\u200b\u202e"))


def zips() -> Made:
    yield "zip bomb", lambda: archive({f"{number}.txt": b"0" * 1_000_000 for number in range(120)})
    yield "zip within zip", lambda: archive({"a.zip": archive({"b.zip": archive({"c.txt": "字"})})})
    yield "zip with slips", lambda: archive({name.replace(".xml", ".txt"): "字" for name in SLIPS})
    yield "zip of 20,001", lambda: archive({f"{number}.txt": "" for number in range(20_001)})
    yield (
        "zip of odd names",
        lambda: archive({"CON.txt": "字", "a\nb.txt": "字", "\u202egpj.exe": "字", " .txt": "字", "x" * 300: "字"}),
    )


def made() -> Iterator[Hostile]:
    families = (
        (types, "docx", REFUSED),
        (huge, "docx", REFUSED),
        (acting, "docx", REFUSED),
        (broken, "docx", REFUSED),
    )
    for family, kind, fate in (*families, (odd, "docx", EITHER)):
        for told, data in family():
            yield Hostile(kind, told, DOCX, data, fate)
    for name in SLIPS:
        yield Hostile("docx", f"slip {name}", DOCX, lambda name=name: with_part(name, "<a/>"))
    whole = docx(HARMLESS, more={"word/styles.xml": "<w:styles/>" * 300})
    for twentieth in range(20):
        cut = whole[: len(whole) * twentieth // 20]
        yield Hostile("docx", f"cut at {twentieth}/20", DOCX, lambda cut=cut: cut)
    for told, data in zips():
        yield Hostile("zip", told, "材料.zip", data)
    yield Hostile("polyglot", "Word and PDF", DOCX, lambda: pdf(["说明"]) + docx(HARMLESS), REFUSED)
    yield Hostile(
        "polyglot", "PDF with a Word file behind", "a.pdf", lambda: pdf(["关于增设食堂的说明文字"]) + docx(HARMLESS)
    )
    yield Hostile(
        "polyglot", "page before a PDF", "a.pdf", lambda: b"<script>alert(1)</script>" + pdf(["关于增设食堂的说明"])
    )
    yield Hostile("polyglot", "picture before a PDF", "a.pdf", lambda: b"GIF89a/*" + pdf(["关于增设食堂的说明"]))
    yield Hostile("docx", "honest", DOCX, lambda: docx(HARMLESS), TAKEN)
