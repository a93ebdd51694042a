"""Only a living session that the database opened has an audience."""

import pytest

from cases.actions.sessions import close_session, hash_of, open_session
from cases.clock import now
from cases.queries.sessions import audience_of
from cases.tables import WebSession
from cases.vocabulary import Audience

pytestmark = pytest.mark.anyio


async def test_living_closed_and_made_up_ids(database):
    token = await open_session()
    assert await audience_of(token) is Audience.OFFICE
    assert await audience_of(token + "x") is None
    assert await audience_of(hash_of(token)) is None
    await close_session(token)
    assert await audience_of(token) is None


async def test_an_old_session_has_ended(database):
    token = await open_session()
    await WebSession.update({WebSession.expires_at: now()}).where(WebSession.id_hash == hash_of(token))
    assert await audience_of(token) is None
