"""Rules of the tables of kept searches and collections."""

import pytest

from cases.tables import Collection, CollectionItem, SavedHit, SavedSearch
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [Collection, CollectionItem, SavedHit, SavedSearch])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
