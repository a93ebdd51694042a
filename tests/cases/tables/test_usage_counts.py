"""Rules of the table of counts of what was asked for."""

import pytest

from cases.tables import UsageCount
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


async def test_the_schema_refuses_what_breaks_it(database):
    await check_schema(UsageCount)
