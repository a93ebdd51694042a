"""Coverage of characters as fonts declare it, and fonts that are broken."""

import struct

from hypothesis import given, settings
from hypothesis import strategies as st

from cases.papers.coverage import Coverage, coverage_of
from cases.papers.fonts import installed


def font(*stretches, kind=12):
    """The bytes of a font file with nothing but a table of characters."""
    if kind == 12:
        groups = b"".join(struct.pack(">III", first, last, 1) for first, last in stretches)
        sub = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(stretches)) + groups
    else:
        ends = b"".join(struct.pack(">H", last) for _, last in stretches)
        starts = b"".join(struct.pack(">H", first) for first, _ in stretches)
        rest = b"\0\0" * len(stretches)
        head = struct.pack(">HHHHHHH", 4, 0, 0, 2 * len(stretches), 0, 0, 0)
        sub = head + ends + b"\0\0" + starts + rest * 2
    table = struct.pack(">HHHHI", 0, 1, 3, 10 if kind == 12 else 1, 12) + sub
    return struct.pack(">4sHHHH", b"OTTO", 1, 0, 0, 0) + struct.pack(">4sIII", b"cmap", 0, 28, len(table)) + table


def read(tmp_path, data):
    path = tmp_path / f"{abs(hash(data))}.otf"
    path.write_bytes(data)
    return coverage_of(((str(path), 0),))


def test_both_formats_are_read(tmp_path):
    wide = read(tmp_path, font((0x4E00, 0x4E10), (0x20000, 0x20005)))
    assert wide.shows("一")
    assert wide.shows("\U00020005")
    assert not wide.shows("\U00020006")
    narrow = read(tmp_path, font((0x4E00, 0x4E10), (0xFFFF, 0xFFFF), kind=4))
    assert narrow.shows("一")
    assert not narrow.shows("龘")


def test_touching_stretches_become_one(tmp_path):
    assert read(tmp_path, font((0x41, 0x4F), (0x50, 0x5A))) == Coverage((0x41,), (0x5A,))


def test_blanks_need_no_shape():
    nothing = Coverage((), ())
    assert all(nothing.shows(char) for char in " \n\u3000\u200b\ufe0f")
    assert not nothing.shows("甲")


def test_the_fonts_of_this_machine_show_what_is_common():
    assert installed().uncovered(["政协提案办理答复〔2026〕第1号——“《》”"]) == ""


def test_a_file_that_is_not_there_covers_nothing():
    assert coverage_of((("/nowhere/font.ttf", 0),)) == Coverage((), ())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 3))
def test_junk_covers_nothing_and_breaks_nothing(tmp_path_factory, data, kind):
    path = tmp_path_factory.mktemp("junk") / "font.otf"
    for head in (b"", b"ttcf", b"OTTO", font((0x41, 0x5A))[: 12 + 16 * kind]):
        path.write_bytes(head + data)
        coverage_of.__wrapped__(((str(path), kind),))
