"""Rules of the tables of frozen statistics."""

import pytest

from cases.tables import Snapshot
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [Snapshot])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
