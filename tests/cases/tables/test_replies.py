"""Rules of the tables of replies."""

import pytest

from cases.tables import Reply, ReplyContact
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [Reply, ReplyContact])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
