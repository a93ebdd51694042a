"""Rules of the tables of approvals."""

import pytest

from cases.tables import Approval, CoSign, Delivery, DraftCopy, DraftPresence, Feedback, Publication, ReplyText
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "table", [Approval, CoSign, Delivery, DraftCopy, DraftPresence, Feedback, Publication, ReplyText]
)
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
