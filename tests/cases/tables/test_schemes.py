"""Rules of the tables of schemes."""

import pytest

from cases.tables import DictionaryEntry, Scheme
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [DictionaryEntry, Scheme])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
