"""Rules of the tables of notices."""

import pytest

from cases.tables import Notice, OutboxMessage
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [Notice, OutboxMessage])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
