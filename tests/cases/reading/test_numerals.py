import pytest

from cases.reading.numerals import to_chinese, to_int


@pytest.mark.parametrize("number", range(100))
def test_a_number_survives_the_way_to_chinese_and_back(number):
    assert to_int(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("二〇二一", 2021), ("二00九", 2009), ("二O一七", 2017), ("一百零三", 103), ("二十", 20), ("062", 62), ("两", 2)],
)
def test_numerals_of_every_kind(text, number):
    assert to_int(text) == number


@pytest.mark.parametrize("text", ["", "甲", "十甲", "1甲"])
def test_what_is_no_numeral(text):
    assert to_int(text) is None
