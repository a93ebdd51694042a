"""Import runs: each file one item, a failure one problem, stopped at any time and gone on with."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from cases import database as door
from cases.actor import IMPORTER
from cases.clock import now
from cases.database import write_tx
from cases.importing import runs
from cases.importing.runs import import_sources, prepare_run, stop_abandoned_runs
from cases.intake.sources import Source, read_paths
from cases.tables import (
    Case,
    Commitment,
    Document,
    ImportItem,
    ImportProblem,
    ImportRun,
    JournalEntry,
    Place,
    StaleMark,
)
from cases.vocabulary import Outcome, RunState
from tests.cases.importing.parsed import BODY

pytestmark = pytest.mark.anyio


def letter(number):
    """The text of a published reply, every one with another number and another text."""
    return (
        f"杭州市民政局关于市政协十二届二次会议第{number}号提案的答复\n某委员：\n"
        f"您在市政协十二届二次会议上提出的第{number}号提案《关于建设第{number}个老年食堂的建议》收悉。现答复如下：\n"
        f"{BODY}{str(number) * 40}\n杭州市民政局\n2023年5月26日\n"
    )


def source(name, text):
    return Source(name, lambda: text.encode() if isinstance(text, str) else text)


def letters(*numbers):
    return [source(f"{number}.txt", letter(number)) for number in numbers]


async def test_a_run_keeps_its_files_as_items(database):
    seen = []
    report = await import_sources(letters(1, 2, 3), actor=IMPORTER, label="三份", on_progress=seen.append)
    assert report.outcomes == {Outcome.NEW: 3}
    assert (report.stopped, report.total) == (False, 3)
    assert [(step.done, step.total, step.last.name) for step in seen] == [
        (1, 3, "1.txt"), (2, 3, "2.txt"), (3, 3, "3.txt"),
    ]  # fmt: skip
    run = await ImportRun.select().first()
    assert (run["state"], run["total"], run["done"], run["source"]) == ("done", 3, 3, "三份")
    items = await ImportItem.select().order_by(ImportItem.ordinal)
    assert [(item["name"], item["outcome"]) for item in items] == [(f"{n}.txt", "new") for n in (1, 2, 3)]
    assert [item["document"] for item in items] == [result.document_id for result in report.results]


async def test_one_files_failure_is_one_problem_and_the_rest_go_on(database):
    files = [*letters(1), source("空.txt", ""), source("坏.docx", b"PK\x03\x04 broken"), *letters(2)]
    report = await import_sources(files, actor=IMPORTER)
    assert report.outcomes == {Outcome.NEW: 2, Outcome.FAILED: 2}
    problems = await ImportProblem.select().where(ImportProblem.document.is_null()).order_by(ImportProblem.id)
    assert [str(result.error) for result in report.results if result.error] == [p["message"] for p in problems]
    assert all(problem["item"] is not None and problem["state"] == "open" for problem in problems)


async def test_a_file_that_cannot_be_saved_leaves_nothing_and_its_neighbours_stay(database, monkeypatch):
    original = runs.save_within

    async def breaks_on_two(parsed, **how):
        saved = await original(parsed, **how)
        if parsed.raw.name == "2.txt":
            raise ZeroDivisionError
        return saved

    monkeypatch.setattr(runs, "save_within", breaks_on_two)
    report = await import_sources(letters(2, 1, 3), actor=IMPORTER)
    assert report.outcomes == {Outcome.NEW: 2, Outcome.FAILED: 1}
    assert await Document.select(Document.name).order_by(Document.name).output(as_list=True) == ["1.txt", "3.txt"]
    assert await ImportProblem.exists().where(ImportProblem.code == "not_saved")
    assert await Place.count() == 1


async def test_the_same_files_again_change_nothing(database):
    await import_sources(letters(1, 2, 3, 4), actor=IMPORTER)
    before = [await table.select() for table in (Document, Case, Commitment, JournalEntry, StaleMark)]
    report = await import_sources(letters(1, 2, 3, 4), actor=IMPORTER)
    assert report.outcomes == {Outcome.UNCHANGED: 4}
    assert [await table.select() for table in (Document, Case, Commitment, JournalEntry, StaleMark)] == before


async def test_a_dry_run_says_the_same_and_keeps_nothing(database):
    files = [*letters(1, 2), source("空.txt", "")]
    tried = await import_sources(files, actor=IMPORTER, dry_run=True)
    for table in (Document, Case, Place, ImportRun, ImportItem, ImportProblem, JournalEntry, StaleMark):
        assert await table.count() == 0
    real = await import_sources(files, actor=IMPORTER)
    assert [r.outcome for r in tried.results] == [r.outcome for r in real.results]
    assert tried.run_id is None


async def test_a_run_that_is_stopped_goes_on_with_the_same_command(database):
    files = letters(*range(1, 31))
    done = []
    report = await import_sources(files, actor=IMPORTER, on_progress=done.append, stop=lambda: len(done) >= 3)
    assert report.stopped
    assert 3 <= len(report.results) < 30
    assert (await ImportRun.select().first())["state"] == "stopped"
    again = await import_sources(files, actor=IMPORTER)
    assert again.outcomes == {Outcome.UNCHANGED: len(report.results), Outcome.NEW: 30 - len(report.results)}
    assert await Document.count() == 30


async def test_a_run_is_stopped_by_its_row_whichever_process_was_asked(database, monkeypatch):
    for name in ("BATCH", "TOGETHER", "AHEAD"):
        monkeypatch.setattr(runs, name, 1)
    asked = []
    run = await prepare_run("三份", actor=IMPORTER)
    report = await import_sources(
        letters(1, 2, 3), actor=IMPORTER, run_id=run,
        on_progress=lambda step: asked.append(asyncio.create_task(runs.stop_run(run))),
    )  # fmt: skip
    assert report.stopped
    assert len(report.results) < 3
    assert (await ImportRun.select().first())["state"] == "stopped"
    await asyncio.gather(*asked)


async def test_a_cancelled_run_is_stopped_and_whole(database):
    begun = asyncio.Event()
    task = asyncio.create_task(
        import_sources(letters(*range(1, 31)), actor=IMPORTER, on_progress=lambda step: begun.set())
    )
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    run = await ImportRun.select().first()
    kept = await ImportItem.count().where(ImportItem.outcome.is_not_null())
    assert (run["state"], run["done"]) == ("stopped", kept)
    assert await Document.count() == kept == await JournalEntry.count()
    again = await import_sources(letters(*range(1, 31)), actor=IMPORTER)
    assert await Document.count() == 30
    assert not again.stopped


KILLED = """
import asyncio, pathlib, sys
from cases import database
from cases.actor import IMPORTER
from cases.importing import runs
from cases.importing.runs import import_sources
from cases.intake.sources import read_paths

