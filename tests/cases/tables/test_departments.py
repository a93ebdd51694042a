"""Rules of the tables of departments."""

import pytest

from cases.tables import Department, DepartmentAlias
from tests.cases.tables.rules import check_schema

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [Department, DepartmentAlias])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)
