"""Rules of the tables of cases."""

import pytest

from cases.tables import Case, CaseSubmitter
from tests.cases.tables.rules import check_schema, new_row

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", [Case, CaseSubmitter])
async def test_the_schema_refuses_what_breaks_it(database, table):
    await check_schema(table)


async def test_any_number_of_cases_may_lack_a_key(database):
    first, second = await new_row(Case, key=None), await new_row(Case, key=None)
    assert first["id"] != second["id"]


async def test_words_come_back_as_they_were_written(database):
    title = "关于“一老一小”的建议\n\t\u3000\U00020000 '; --"
    assert (await new_row(Case, title=title))["title"] == title
