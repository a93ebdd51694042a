"""Every trap of the calendar, and what a wrong clock leaves behind: once is once, and nothing lasts for ever."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from cases import database as door
from cases.actions.extensions import NewExtension, request_extension
from cases.actions.outbox import put_off, take
from cases.actions.retention import is_due, tidy
from cases.actions.search_news import tell_news
from cases.actions.tries import TRIES, crowded_until, locked_until, note_failures
from cases.actions.urging import urge_by_rule
from cases.clock import BEIJING, at, now
from cases.database import write_tx
from cases.errors import CaseError
from cases.queries.alarms import last_hour
from cases.queries.sessions import session_of
from cases.tables import Assignment, OutboxMessage, SavedSearch, Urge
from cases.vocabulary import AssignmentState, Role
from tests.accounts import account_as, session_for
from tests.attack import times
from tests.cases.tables.rules import new_row
from tests.cases.told_case import told_case
from tests.factories import make_case
from tests.situations import once

pytestmark = pytest.mark.anyio
AHEAD = (datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC), datetime(2100, 3, 1, tzinfo=UTC))


@pytest.fixture
async def furnished(furnished_sqlite_url, anyio_backend):
    """On SQLite alone: no rule of time is one of a database."""
    await door.open_database(furnished_sqlite_url, migrated=False)
    yield door.engine()
    await door.close()


def test_every_trap_comes_to_what_it_should():
    assert len([*times.every()]) >= 80
    assert [line for row in times.run(None) for line in row.wrong] == []


async def nothing(page, query, actor, most):
    """What a search finds that finds nothing."""
    return 0, ()


@pytest.mark.parametrize("ahead", AHEAD)
async def test_a_clock_that_ran_ahead_leaves_nothing_for_ever(furnished, ahead):
    account = await account_as(Role.ASSIGNER)
    with at(ahead):
        token = await session_for(account)
        await note_failures(["account:1"] * TRIES)
        async with write_tx():
            await OutboxMessage.insert(OutboxMessage(key="a", recipient="a@x.gov.cn", subject="提醒", body="请办理"))
        (letter,) = await take()
        await put_off(letter, "busy")
        await tidy()
        assert await session_of(token) and await locked_until("account:1") and not await take()
    assert await session_of(token) is None
    assert await locked_until("account:1") is None and await crowded_until("account:1", TRIES) is None
    assert (await last_hour()).failures == 0
    assert await is_due(now().astimezone(BEIJING).replace(hour=3))
    search = await new_row(SavedSearch, told_daily=True, looked_at=ahead)
    await tell_news(nothing, morning := datetime(2026, 6, 2, 10, tzinfo=BEIJING))
    assert (await SavedSearch.select().where(SavedSearch.id == search["id"]))[0]["looked_at"] == morning
    (again,) = await take()
    assert again.key == letter.key and not await take()


async def test_a_clock_put_right_by_an_hour_ends_no_work(furnished):
    account = await account_as(Role.ASSIGNER)
    with at(now() + timedelta(hours=1)):
        token = await session_for(account)
        await note_failures(["account:1"] * TRIES)
    assert await session_of(token) is not None
    assert await locked_until("account:1") is None  # nobody is shut out for more than a quarter of an hour
    with at(now() + timedelta(days=1)):
        assert await session_of(token) is None


async def test_a_round_that_is_days_late_or_made_twice_urges_once(furnished):
    world, due = await told_case(due=date(2026, 6, 2), scheme="cppcc-default/1"), date(2026, 6, 2)
    async with write_tx():
        accepted = datetime(2026, 3, 3, 10, tzinfo=BEIJING)
        columns = {"state": AssignmentState.WORKING.value, "assigned_on": date(2026, 3, 2), "accepted_at": accepted}
        await Assignment.update(columns).where(Assignment.id == world.lead)
        await Assignment.delete().where(Assignment.id == world.co)
    told = [await urge_by_rule(due + timedelta(days)) for days in (-11, -11, 3, 3)]
    assert told == [2, 0, 1, 0]  # the answer and the first contact; then the due day alone, for all that was slept over
    last = await Urge.select(Urge.rule_key).order_by(Urge.id, ascending=False).first()
    assert last["rule_key"].endswith(":0.0")


async def test_more_time_can_be_asked_for_until_the_due_day_is_over_in_beijing(furnished):
    made = await once(make_case, "in_handling")
    part = await made.assignment(made.cast.units[0])
    over = datetime.combine(part["due_on"] + timedelta(days=1), time(), BEIJING)
    new = NewExtension(part["due_on"] + timedelta(days=5), "还需要实地调研")

    async def ask():
        return await request_extension(part["id"], part["version"], new, actor=made.cast.clerk())

    with at(over), pytest.raises(CaseError):
        await ask()
    with at(over - timedelta(minutes=1)):
        assert await ask()
