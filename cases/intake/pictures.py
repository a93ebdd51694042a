"""Photographs and scans, by their structure alone: whole, of a size that any viewer bears, and nothing else besides.

No picture is ever decoded here or shown inside a page: it is handed out as a download, as it came.
"""

import struct
import zlib

from cases.errors import UnfitPicture
from cases.intake.limits import PICTURE_POINTS

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
_BROKEN = "已经损坏或没有传完整"
_MOVING = "是会动的图"
_MORE = "的末尾还藏着别的内容"
_CHUNK = 12  # bytes of a PNG chunk besides what it holds
# Markers of JPEG: those without a length, the frames that tell the size, the start of a scan.
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN = 0xDA
# A progressive photograph has ten or so; each costs a viewer a whole pass.
_MOST_SCANS = 200


def check_picture(name: str, data: bytes) -> None:
    """Look over a PNG or JPEG. Raises UnfitPicture."""
    width, height = _png(name, data) if data.startswith(PNG) else _jpeg(name, data)
    if not 0 < width * height <= PICTURE_POINTS:
        raise UnfitPicture(name, f"有 {width}×{height} 点，太大或没有大小")


def _png(name: str, data: bytes) -> tuple[int, int]:
    """Width and height, after every chunk was found whole."""
    at, size, painted = len(PNG), (0, 0), False
    while at + _CHUNK <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        end = at + _CHUNK + length
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            break
        if (kind == b"IHDR") != (at == len(PNG)) or (kind == b"IHDR" and length != 13):
            break
        if kind == b"IHDR":
            size = struct.unpack(">II", data[at + 8 : at + 16])
        elif kind == b"acTL":
            raise UnfitPicture(name, _MOVING)
        elif kind == b"IDAT":
            painted = True
        elif kind == b"IEND" and painted:
            if end < len(data):
                raise UnfitPicture(name, _MORE)
            return size
        at = end
    raise UnfitPicture(name, _BROKEN)


def _jpeg(name: str, data: bytes) -> tuple[int, int]:
    """Width and height; what telephones put after the picture (a short film, a second view) is left alone."""
    if data.count(b"\xff\xda") > _MOST_SCANS:
        raise UnfitPicture(name, "要一层一层画上几百遍")
    at, size = 2, None
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
        elif mark in _BARE:
            at += 2
        elif mark == _SCAN:
            if size is None or b"\xff\xd9" not in data[at:]:
                break
            return size
        else:
            if mark in _FRAMES and at + 9 <= len(data):
                height, width = struct.unpack(">HH", data[at + 5 : at + 9])
                size = (width, height)
            at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    raise UnfitPicture(name, _BROKEN)