async def main():
    await database.open_database(sys.argv[1], migrated=False)
    # So long that the pipe is full after two: however late the reader is, the run waits for it and is not done.
    told = lambda step: print(step.done, " " * 40_000, flush=True)
    await import_sources(read_paths([pathlib.Path(sys.argv[2])]), actor=IMPORTER, on_progress=told)

if __name__ == "__main__":
    asyncio.run(main())
"""


def killed_while_importing(url, folder, script):
    script.write_text(KILLED)
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    process = subprocess.Popen(
        [sys.executable, script, url, folder], stdout=subprocess.PIPE, env=environment, start_new_session=True
    )
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    time.sleep(0.3)


async def test_a_run_whose_process_is_killed_is_whole_and_goes_on(database_url, tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    for number in range(1, 31):
        (folder / f"{number:02}.txt").write_text(letter(number), encoding="utf-8")
    await asyncio.to_thread(killed_while_importing, database_url, folder, tmp_path / "script.py")
    await door.open_database(database_url, migrated=False)
    kept = await Document.count()
    assert 1 <= kept < 30
    assert kept == await Case.count() == await JournalEntry.count()
    assert kept == await ImportItem.count().where(ImportItem.outcome.is_not_null())
    report = await import_sources(read_paths([folder]), actor=IMPORTER)
    assert report.outcomes == {Outcome.UNCHANGED: kept, Outcome.NEW: 30 - kept}
    await door.close()


async def test_a_prepared_run_waits_until_it_is_started(database):
    run = await prepare_run("上传", actor=IMPORTER)
    assert (await ImportRun.select().first())["state"] == "waiting"
    report = await import_sources(letters(1), actor=IMPORTER, run_id=run)
    assert report.run_id == run
    assert (await ImportRun.select().first())["state"] == "done"


@pytest.mark.parametrize(("minutes", "state"), [(0, "running"), (10, "stopped")])
async def test_a_run_whose_process_is_gone_says_so(database, minutes, state):
    async with write_tx():
        await ImportRun.insert(ImportRun(state=RunState.RUNNING.value))
        await ImportRun.raw("UPDATE import_runs SET updated_at = {}", now() - timedelta(minutes=minutes))
    await stop_abandoned_runs()
    assert (await ImportRun.select().first())["state"] == state
