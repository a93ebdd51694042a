"""Sessions are opened, moved, kept awake and ended; the journal knows of each entry."""

from datetime import timedelta

import pytest

from cases.actions.accounts import NewPost
from cases.actions.sessions import MOST_OPEN, act_in, close_session, hash_of, note_seen, open_session
from cases.actor import SYSTEM
from cases.clock import at, now
from cases.queries.accounts import account_row, capacities_of
from cases.queries.sessions import IDLE, actor_of_session, session_of
from cases.tables import JournalEntry, WebSession
from cases.vocabulary import Role
from tests.accounts import account_as, account_with, session_for

pytestmark = pytest.mark.anyio


@pytest.fixture
async def account(database):
    return await account_as(Role.ASSIGNER)


async def test_the_id_is_stored_nowhere(account):
    token = await session_for(account)
    (row,) = await WebSession.select()
    assert row["id_hash"] == hash_of(token)
    assert token not in str(row)


async def test_ids_differ_and_the_one_that_was_brought_along_ends(account):
    first = await session_for(account)
    second = await open_session(account, actor=SYSTEM, ended=first)
    assert first != second
    assert [row["id_hash"] for row in await WebSession.select()] == [hash_of(second)]


async def test_the_oldest_of_too_many_ends(account):
    tokens = [await session_for(account) for _ in range(MOST_OPEN + 1)]
    living = [await actor_of_session(token) is not None for token in tokens]
    assert living == [False] + [True] * MOST_OPEN


async def test_closing_twice_is_harmless(account):
    token = await session_for(account)
    await close_session(token)
    await close_session(token)
    assert await WebSession.count() == 0


async def test_another_post_means_another_id_and_the_same_end(database):
    account = await account_with(NewPost(Role.ASSIGNER), NewPost(Role.OVERSIGHT))
    token = await session_for(account)
    end = (await WebSession.select(WebSession.expires_at))[0]["expires_at"]
    other = (await capacities_of((await account_row(account)).person))[1]
    moved = await act_in(token, other, account=account, actor=SYSTEM)
    assert await actor_of_session(token) is None
    assert (await actor_of_session(moved)).role is Role.OVERSIGHT
    assert (await WebSession.select(WebSession.expires_at))[0]["expires_at"] == end


async def test_being_seen_is_written_once_a_minute(account):
    token = await session_for(account)
    long_ago = now() - timedelta(minutes=10)
    await WebSession.update({WebSession.seen_at: long_ago}, force=True)
    await note_seen(token, seen_at=long_ago)
    seen = (await session_of(token)).seen_at
    assert seen > now() - timedelta(minutes=1)
    await note_seen(token, seen_at=seen)
    assert (await session_of(token)).seen_at == seen


async def test_a_clock_that_jumps_ends_no_session_and_gives_none_another_day(account):
    """One that was found alive before the clock jumped is not noted as seen after it; one at work while the clock was
    an hour slow goes on when it is right, and is idle when it would have been."""
    token = await session_for(account)
    found = now()
    with at(found + timedelta(days=1)):
        await note_seen(token, seen_at=found - timedelta(minutes=2), at=found)
        assert await session_of(token) is None
    with at(found - timedelta(hours=1)):
        session = await session_of(token)
        assert session is not None
        await note_seen(token, seen_at=session.seen_at, at=session.found_at)
    assert await session_of(token) is not None
    with at(found + IDLE):
        assert await session_of(token) is None


async def test_entering_and_leaving_stand_in_the_journal(account):
    token = await session_for(account)
    await close_session(token, account=account, actor=SYSTEM)
    verbs = [row["verb"] for row in await JournalEntry.select(JournalEntry.verb).order_by(JournalEntry.seq)]
    assert verbs[-2:] == ["sign_in", "sign_out"]
