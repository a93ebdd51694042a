"""Where a case belongs: session and number in every printed form, and its canonical key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.database import write_tx
from cases.importing.lookups import load_lookups
from cases.importing.sittings import plain_number, session_numbers, sitting_of
from cases.reading.numerals import to_chinese
from cases.tables import Body, Place, Session, Term
from cases.vocabulary import Track
from tests.cases.importing.parsed import parsed

pytestmark = pytest.mark.anyio


@given(st.integers(1, 99), st.integers(1, 20))
def test_sessions_are_read_in_figures_and_in_words(term, session):
    for printed in (
        f"{to_chinese(term)}届{to_chinese(session)}次会议",
        f"第{term}届第{session}次会议",
        f"{term}届{session}次",
        f"第{to_chinese(term)}届人民代表大会第{to_chinese(session)}次会议",
    ):
        assert session_numbers(printed) == (term, session), printed


@pytest.mark.parametrize("printed", ["", "届次会议", "第届第次会议", "零届一次会议", "常委会第三次会议"])
def test_what_is_no_session_is_none(printed):
    assert session_numbers(printed) is None


@pytest.mark.parametrize(
    ("printed", "number", "delegation"),
    [
        ("607", "607", None),
        ("062", "62", None),
        ("0156", "156", None),
        ("20240076", "20240076", None),
        ("DH0271", "DH271", None),
        ("钱塘6号", "6", "钱塘"),
        ("６０７", "607", None),
        ("B〔2017〕062号", "B〔2017〕062号", None),
    ],
)
def test_numbers(printed, number, delegation):
    assert plain_number(printed) == (number, delegation)


@given(st.integers(0, 10**9), st.integers(0, 4))
def test_leading_zeros_do_not_matter(number, zeros):
    assert plain_number("0" * zeros + str(number)) == plain_number(str(number))


async def sitting(page):
    async with write_tx():
        return await sitting_of(page, await load_lookups())


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({}, "hangzhou-cppcc-12-2-607"),
        ({"number": "0607"}, "hangzhou-cppcc-12-2-607"),
        ({"place": "杭州"}, "hangzhou-cppcc-12-2-607"),
        ({"track": Track.NPC, "session": "十四届四次会议", "number": "钱塘6号"}, "hangzhou-npc-14-4-qiantang-6"),
        ({"track": Track.NPC, "number": "6", "delegation": "钱塘代表团"}, "hangzhou-npc-12-2-qiantang-6"),
        ({"place": "没听过的新县"}, "没听过的新-cppcc-12-2-607"),
        ({"number": None}, None),
        ({"session": None}, None),
        ({"place": None}, None),
        ({"track": Track.OTHER}, None),
        ({"session": "第届次会议"}, None),
    ],
)
async def test_a_key_needs_place_session_and_number(database, values, key):
    assert (await sitting(parsed(**values).page)).key == key


async def test_a_session_is_entered_once_and_its_year_is_not_guessed(database):
    first = await sitting(parsed(reply_date="2023-05-26").page)
    second = await sitting(parsed(number="608").page)
    assert first.session == second.session
    assert first.session.year is None
    assert [await table.count() for table in (Place, Body, Term, Session)] == [1, 1, 1, 1]


async def test_two_sessions_of_a_term_share_it(database):
    await sitting(parsed(session="十二届二次会议").page)
    await sitting(parsed(session="十二届三次会议").page)
    assert [await table.count() for table in (Term, Session)] == [1, 2]
