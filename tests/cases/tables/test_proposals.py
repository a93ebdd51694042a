"""Rules of the tables of proposals."""

import pytest

from cases.tables import ProposalText, Review, UnitWish
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [ProposalText, Review, UnitWish])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
