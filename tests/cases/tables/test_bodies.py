"""Rules of the tables of bodies."""

import pytest

from cases.tables import Body, Session, Term
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [Body, Term, Session])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
