"""Secret addresses of calendars: one a post, kept as a hash only, noted in the journal."""

from dataclasses import replace

import pytest

from cases.actions.calendar_addresses import open_calendar, withdraw_calendar
from cases.errors import Forbidden, NotFound
from cases.queries.calendar_addresses import hash_of, living_address, owner_of
from cases.tables import CalendarAddress, JournalEntry
from cases.vocabulary import Role, Verb
from tests.accounts import actor_as

pytestmark = pytest.mark.anyio


async def test_a_new_address_ends_the_old_one_and_withdrawing_ends_it_for_good(database):
    actor = await actor_as(Role.OVERSIGHT)
    first, second = await open_calendar(actor=actor), await open_calendar(actor=actor)
    assert len({first, second}) == 2 and len(second) >= 43
    with pytest.raises(NotFound):
        await owner_of(first)
    assert (await owner_of(second)).person == actor.person
    rows = await CalendarAddress.select()
    assert [row["secret_hash"] for row in rows] == [hash_of(first), hash_of(second)]
    kept = str(await JournalEntry.select()) + str(rows)
    assert first not in kept and second not in kept
    await withdraw_calendar(actor=actor)
    await withdraw_calendar(actor=actor)
    assert await living_address(actor=actor) is None
    with pytest.raises(NotFound):
        await owner_of(second)
    told = await JournalEntry.select(JournalEntry.verb).where(JournalEntry.thing == "calendar_address")
    assert [row["verb"] for row in told] == [Verb.OPEN_CALENDAR] * 2 + [Verb.WITHDRAW_CALENDAR]


async def test_who_stands_in_for_another_gets_none(database):
    actor = await actor_as(Role.OVERSIGHT)
    with pytest.raises(Forbidden):
        await open_calendar(actor=replace(actor, acts_as=99))
    assert await CalendarAddress.count() == 0
