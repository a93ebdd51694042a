"""Workers: any bytes end as a document or an error, in a pool as without one, also when a process dies."""

import asyncio
import os
import signal

import pytest

from cases.errors import CaseError, EmptyFile, NotSaved
from cases.importing import workers as module
from cases.importing.workers import Workers, read_and_parse
from cases.reading.shapes import ParsedDocument
from tests.cases.importing.parsed import BODY
from tests.orphans import outlived

pytestmark = pytest.mark.anyio
PROGRAM = """
import os, time
from cases.importing.workers import process_pool
pool = process_pool(1)  # kept: one that is forgotten ends its processes
print(pool.submit(os.getpid).result(), flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("few", [True, False])
async def test_files_and_errors_come_back(few):
    async with Workers(few=few, processes=1) as workers:
        good, bad = await asyncio.gather(workers.parse("a.txt", BODY.encode()), workers.parse("b.txt", b" "))
    assert isinstance(good, ParsedDocument) and good.raw.text == BODY
    assert isinstance(bad, EmptyFile) and str(bad) == str(EmptyFile("b.txt"))


def test_a_failure_nobody_foresaw_is_an_error_of_the_file(monkeypatch):
    def broken(raw):
        raise ZeroDivisionError

    monkeypatch.setattr(module, "parse", broken)
    assert isinstance(read_and_parse("a.txt", BODY.encode()), NotSaved)


async def test_files_next_to_a_process_that_dies_are_read_all_the_same():
    async with Workers(processes=1) as workers:
        await workers.parse("first.txt", BODY.encode())
        (process,) = workers._pool._processes.values()
        os.kill(process.pid, signal.SIGKILL)
        found = await asyncio.gather(*(workers.parse(f"{i}.txt", BODY.encode()) for i in range(3)))
        assert all(isinstance(document, ParsedDocument) for document in found)
        assert not isinstance(await workers.parse("later.txt", BODY.encode()), CaseError)


def test_processes_of_a_killed_import_end_with_it_and_let_go_of_its_output():
    said, alive = outlived(PROGRAM)
    assert int(said) and not alive
