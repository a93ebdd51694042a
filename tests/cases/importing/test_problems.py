"""Problems: the error's code, data and sentence, entered once while they are open."""

import json

import pytest

from cases.database import write_tx
from cases.errors import EmptyFile, UnknownDepartment
from cases.importing.problems import open_problem
from cases.tables import Case, ImportItem, ImportProblem
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


async def opened(error, **what):
    async with write_tx():
        return await open_problem(error, run=None, **{"item": None, **what})


async def test_a_problem_says_what_the_error_says(database):
    error = EmptyFile("空.txt")
    await opened(error)
    row = await ImportProblem.select().first()
    assert (row["code"], row["message"], json.loads(row["data"])) == ("empty_file", str(error), {"name": "空.txt"})


async def test_an_open_problem_of_a_thing_is_one(database):
    item = (await new_row(ImportItem))["id"]
    cases = [(await new_row(Case))["id"] for _ in range(2)]
    first = await opened(EmptyFile("a"), item=item)
    assert await opened(EmptyFile("a"), item=item) == first
    unknown = UnknownDepartment("甲站")
    ids = {await opened(unknown, case=case, unknown_name="甲站") for case in cases}
    assert len(ids | {first}) == 3
    async with write_tx():
        await ImportProblem.update({ImportProblem.state: "settled"}).where(ImportProblem.id == first)
    assert await opened(EmptyFile("a"), item=item) != first
