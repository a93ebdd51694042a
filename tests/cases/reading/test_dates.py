from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.reading.dates import day_of, find_dates, find_lost
from search.folding import fold

DIGITS = "〇一二三四五六七八九"
DAYS = st.dates(date(1981, 1, 1), date(2098, 12, 31))


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else DIGITS[tens] + "十")
    return head + (DIGITS[ones] if ones else "")


@given(DAYS)
def test_every_way_to_write_a_day_names_it(day):
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    forms = [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.year}- {day.month:02}- {day.day:02} 10: 45",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{year}年{chinese(day.month)}月{chinese(day.day)}日",
    ]
    for form in forms:
        if form.startswith(("一", "二")) or form[0].isdigit():
            assert [found.on for found in find_dates(fold(form))] == [day], form


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二○二一年十月十三日", date(2021, 10, 13)),
        ("二00九年六月十八日", date(2009, 6, 18)),
        ("二O一七年三月一日", date(2017, 3, 1)),
    ],
)
def test_zeros_of_every_shape(text, day):
    assert [found.on for found in find_dates(fold(text))] == [day]


@pytest.mark.parametrize(
    "text", ["2023年11 月 日", "2023年13月4日", "2021-02-30", "国办发〔2019〕5号", "10.5.2021", "1.2021-3-4"]
)
def test_what_is_no_complete_day_is_not_completed(text):
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20241018", date(2024, 10, 18)),
        ("2025 915", date(2025, 9, 15)),
        ("2023927", date(2023, 9, 27)),
        ("2025 9 15", date(2025, 9, 15)),
    ],
)
def test_digits_that_lost_their_words_are_read_where_one_reading_is_left(text, day):
    assert [found.on for found in find_lost(text)] == [day]


@pytest.mark.parametrize("text", ["2025 111", "2025 1", "2024年", "13800002025915", "2025 9999"])
def test_digits_with_two_readings_or_none_stay_unread(text):
    assert find_lost(text) == []


def test_a_day_outside_the_archive_is_none():
    assert day_of("1923", "1", "1") is None
    assert day_of("二〇二二", "二", "三十") is None
