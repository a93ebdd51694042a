"""Names by the first letters of their pinyin, whichever of its readings a character is meant by."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.pinyin import are_initials, has_initials, initials_of, spelt

names = st.text(st.sampled_from("李文山单于曾厦重庆门市局Ab 1·䶮養"), max_size=8)


def test_usual_readings():
    assert (initials_of("李文山"), spelt("李文山")) == ("lws", "liwenshan")
    assert (initials_of(""), spelt("")) == ("", "")
    assert initials_of("A李·") == "l"


@pytest.mark.parametrize(("name", "typed"), [("单国强", "sgq"), ("单国强", "dgq"), ("厦门", "xm"), ("重庆", "CQ")])
def test_any_reading_will_do(name, typed):
    assert are_initials(name, typed)


def test_a_part_is_found_and_is_not_the_whole():
    assert has_initials("区民政局", "mzj")
    assert not are_initials("区民政局", "mzj")
    assert not has_initials("区民政局", "mjz")
    assert not has_initials("局", "jj")


@given(names)
def test_the_usual_initials_always_fit_and_so_does_each_part_of_them(name):
    usual = initials_of(name)
    assert are_initials(name, usual)
    for begin in range(len(usual)):
        for end in range(begin + 1, len(usual) + 1):
            assert has_initials(name, usual[begin:end])


def test_the_phrases_of_the_library_are_not_loaded():
    spelt("李文山")
    assert not sys.modules["pypinyin"].constants.PHRASES_DICT
