"""Rules of the table of how often tables were written to."""

import pytest

from cases.tables import ChangeCount
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


async def test_the_schema_refuses_what_breaks_it(database):
    await check_schema(ChangeCount)
