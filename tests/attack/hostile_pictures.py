"""Pictures that mean harm or are broken."""

import struct
import zlib
from collections.abc import Callable, Iterator

from tests.attack.hostile_files import EITHER, REFUSED, TAKEN, Hostile
from tests.cases.importing.documents import archive
from tests.pictures import HEAD, chunk, jpeg, png, segment


def exif(text: bytes) -> bytes:
    return segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08" + text)


def bad() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    yield "png of 65,535 by 65,535", "a.png", lambda: png(65535, 65535)
    yield "png of two milliards", "a.png", lambda: png(2**31 - 1, 2**31 - 1)
    yield "png without size", "a.png", lambda: png(0, 0)
    yield "png that moves", "a.png", lambda: png(2, 2, chunk(b"acTL", struct.pack(">II", 100_000, 0)))
    yield "png with a wrong sum", "a.png", lambda: png()[:-14] + b"0000" + png()[-10:]
    yield "png with a chunk beyond its end", "a.png", lambda: HEAD + struct.pack(">I", 2**31) + b"IHDR" + b"0" * 40
    yield "png of a head alone", "a.png", lambda: HEAD
    yield "png with a zip behind", "a.png", lambda: png() + archive({"a": "b"})
    yield (
        "png without a picture",
        "a.png",
        lambda: HEAD + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)) + chunk(b"IEND"),
    )
    yield "png cut", "a.png", lambda: png()[:-20]
    yield "jpeg of 65,535 by 65,535", "a.jpg", lambda: jpeg(65535, 65535)
    yield "jpeg without height", "a.jpg", lambda: jpeg(8, 0)
    yield "jpeg of 5,000 scans", "a.jpg", lambda: jpeg(scans=5000)
    yield "jpeg cut", "a.jpg", lambda: jpeg()[:-8]
    yield "jpeg of a head alone", "a.jpg", lambda: b"\xff\xd8\xff\xe0"
    yield "jpeg with a segment without end", "a.jpg", lambda: b"\xff\xd8\xff\xe1\xff\xff" + b"0" * 99
    yield "jpeg called pdf", "a.pdf", jpeg
    yield (
        "gif of many frames",
        "a.gif",
        lambda: b"GIF89a\x01\0\x01\0\0\0\0" + b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0" * 50_000 + b";",
    )
    yield "gif called jpg", "a.jpg", lambda: b"GIF89a\x01\0\x01\0\0\0\0;"
    yield "svg that runs", "a.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    yield "svg called png", "a.png", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    yield "heic", "a.heic", lambda: b"\0\0\0\x18ftypheic" + b"\0" * 99
    yield "heic called jpg", "a.jpg", lambda: b"\0\0\0\x18ftypmif1" + b"\0" * 99
    yield "tiff", "a.tif", lambda: b"II*\0\x08\0\0\0" + b"\0" * 99
    yield "webp", "a.webp", lambda: b"RIFF\x1a\0\0\0WEBPVP8 " + b"\0" * 99
    yield "bmp", "a.bmp", lambda: b"BM\x1e\0\0\0\0\0" + b"\0" * 99


def odd() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """A page hidden in a photograph harms nobody: it is only ever handed out to be saved, as a picture."""
    yield "jpeg with a script in its notes", "a.jpg", lambda: jpeg(8, 8, exif(b"<script>alert(1)</script>"))
    yield "jpeg with a place in its notes", "a.jpg", lambda: jpeg(8, 8, exif(b"\x88\x25GPS"))
    yield "jpeg with a zip behind", "a.jpg", lambda: jpeg() + archive({"a": "b"})
    yield "jpeg that begins a page", "a.jpg", lambda: jpeg(8, 8, segment(0xFE, b"--><html><script>alert(1)</script>"))
    yield (
        "png with a packed note of 50 MB",
        "a.png",
        lambda: png(2, 2, chunk(b"zTXt", b"a\0\0" + zlib.compress(b"0" * 50_000_000))),
    )


def made() -> Iterator[Hostile]:
    for family, fate in ((bad, REFUSED), (odd, EITHER)):
        for told, name, make in family():
            yield Hostile("picture", told, name, make, fate)
    yield Hostile("picture", "honest photograph", "a.jpg", jpeg, TAKEN)
    yield Hostile("picture", "honest picture", "a.png", png, TAKEN)
