"""Rules of the tables of accounts."""

import pytest

from cases.tables import Account, Delegation, Post
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [Account, Delegation, Post])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
