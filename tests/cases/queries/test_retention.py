"""The newest daily round, in its own words."""

import pytest

from cases import database as door
from cases.actions.retention import tidy
from cases.queries.retention import last_round
from cases.vocabulary.retention import NOTHING_OVER, Fleeting

pytestmark = pytest.mark.anyio


async def test_the_newest_round_is_told(sqlite_url, anyio_backend):
    await door.open_database(sqlite_url, migrated=False)
    assert await last_round() is None
    await tidy({Fleeting.TEMPORARY: 3})
    first = await last_round()
    await tidy()
    second = await last_round()
    await door.close()
    assert (first.gone, second.gone) == ("没有写完的临时文件 3", NOTHING_OVER) and first.at < second.at
