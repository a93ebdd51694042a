"""Rules of the tables of what becomes of commitments."""

import pytest

from cases.tables import CarryOver, Contest, DueChange, Evidence, ProgressReport, Verification
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [CarryOver, Contest, DueChange, Evidence, ProgressReport, Verification])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
