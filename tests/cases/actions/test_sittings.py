"""Sessions of congresses and committees are entered once and their days mended."""

from datetime import date

import pytest

from cases.actions.sittings import SittingDays, add_sitting, change_sitting
from cases.actor import SYSTEM
from cases.errors import FieldMissing, NotFound, SittingKnown, WrongDays
from cases.queries.administration import sitting_list
from cases.queries.units import body_options
from cases.tables import JournalEntry, Session

pytestmark = pytest.mark.anyio
DAYS = SittingDays(opens_on=date(2031, 1, 9), closes_on=date(2031, 1, 13))


async def test_a_session_is_entered_with_its_term_and_then_mended(furnished):
    body = (await body_options())[0]
    number = await add_sitting(body.id, 31, 1, DAYS, actor=SYSTEM)
    row = next(one for one in await sitting_list() if one.id == number)
    assert (row.body, row.term, row.number, row.year) == (body.name, 31, 1, 2031)
    await add_sitting(body.id, 31, 2, SittingDays(year=2032), actor=SYSTEM)
    await change_sitting(number, SittingDays(opens_on=date(2031, 2, 1)), actor=SYSTEM)
    row = next(one for one in await sitting_list() if one.id == number)
    assert (row.opens_on, row.closes_on) == (date(2031, 2, 1), None)
    assert await JournalEntry.count().where(JournalEntry.verb == "manage_session") == 3


async def test_what_is_refused_leaves_nothing(furnished):
    body, before = (await body_options())[0].id, await Session.count()
    await add_sitting(body, 31, 1, DAYS, actor=SYSTEM)
    backwards = SittingDays(opens_on=DAYS.closes_on, closes_on=DAYS.opens_on)
    for act, error in (
        (lambda: add_sitting(body, 31, 1, DAYS, actor=SYSTEM), SittingKnown),
        (lambda: add_sitting(body, 31, 2, backwards, actor=SYSTEM), WrongDays),
        (lambda: add_sitting(body, 0, 2, DAYS, actor=SYSTEM), FieldMissing),
        (lambda: add_sitting(999999, 31, 2, DAYS, actor=SYSTEM), NotFound),
        (lambda: change_sitting(999999, DAYS, actor=SYSTEM), NotFound),
    ):
        with pytest.raises(error):
            await act()
    assert await Session.count() == before + 1
