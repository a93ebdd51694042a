"""Runs and problems, for the office alone."""

import pytest

from cases.actor import IMPORTER, OFFICE, PUBLIC
from cases.errors import Forbidden, NotFound
from cases.importing.runs import import_sources
from cases.intake.sources import Source
from cases.queries.imports import open_unknown_names, problem_page, run_list, run_page, run_row
from cases.vocabulary import Outcome
from tests.samples import LIFTS

pytestmark = pytest.mark.anyio
STRANGE = LIFTS.replace("市财政局会办", "市银发经济促进办公室会办")


@pytest.fixture
async def run(furnished):
    """A run of one good file with an unknown unit and one empty file."""
    files = {"good.txt": STRANGE.encode(), "empty.txt": b""}
    sources = [Source(name, lambda data=data: data) for name, data in files.items()]
    report = await import_sources(sources, actor=IMPORTER, label="两个文件")
    return report.run_id


async def test_a_run_with_its_files_and_problems(run):
    page = await run_page(run, actor=OFFICE)
    assert not page.run.going
    assert page.run.source == "两个文件"
    assert page.run.outcomes == {Outcome.NEW: 1, Outcome.FAILED: 1}
    assert [item.outcome for item in page.items] == [Outcome.NEW, Outcome.FAILED]
    assert page.run.open_problems == len(page.problems)
    assert [row.id for row in await run_list(actor=OFFICE)] == [run]


async def test_unknown_names_come_with_likely_units(run):
    (name,) = await open_unknown_names(actor=OFFICE)
    assert "银发经济促进办公室" in name.name
    page = await problem_page(name.problem, actor=OFFICE)
    assert page.case_title == "关于给老旧小区加装电梯减负的提案"
    assert page.units
    assert set(page.near) <= set(page.units)


async def test_the_public_sees_nothing_of_it(run):
    for ask in (run_list(actor=PUBLIC), run_row(run, actor=PUBLIC), run_page(run, actor=PUBLIC)):
        with pytest.raises(Forbidden):
            await ask
    for ask in (open_unknown_names(actor=PUBLIC), problem_page(1, actor=PUBLIC)):
        with pytest.raises(Forbidden):
            await ask


async def test_what_is_not_there(run):
    with pytest.raises(NotFound):
        await run_row(10**6, actor=OFFICE)
    with pytest.raises(NotFound):
        await problem_page(10**6, actor=OFFICE)
