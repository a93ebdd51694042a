"""The limited process: answers, errors, limits, and no lasting harm from any of them."""

import io
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cases.errors import TooSlow, UnsafeFile
from cases.intake import isolation, limits
from cases.intake.formats_docx import read_docx
from tests.cases.importing.documents import docx, paragraph, pdf

LETTER = docx(paragraph("关于助餐点的答复") + paragraph("收悉。"))


@pytest.fixture(autouse=True)
def own_processes():
    """Each test begins and ends without a waiting process."""
    isolation.stop_idle()
    yield
    isolation.stop_idle()


def waiting() -> list[int]:
    return [worker.process.pid for worker in isolation._idle.queue]


def test_apart_reads_the_same_as_here():
    assert isolation.read_apart("docx", "a.docx", LETTER) == read_docx("a.docx", LETTER)


def test_one_process_serves_many_files_of_all_media():
    first = isolation.read_apart("docx", "a.docx", LETTER).text
    pid = waiting()
    assert isolation.read_apart("pdf", "a.pdf", pdf(["关于市政协提案的答复，现答复如下"])).text.startswith("关于")
    assert isolation.read_apart("html", "a.html", "<p>甲，乙。</p>".encode()).text == "甲，乙。\n"
    assert isolation.read_apart("docx", "a.docx", LETTER).text == first
    assert waiting() == pid


def test_errors_come_back_with_their_type_and_data():
    with pytest.raises(UnsafeFile) as caught:
        isolation.read_apart("docx", "甲.docx", docx(paragraph("甲"), before="<!DOCTYPE d>"))
    assert caught.value.name == "甲.docx"
    assert len(waiting()) == 1


def test_a_killed_process_is_an_error_and_the_next_file_is_read():
    isolation.read_apart("docx", "a.docx", LETTER)
    os.kill(waiting()[0], signal.SIGKILL)
    isolation._idle.queue[0].process.wait()
    assert isolation.read_apart("docx", "a.docx", LETTER).text


def test_a_file_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(limits, "PROCESS_WALL_SECONDS", 0.01)
    with pytest.raises(TooSlow):
        isolation.read_apart("docx", "a.docx", LETTER)
    assert waiting() == []


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="limits of a process exist on POSIX systems only")
def test_want_of_memory_ends_one_file_only():
    import resource

    worker = isolation._start()
    isolation._idle.put(worker)
    isolation.read_apart("docx", "a.docx", LETTER)
    used = int(Path(f"/proc/{worker.process.pid}/statm").read_text().split()[0]) * resource.getpagesize()
    resource.prlimit(worker.process.pid, resource.RLIMIT_AS, (used + 8 * limits.MB,) * 2)
    large = docx("".join(paragraph("甲" * 9) for _ in range(limits.DOCX_PARAGRAPHS - 1)))
    with pytest.raises(TooSlow):
        isolation.read_apart("docx", "a.docx", large)
    isolation.stop_idle()
    assert isolation.read_apart("docx", "a.docx", LETTER).text


def test_a_process_that_nobody_uses_is_ended_and_a_new_one_takes_its_place(monkeypatch):
    monkeypatch.setattr(limits, "PROCESS_IDLE_SECONDS", 0.4)
    isolation.read_apart("docx", "a.docx", LETTER)
    (worker,) = isolation._idle.queue
    assert os.getpriority(os.PRIO_PROCESS, worker.process.pid) == min(19, os.nice(0) + limits.PROCESS_NICENESS)
    until = time.monotonic() + 30
    while waiting() and time.monotonic() < until:
        time.sleep(0.05)
    assert waiting() == []
    assert worker.process.wait(timeout=10) == 0
    assert isolation.read_apart("docx", "a.docx", LETTER).text
    assert waiting() not in ([], [worker.process.pid])


def test_no_more_processes_than_allowed_run_at_once():
    with ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(lambda i: isolation.read_apart("docx", f"{i}.docx", LETTER).text, range(24)))
    assert len(set(texts)) == 1
    assert 1 <= len(waiting()) <= limits.PROCESSES


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system copies no processes")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_copy_takes_no_process_of_its_parent():
    isolation.read_apart("docx", "a.docx", LETTER)
    child = os.fork()
    if child == 0:
        os._exit(len(waiting()))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert len(waiting()) == 1


def test_messages_are_framed_and_cut_ones_are_noticed():
    pipe = io.BytesIO()
    isolation.send(pipe, b"abc")
    whole = pipe.getvalue()
    assert isolation.receive(io.BytesIO(whole)) == b"abc"
    for end in range(len(whole)):
        assert isolation.receive(io.BytesIO(whole[:end])) is None
    assert isolation.receive(io.BytesIO(b"\xff" * 8 + b"x")) is None
