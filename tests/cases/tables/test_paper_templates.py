"""Rules of the table of Word templates."""

import pytest

from cases.tables import PaperTemplate
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [PaperTemplate])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
