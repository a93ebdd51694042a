"""Retrying one file: a mended file is kept and its problem settled, one that is still bad is told again."""

import pytest

from cases.actor import IMPORTER, OFFICE, PUBLIC
from cases.errors import FileNotThere, Forbidden, NotFound
from cases.importing.retrying import retry
from cases.importing.runs import import_sources
from cases.intake.sources import read_paths
from cases.tables import ImportItem, ImportProblem, JournalEntry
from cases.vocabulary import Outcome
from tests.cases.importing.parsed import BODY

pytestmark = pytest.mark.anyio


@pytest.fixture
async def failed(database, tmp_path):
    folder = tmp_path / "upload"
    folder.mkdir()
    (folder / "a.txt").write_text("")
    await import_sources(read_paths([folder]), actor=IMPORTER, location=str(folder))
    return (await ImportItem.select().first())["id"], folder / "a.txt"


async def test_a_mended_file_is_kept(failed):
    item, path = failed
    path.write_text(BODY, encoding="utf-8")
    result = await retry(item, actor=OFFICE)
    assert result.outcome is Outcome.NEW
    row = await ImportItem.select().first()
    assert (row["outcome"], row["document"]) == ("new", result.document_id)
    problem = await ImportProblem.select().order_by(ImportProblem.id).first()
    assert (problem["state"], problem["settled_by"]) == ("settled", OFFICE.name)
    assert await JournalEntry.exists().where(JournalEntry.verb == "retry")


async def test_a_file_that_is_still_bad_is_told_again(failed):
    result = await retry(failed[0], actor=OFFICE)
    assert result.outcome is Outcome.FAILED
    states = await ImportProblem.select(ImportProblem.state).order_by(ImportProblem.id).output(as_list=True)
    assert states == ["settled", "open"]


async def test_a_file_that_is_gone_is_said_to_be_gone(failed):
    item, path = failed
    path.unlink()
    with pytest.raises(FileNotThere):
        await retry(item, actor=OFFICE)
    assert await ImportProblem.select(ImportProblem.state).output(as_list=True) == ["open"]


async def test_who_may_not_and_what_is_not(failed):
    with pytest.raises(Forbidden):
        await retry(failed[0], actor=PUBLIC)
    with pytest.raises(NotFound):
        await retry(failed[0] + 1, actor=OFFICE)
