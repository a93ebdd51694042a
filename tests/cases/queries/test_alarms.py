"""The last hour, all together: what is counted under everybody, and neither uploads nor what is older."""

from datetime import timedelta

import pytest

from cases import database as door
from cases.actions.tries import note_failures
from cases.actions.usage import Used, stretch, use
from cases.clock import now
from cases.queries.alarms import EVERYBODY, last_hour
from cases.vocabulary.usage import Costly

pytestmark = pytest.mark.anyio


async def test_the_last_hour(sqlite_url, anyio_backend):
    await door.open_database(sqlite_url, migrated=False)
    minute = stretch(timedelta(minutes=1))
    await use({
        Used(Costly.SEARCH, EVERYBODY, minute): 7,
        Used(Costly.SEARCH, EVERYBODY, minute - timedelta(minutes=5)): 4,
        Used(Costly.SEARCH, EVERYBODY, now() - timedelta(hours=2)): 90,
        Used(Costly.SEARCH, "person 1", minute): 50,
        Used(Costly.UPLOAD, EVERYBODY, minute): 10**9,
    })  # fmt: skip
    await note_failures(["account:1", "address:1"])
    seen = await last_hour()
    await door.close()
    assert (seen.failures, seen.uses) == (1, {Costly.SEARCH: 11})
