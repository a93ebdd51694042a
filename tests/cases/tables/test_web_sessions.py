"""Rules of the tables of web sessions."""

import pytest

from cases.tables import PendingEntry, WebSession
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


async def test_the_schema_refuses_what_breaks_it(database):
    await check_schema(WebSession)
    await check_schema(PendingEntry)
