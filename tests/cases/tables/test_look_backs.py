"""Rules of the tables of look-backs."""

import pytest

from cases.tables import LookBack, LookBackLine, LookBackSheet
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [LookBack, LookBackLine, LookBackSheet])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
