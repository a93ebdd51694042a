"""By when: every phrase against the day the document was signed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.extracting.deadlines_said import times_said
from tests.cases.importing.readings import jumbles

SIGNED = date(2024, 5, 15)
PHRASES = {
    "年底前": "2024-12-31",
    "年内": "2024-12-31",
    "2025年底": "2025-12-31",
    "2026年下半年": "2026-12-31",
    "2025年上半年": "2025-06-30",
    "2025年二季度": "2025-06-30",
    "今年": "2024-12-31",
    "今年10月底前": "2024-10-31",
    "明年上半年": "2025-06-30",
    "明年6月": "2025-06-30",
    "6月底前": "2024-06-30",
    "9月30日前": "2024-09-30",
    "8月中旬": "2024-08-20",
    "三季度": "2024-09-30",
    "“十四五”期末": "2025-12-31",
    "“十五五”期间": "2030-12-31",
    "三年内": "2027-05-15",
    "6个月内": "2024-11-15",
    "半年内": "2024-11-15",
    "二〇二五年底": "2025-12-31",
    "2024年2月底": "2024-02-29",
    "近期": None,
}


@pytest.mark.parametrize("phrase", PHRASES)
def test_last_day(phrase):
    text = f"我局将在{phrase}完成改造"
    (said,) = times_said(text, SIGNED)
    assert said.raw == phrase
    assert text[said.start : said.end] == phrase
    assert (said.on.isoformat() if said.on else None) == PHRASES[phrase]


@pytest.mark.parametrize("phrase", [p for p in PHRASES if not p[:4].isdigit() and not p.startswith(("“", "二〇"))])
def test_a_relative_phrase_stays_open_without_the_day(phrase):
    assert [said.on for said in times_said(phrase, None)] == [None]


@pytest.mark.parametrize("text", ["2022年以来", "今年以来", "每年", "多年来", "前年的问题", "15分钟", ""])
def test_no_deadline(text):
    assert times_said(text, SIGNED) == ()


def test_two_dates_in_order():
    assert [said.on for said in times_said("2024年年底开工,2026年下半年完工", SIGNED)] == [
        date(2024, 12, 31),
        date(2026, 12, 31),
    ]


@given(jumbles(), st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 1, 1)))
def test_laws(text, signed):
    found = times_said(text, signed)
    for said in found:
        assert text[said.start : said.end] == said.raw
    for before, after in pairwise(found):
        assert before.end <= after.start


@given(st.integers(1, 9), st.dates(min_value=date(1990, 1, 1), max_value=date(2080, 1, 1)))
def test_so_many_years_from_the_day(years, signed):
    (said,) = times_said(f"{years}年内", signed)
    assert said.on is not None
    assert timedelta(days=365 * years - 2) <= said.on - signed <= timedelta(days=366 * years)


@pytest.mark.parametrize("year", ["2032年", "2025年底", "明年", "今年10月"])
@pytest.mark.parametrize("about", ["前后", "左右"])
def test_what_is_said_roughly_binds_to_no_day(year, about):
    (said,) = times_said(f"我局将在{year}{about}建成水塔", SIGNED)
    assert (said.raw, said.on) == (year + about, None)


EVENTS = [
    "待实施细则出台后", "待项目资金到位后", "等上级批复下达后", "待管线迁移完成之后", "在编制“十五五”规划时",
    "在修订水塔办法时", "在管网改造过程中", "在编制供水方案期间",
]  # fmt: skip


@pytest.mark.parametrize("event", [one for one in EVENTS if "管网改造" not in one])
@pytest.mark.parametrize("frame", ["{},我局将修建水塔", "我局将{}修建水塔", "届时{}再行修建水塔"])
def test_an_event_is_kept_and_no_date_made_of_it(frame, event):
    (said,) = times_said(frame.format(event), SIGNED)
    assert (said.raw, said.on) == (event, None)


def test_an_event_at_the_head_of_a_clause_needs_no_preposition():
    assert [said.raw for said in times_said("专项资金下达后,我局将修建水塔", SIGNED)] == ["专项资金下达后"]
    assert times_said("水塔附近有三户人家,村后是山", SIGNED) == ()


@pytest.mark.parametrize("text", ["同时修建水塔", "及时修建", "待遇问题", "等候取水", "业务完成量", "在下一步工作中"])
def test_words_that_only_look_like_an_event(text):
    assert times_said(text, SIGNED) == ()
