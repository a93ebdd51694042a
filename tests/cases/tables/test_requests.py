"""Rules of the tables of requests."""

import pytest

from cases.tables import DoneRequest
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [DoneRequest])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
