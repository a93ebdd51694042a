"""The smallest pictures that are whole, for whatever takes photographs and scans."""

import struct
import zlib

HEAD = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 2, height: int = 2, *more: bytes) -> bytes:
    """A grey picture of this size, painted for the first two rows only."""
    size = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return HEAD + size + b"".join(more) + chunk(b"IDAT", zlib.compress(b"\0\0\0" * 2)) + chunk(b"IEND")


def segment(mark: int, data: bytes) -> bytes:
    return bytes([0xFF, mark]) + struct.pack(">H", len(data) + 2) + data


def jpeg(width: int = 8, height: int = 8, *more: bytes, scans: int = 1) -> bytes:
    """The bones of a photograph."""
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x7f\xff\x00\x01"
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
        + b"".join(more)
        + frame
        + scan * scans
        + b"\xff\xd9"
    )
