"""Rules of the tables of decisions on proposals."""

import pytest

from cases.tables import PairDecision, SeriesDecision
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [PairDecision, SeriesDecision])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
