"""Rules of the tables of people."""

import pytest

from cases.tables import Collective, Person, PersonContact, Seat
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [Person, PersonContact, Seat, Collective])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
