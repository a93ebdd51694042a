"""Rules of the tables of handling."""

import pytest

from cases.tables import Attachment, Contact, Extension, KeyCase, ReturnRequest, Urge
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [Attachment, Contact, Extension, KeyCase, ReturnRequest, Urge])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
