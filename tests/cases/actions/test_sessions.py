"""Sessions are opened, ended and forgotten; guesses are counted by address."""

import pytest

from cases.actions.sessions import (
    TRIES,
    WINDOW,
    close_session,
    forget_failures,
    hash_of,
    note_failure,
    open_session,
    tries_left,
)
from cases.clock import now
from cases.tables import SignInFailure, WebSession

pytestmark = pytest.mark.anyio


async def test_the_id_is_stored_nowhere(database):
    token = await open_session()
    (row,) = await WebSession.select()
    assert row["id_hash"] == hash_of(token)
    assert token not in str(row)


async def test_ids_differ_and_ended_ones_are_swept(database):
    first = await open_session()
    await WebSession.update({WebSession.expires_at: now()}).where(WebSession.id_hash == hash_of(first))
    second = await open_session()
    assert first != second
    assert [row["id_hash"] for row in await WebSession.select()] == [hash_of(second)]


async def test_closing_twice_is_harmless(database):
    token = await open_session()
    await close_session(token)
    await close_session(token)
    assert await WebSession.count() == 0


async def test_tries_run_out_for_one_address_alone_and_come_back(database):
    for left in range(TRIES - 1, -1, -1):
        await note_failure("10.0.0.1")
        assert await tries_left("10.0.0.1") == left
    assert await tries_left("10.0.0.2") == TRIES
    await SignInFailure.update({SignInFailure.at: now() - WINDOW * 2}, force=True)
    assert await tries_left("10.0.0.1") == TRIES


async def test_a_right_try_starts_anew(database):
    await note_failure("10.0.0.1")
    await forget_failures("10.0.0.1")
    assert await tries_left("10.0.0.1") == TRIES
