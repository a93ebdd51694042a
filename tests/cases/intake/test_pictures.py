"""Pictures by their structure: whole ones pass, broken and endless ones are told by what is wrong with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.errors import UnfitPicture
from cases.intake.pictures import check_picture
from tests.attack.hostile_pictures import bad, exif, odd
from tests.pictures import jpeg, png

BAD = [(told, make()) for told, name, make in bad() if make().startswith((b"\x89PNG", b"\xff\xd8")) and name != "a.pdf"]


@pytest.mark.parametrize(
    "data", [png(), png(4000, 3000), jpeg(), jpeg(12000, 9000), jpeg(8, 8, exif(b"x")), jpeg() + b"film"]
)
def test_whole_pictures_pass(data):
    check_picture("a.jpg", data)


@pytest.mark.parametrize(("told", "data"), BAD, ids=[told for told, _ in BAD])
def test_what_is_wrong_is_said(told, data):
    with pytest.raises(UnfitPicture):
        check_picture("a.jpg", data)


def test_every_byte_lost_from_a_png_is_noticed():
    whole = png()
    for end in range(8, len(whole)):
        with pytest.raises(UnfitPicture):
            check_picture("a.png", whole[:end])


@given(st.sampled_from([png(), jpeg(), *(make() for _, _, make in odd())]), st.integers(0, 300), st.binary(max_size=9))
def test_no_bytes_raise_anything_but_a_sentence(data, at, patch):
    changed = bytearray(data[:2000])
    changed[at : at + len(patch)] = patch
    try:
        check_picture("a.jpg", bytes(changed))
    except UnfitPicture as said:
        assert "没有收下" in str(said)
