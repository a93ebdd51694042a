"""A look-back as a whole: who is asked, who is urged, and when it ends."""

from datetime import timedelta

import pytest

from cases import tables
from cases.actions.look_backs import Round, begin_look_back, close_look_back, urge_sheets
from cases.clock import at, today
from cases.errors import DayUnfit, FieldMissing, Forbidden, NothingToAsk, SheetLocked, UrgedLately
from cases.queries.look_backs import Wanted, look_back_list, look_back_page, look_back_preview
from cases.vocabulary import ClassSemantic, LookBackState, SheetState
from tests.cases.looking_back import DUE, WANTED, LookedBack

pytestmark = pytest.mark.anyio


@pytest.fixture
def furnished_url(furnished_sqlite_url):
    return furnished_sqlite_url


async def test_what_is_previewed_is_what_is_asked(furnished):
    made = await LookedBack().made()
    (share,) = await look_back_preview(WANTED, actor=made.office)
    assert (share.department, share.replies, share.promises, share.clerk) == (made.unit, 2, 2, True)
    await made.begun()
    page = await made.page()
    assert [line.commitment_id for line in page.lines] == [None, made.promises[0], None, made.promises[1]]
    assert all(line.was == line.now for line in page.lines) and page.writable
    assert await made.told("look_back_asked") == {made.clerk.person}
    assert not (await made.page(made.office)).writable


async def test_a_round_needs_a_name_a_day_to_come_and_something_to_ask(furnished):
    made = await LookedBack().made(1)
    for wanted, begun, who, refused in (
        (WANTED, Round("", DUE), made.office, FieldMissing),
        (WANTED, Round("今年", today()), made.office, DayUnfit),
        (WANTED, Round("今年", None), made.office, DayUnfit),
        (WANTED, Round("今年", DUE), made.clerk, Forbidden),
        (Wanted(1999, WANTED.classes), Round("今年", DUE), made.office, NothingToAsk),
        (Wanted(WANTED.year, (ClassSemantic.DEFERRED,)), Round("今年", DUE), made.office, NothingToAsk),
    ):
        with pytest.raises(refused):
            await begin_look_back(wanted, begun, actor=who)
    assert not await tables.LookBack.exists() and not await tables.LookBackSheet.exists()


async def test_a_unit_is_urged_once_in_three_days_until_it_has_answered_or_the_round_is_closed(furnished):
    made = await (await LookedBack().made(1)).begun()
    await urge_sheets(made.round, [made.sheet], "请尽快报送", actor=made.office)
    assert await made.told("look_back_urged") == {made.clerk.person}
    with pytest.raises(UrgedLately):
        await urge_sheets(made.round, [made.sheet], "请尽快报送", actor=made.office)
    with at(today() + timedelta(days=4)):
        await urge_sheets(made.round, [made.sheet], "请尽快报送", actor=made.office)
    await close_look_back(made.round, actor=made.office)
    (row,) = await look_back_list(actor=made.office)
    assert row.state is LookBackState.CLOSED and row.handed_in == 0
    open_tasks = tables.Notice.done_at.is_null() & tables.Notice.to_do.eq(True)
    assert not await tables.Notice.exists().where(open_tasks & tables.Notice.event.like("look_back%"))
    with pytest.raises(SheetLocked):
        await urge_sheets(made.round, [made.sheet], "请尽快报送", actor=made.office)
    assert not (await made.page()).writable
    assert (await look_back_page(made.round, actor=made.office)).sheets[0].state is SheetState.TO_FILL
