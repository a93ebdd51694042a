"""Rules of the tables of imported ledgers."""

import pytest

from cases.tables import KnownHeading, SheetImport, SheetRow
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [SheetImport, SheetRow, KnownHeading])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
