"""Rules of the tables of second factors."""

import pytest

from cases.tables import FactorReset, RecoveryCode, SecondFactor
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


async def test_the_schema_refuses_what_breaks_it(database):
    await check_schema(SecondFactor)
    await check_schema(RecoveryCode)
    await check_schema(FactorReset)
