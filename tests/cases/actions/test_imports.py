"""Settling what an import could not decide: one answer settles every page of the place, and is remembered."""

import pytest

from cases.actions.imports import settle_department, settle_problem
from cases.actor import IMPORTER, OFFICE, PUBLIC
from cases.database import write_tx
from cases.errors import Forbidden, NotFound, Outdated
from cases.importing.lookups import load_lookups
from cases.importing.saving import save
from cases.tables import Assignment, Commitment, Department, Figure, ImportProblem, JournalEntry, Reply, StaleMark
from tests.cases.importing.parsed import BODY, parsed
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio

UNKNOWN = "杭州市山货管理总站"


async def keep(number, **values):
    document = parsed(BODY + number, number=number, name=f"{number}.txt", **{"lead": UNKNOWN, **values})
    return await save(document, lookups=await load_lookups(), actor=IMPORTER)


async def problems(state="open"):
    rows = await ImportProblem.select(ImportProblem.id).where(ImportProblem.state == state).order_by(ImportProblem.id)
    return [row["id"] for row in rows]


async def test_one_answer_settles_every_page_of_the_place(database):
    await keep("1")
    await keep("2")
    await keep("3", place="子洲县")
    meant = (await new_row(Department, name="山货局"))["id"]
    first, *_, elsewhere = await problems()
    async with write_tx():
        await StaleMark.delete(force=True)
    assert await settle_department(first, meant, actor=OFFICE) == 2
    assert await problems() == [elsewhere]
    for table in (Assignment, Reply, Commitment, Figure):
        units = await table.select(table.department).order_by(table.id).output(as_list=True)
        count = len(units) // 3
        assert units == [meant] * (2 * count) + [None] * count, table
    assert await StaleMark.count() == 4
    assert await JournalEntry.count().where(JournalEntry.verb == "settle") == 2


async def test_the_answer_is_remembered(database):
    await keep("1")
    meant = (await new_row(Department))["id"]
    await settle_department((await problems())[0], meant, actor=OFFICE)
    saved = await keep("2")
    assert saved.problems == () and await problems() == []
    assert await Reply.select(Reply.department).output(as_list=True) == [meant, meant]


async def test_a_later_answer_replaces_the_earlier_one(database):
    one, other = [(await new_row(Department))["id"] for _ in range(2)]
    for number, meant in (("1", one), ("2", other), ("3", one)):
        await keep(number, place="子洲县", lead="市山货总站" + number)
        async with write_tx():
            await ImportProblem.update({ImportProblem.unknown_name: "市山货总站"}).where(ImportProblem.state == "open")
        await settle_department((await problems())[0], meant, actor=OFFICE)
        place = (await Assignment.select(Assignment.case.place).first())["case.place"]
        assert (await load_lookups()).settled == {(place, "市山货总站"): meant}


async def test_one_unit_written_in_two_ways_has_one_part(database):
    await keep("1", co=("山货管理总站",))
    meant = (await new_row(Department))["id"]
    for problem in await problems():
        await settle_department(problem, meant, actor=OFFICE)
    rows = await Assignment.select(Assignment.department, Assignment.state).order_by(Assignment.id)
    assert [(row["department"], row["state"]) for row in rows] == [(meant, "reply_sent"), (meant, "cancelled")]


async def test_a_problem_is_ticked_off_once(database):
    await keep("1")
    (problem,) = await problems()
    await settle_problem(problem, "已核对", actor=OFFICE)
    row = await ImportProblem.select().first()
    assert (row["state"], row["settlement"], row["settled_by"]) == ("settled", "已核对", OFFICE.name)
    with pytest.raises(Outdated):
        await settle_problem(problem, "再核对", actor=OFFICE)
    with pytest.raises(Outdated):
        await settle_department(problem, 1, actor=OFFICE)


async def test_who_may_not_and_what_is_not_change_nothing(database):
    await keep("1")
    (problem,) = await problems()
    meant = (await new_row(Department))["id"]
    for act in (settle_department(problem, meant, actor=PUBLIC), settle_problem(problem, "x", actor=IMPORTER)):
        with pytest.raises(Forbidden):
            await act
    for act in (
        settle_department(problem + 1, meant, actor=OFFICE),
        settle_department(problem, meant + 999, actor=OFFICE),
        settle_problem(problem + 1, "x", actor=OFFICE),
    ):
        with pytest.raises(NotFound):
            await act
    assert await problems() == [problem]
