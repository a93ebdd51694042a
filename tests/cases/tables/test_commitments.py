"""Rules of the tables of commitments."""

import pytest

from cases.tables import Commitment, CommitmentActor, CommitmentMetric
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [Commitment, CommitmentActor, CommitmentMetric])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
