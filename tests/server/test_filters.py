"""Values as pages show them."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from cases.clock import today
from server import filters


@pytest.mark.parametrize(
    ("days", "words", "lamp"),
    [
        (-3, "已过 3 天", "late"),
        (0, "今天到期", "soon"),
        (1, "还剩 1 天", "soon"),
        (60, "还剩 60 天", "soon"),
        (61, "还剩 61 天", ""),
    ],
)
def test_time_left_and_its_lamp_agree(days, words, lamp):
    due = today() + timedelta(days=days)
    assert filters.left(due) == words
    assert filters.light(due) == lamp
    assert filters.light(due, kept=True) == "none"


def test_what_is_unknown_is_said():
    assert filters.left(None) == "未定期限"
    assert filters.light(None) == "none"
    assert filters.day(None) == "—"
    assert filters.long_day(None) == filters.or_unknown("") == filters.or_unknown(()) == "未载明"
    assert filters.or_unknown(0) == 0


def test_days_have_their_weekday():
    assert filters.long_day(date(2026, 6, 30)) == "2026年6月30日（周二）"


def test_instants_are_beijing_time():
    assert filters.moment(datetime(2020, 1, 1, 16, 30, tzinfo=UTC)) == "2020-01-02 00:30"
    assert filters.moment(datetime.now(UTC)).startswith("今天")


@pytest.mark.parametrize(("raw", "plain", "ordinal"), [("607", "607号", "第607号"), ("钱塘6号", "钱塘6号", "钱塘6号")])
def test_numbers_carry_one_unit(raw, plain, ordinal):
    assert filters.numbered(raw) == plain
    assert filters.numbered(raw, True) == ordinal


def test_a_query_leaves_out_what_is_empty_and_repeats_lists():
    sent = filters.query({"q": "养 老", "year": (), "kind": "", "label": ("a", "b")})
    assert sent == "q=%E5%85%BB+%E8%80%81&label=a&label=b"


@pytest.mark.parametrize("text", ["</script><script>x()</script>", "<!--", "&amp;", "\u2028", '"', "养老"])
def test_json_in_a_page_ends_no_element_and_says_the_same(text):
    written = str(filters.in_script({"q": [text]}))
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {"q": [text]}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/cases/1?hit=%E5%85%BB%E8%80%81", "养老"),
        ("/cases/1", ""),
        ("/cases/1?hit=&hit=x", "x"),
        ("/cases/1?hit=%00%ff", "�"),
        ("//[?hit=a", "a"),
    ],
)
def test_the_question_that_led_to_an_address(address, said):
    assert filters.asked_for(address) == said


def test_days_of_a_case_have_weekday_and_distance_case_2():
    for days, words in ((-12, "12 天前"), (0, "今天"), (30, "30 天后")):
        day = today() + timedelta(days=days)
        assert filters.full_day(day).endswith(words)
        assert filters.long_day(day) in filters.full_day(day)
        assert filters.away(day) == words
    assert filters.full_day(None) == "未载明"
    assert filters.week_day(date(2026, 6, 30)) == "2026-06-30 周二"
    assert filters.week_day(None) == "—"
    assert filters.full_moment(datetime(2020, 1, 1, 16, 30, tzinfo=UTC)).startswith("2020年1月2日（周四）00:30 · ")


@pytest.mark.parametrize(
    ("exact", "said"),
    [("54000", "5.4万"), ("25.670", "25.67"), ("735", "735"), ("10001", "10001"), ("600000000", "60000万"), ("0", "0")],
)
def test_exact_decimals_are_read_without_zeros(exact, said):
    assert filters.plain_number(exact) == said
