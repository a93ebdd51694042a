"""The round of the demonstration: nothing without replies to ask about; with them once and no more."""

import pytest

from cases import tables
from cases.actions.demo_look_backs import play_look_back
from tests.cases.looking_back import LookedBack

pytestmark = pytest.mark.anyio


@pytest.fixture
def furnished_url(furnished_sqlite_url):
    return furnished_sqlite_url


async def test_a_round_is_played_once_and_only_where_there_is_something_to_ask(furnished):
    await LookedBack().made(0)
    assert await play_look_back() == 0, "nobody answered anything this year"
    await LookedBack().made(1)
    assert await play_look_back() == 1
    states = await tables.LookBackSheet.select(tables.LookBackSheet.state).output(as_list=True)
    assert states == ["to_fill"], "one unit alone is left with its sheet to fill in"
    assert await play_look_back() == 0
