"""Which characters a font has a shape for, read from its own table, so that a name is never printed as an empty box.

Only what is needed of the format: the directory of a file or collection, and segmented coverage (formats 4 and 12) of
its ``cmap`` (ISO/IEC 14496-22, 5.2). Bytes of a font that cannot be read cover nothing.
"""

import bisect
import functools
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_MOST_GROUPS = 200_000


@dataclass(frozen=True, slots=True)
class Coverage:
    """Stretches of code points in order, none touching another: first of each, and last of each."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def shows(self, char: str) -> bool:
        """Whether there is a shape for a character. Blanks, line ends and marks without a shape need none."""
        code = ord(char)
        if code <= 0x20 or code in (0xA0, 0x3000) or 0x200B <= code <= 0x200F or 0xFE00 <= code <= 0xFE0F:
            return True
        place = bisect.bisect_right(self.firsts, code) - 1
        return place >= 0 and code <= self.lasts[place]


@functools.cache
def coverage_of(files: tuple[tuple[str, int], ...]) -> Coverage:
    """What several fonts show together. files: path and number within a collection."""
    merged: list[list[int]] = []
    for first, last in sorted({stretch for path, index in files for stretch in _stretches(Path(path), index)}):
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    return Coverage(tuple(one[0] for one in merged), tuple(one[1] for one in merged))


def _stretches(path: Path, index: int) -> Sequence[tuple[int, int]]:
    try:
        with path.open("rb") as file:
            head = file.read(12 + 4 * (index + 1))
            start = struct.unpack_from(">I", head, 12 + 4 * index)[0] if head[:4] == b"ttcf" else 0
            file.seek(start)
            count = struct.unpack(">4xH6x", file.read(12))[0]
            tables = file.read(16 * count)
            for at in range(0, 16 * count, 16):
                tag, _, offset, length = struct.unpack_from(">4sIII", tables, at)
                if tag == b"cmap":
                    file.seek(offset)
                    return list(_of_table(file.read(length)))
    except (OSError, struct.error):
        return ()
    return ()


def _of_table(table: bytes) -> Iterator[tuple[int, int]]:
    """The stretches of every subtable of Unicode."""
    count = struct.unpack_from(">2xH", table)[0]
    for at in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * at)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            kind = struct.unpack_from(">H", table, offset)[0]
            if kind == 12:
                yield from _format_12(table, offset)
            elif kind == 4:
                yield from _format_4(table, offset)


def _format_12(table: bytes, offset: int) -> Iterator[tuple[int, int]]:
    count = min(struct.unpack_from(">12xI", table, offset)[0], _MOST_GROUPS)
    for first, last, _ in struct.iter_unpack(">III", table[offset + 16 : offset + 16 + 12 * count]):
        yield first, last


def _format_4(table: bytes, offset: int) -> Iterator[tuple[int, int]]:
    half = struct.unpack_from(">6xH", table, offset)[0]
    ends = struct.unpack_from(f">{half // 2}H", table, offset + 14)
    starts = struct.unpack_from(f">{half // 2}H", table, offset + 16 + half)
    yield from ((first, last) for first, last in zip(starts, ends, strict=True) if first <= last < 0xFFFF)
