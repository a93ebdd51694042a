"""Rules of the tables of imports."""

import pytest

from cases.tables import ImportItem, ImportProblem, ImportRun
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [ImportRun, ImportItem, ImportProblem])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
