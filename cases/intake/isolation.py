"""Parsers of intricate formats run in a process of their own, with limited memory and time, that may die.

The process is this module run as a program. It is used again for the next file, so that starting it (0.3 s) is paid
once. Requests and answers are a length and JSON over its pipes: an answer can never carry code.
"""

import atexit
import contextlib
import importlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import IO, Any

from cases.errors import CaseError, DamagedFile, TooSlow, error_types
from cases.intake import limits
from cases.intake.formats_text import FileText
from cases.vocabulary import Flag

_READERS = {
    "docx": ("cases.intake.formats_docx", "read_docx"),
    "pdf": ("cases.intake.formats_pdf", "read_pdf"),
    "html": ("cases.intake.formats_html", "read_html"),
    "sheet": ("cases.intake.formats_sheet", "read_tables"),
    "template": ("cases.intake.formats_template", "read_template"),
    "docx_tables": ("cases.intake.formats_docx_tables", "read_docx_tables"),
    "handed_docx": ("cases.intake.formats_handed", "look_into_docx"),
    "handed_pdf": ("cases.intake.formats_handed", "look_into_pdf"),
    "draft": ("cases.intake.formats_draft", "read_draft"),
    "pasted": ("cases.intake.formats_draft", "read_pasted"),
}
# By these signals the system says that a limit was reached: CPU time, killed for memory, aborted for want of it.
_LIMIT_SIGNALS = {-24, -9, -6}


def read_apart(media: str, name: str, data: bytes) -> FileText:
    """What the reader of a medium ("docx", "pdf", "html", "sheet") makes of the bytes, in a limited process.

    Raises what the reader raises, TooSlow for a limit reached, DamagedFile where the process broke down otherwise.
    """
    with _slots:
        worker = _idle_worker()
        answer = worker.ask({"media": media, "name": name}, data)
        if answer is None:
            status = worker.stop()
            raise TooSlow(name) if worker.late or status in _LIMIT_SIGNALS else DamagedFile(name)
        if worker.answered < limits.PROCESS_DOCUMENTS:
            _put_back(worker)
        else:
            worker.stop()
    if "error" in answer:
        raise _error_of(answer, name)
    return FileText(answer["text"], answer["encoding"], tuple(f for f in Flag if f in answer["flags"]), answer["meta"])


def _error_of(answer: dict[str, Any], name: str) -> CaseError:
    kind = error_types().get(answer["error"], DamagedFile)
    return kind(**answer["data"]) if kind.code == answer["error"] else DamagedFile(name)


@dataclass(slots=True)
class _Worker:
    """One running process. late: it was stopped because it took too long; since: when it was last used, monotonic."""

    process: subprocess.Popen[bytes]
    answered: int = 0
    late: bool = False
    since: float = field(default_factory=time.monotonic)

    def ask(self, request: dict[str, str], data: bytes) -> dict[str, Any] | None:
        """The answer, or None where the process died or was too slow."""
        assert self.process.stdin is not None and self.process.stdout is not None
        watch = threading.Timer(limits.PROCESS_WALL_SECONDS, self._expire)
        watch.start()
        try:
            send(self.process.stdin, json.dumps(request).encode())
            send(self.process.stdin, data)
            answer = receive(self.process.stdout)
        except OSError:
            answer = None
        finally:
            watch.cancel()
        self.answered += 1
        return None if answer is None else json.loads(answer)

    def _expire(self) -> None:
        self.late = True
        self.process.kill()

    def stop(self) -> int:
        """End the process and its pipes; its exit status, negative for a signal."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            return self.process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


_slots = threading.BoundedSemaphore(limits.PROCESSES)
_idle: "queue.LifoQueue[_Worker]" = queue.LifoQueue()
_ending = threading.Lock()  # held while somebody is waiting to end what nobody uses


def _put_back(worker: _Worker) -> None:
    worker.since = time.monotonic()
    _idle.put(worker)
    _begin_ending()


def _begin_ending() -> None:
    if _ending.acquire(blocking=False):
        threading.Thread(target=_end_unused, name="readers", daemon=True).start()


def _end_unused() -> None:
    """End each process that nobody has used for a while: between two sittings they need not hold 100 MB each."""
    try:
        while not _idle.empty():
            time.sleep(limits.PROCESS_IDLE_SECONDS / 4)
            oldest = time.monotonic() - limits.PROCESS_IDLE_SECONDS
            kept = []
            with contextlib.suppress(queue.Empty):
                while True:
                    worker = _idle.get_nowait()
                    if worker.since < oldest:
                        worker.stop()
                    else:
                        kept.append(worker)
            for worker in reversed(kept):
                _idle.put(worker)
    finally:
        _ending.release()
    if not _idle.empty():  # put back in the last moment
        _begin_ending()


def _idle_worker() -> _Worker:
    while True:
        try:
            worker = _idle.get_nowait()
        except queue.Empty:
            return _start()
        if worker.process.poll() is None:
            return worker
        worker.stop()


def _start() -> _Worker:
    environment = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "LANG", "LC_ALL")}
    environment["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)
    # A session of its own: Ctrl+C in the terminal must reach the importer alone, which then ends in good order.
    process = subprocess.Popen(
        [sys.executable, "-m", "cases.intake.isolation"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    return _Worker(process)


@atexit.register
def stop_idle() -> None:
    """End the waiting processes; they would also end by themselves when their pipe closes."""
    while True:
        try:
            _idle.get_nowait().stop()
        except queue.Empty:
            return


def _forget() -> None:
    """In a forked copy of this process: leave the pipes to the original, or answers would go to the wrong side."""
    global _ending, _idle, _slots
    _idle, _slots, _ending = queue.LifoQueue(), threading.BoundedSemaphore(limits.PROCESSES), threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def send(pipe: IO[bytes], message: bytes) -> None:
    """Write one message: eight bytes of length, then the bytes."""
    pipe.write(len(message).to_bytes(8, "big"))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """Read one message; None where the other side is gone or sends more than any answer can have."""
    head = pipe.read(8)
    if len(head) < 8:
        return None
    length = int.from_bytes(head, "big")
    if length > limits.FILE_BYTES + 8 * limits.TEXT_CHARACTERS:
        return None
    message = pipe.read(length)
    return message if len(message) == length else None


def _limit_process() -> None:
    """Memory for good; no files written, no further processes; and whoever waits for a page comes first, for a file
    that was made to cost would take a core. Nothing of this exists on Windows: time limits stay."""
    if hasattr(os, "nice"):
        os.nice(limits.PROCESS_NICENESS)
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.PROCESS_BYTES, limits.PROCESS_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def _renew_time() -> None:
    """Allow the coming file its share of CPU seconds, counted from what this process has used."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + limits.PROCESS_CPU_SECONDS + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _answer(request: dict[str, str], data: bytes) -> dict[str, Any]:
    name = request["name"]
    try:
        module, function = _READERS[request["media"]]
        found: FileText = getattr(importlib.import_module(module), function)(name, data)
    except CaseError as error:
        return {"error": error.code, "data": error.data()}
    except MemoryError:
        return {"error": TooSlow.code, "data": {"name": name}}
    except Exception:
        # Whatever a parser stumbles over in a stranger's file is damage of that file; the importer goes on.
        return {"error": DamagedFile.code, "data": {"name": name}}
    return {"text": found.text, "encoding": found.encoding, "flags": list(found.flags), "meta": dict(found.meta)}


def main() -> None:
    """Answer requests until the other side closes the pipe."""
    for module, _ in _READERS.values():
        importlib.import_module(module)
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    _limit_process()
    while (head := receive(requests)) is not None:
        data = receive(requests)
        if data is None:
            return
        _renew_time()
        send(answers, json.dumps(_answer(json.loads(head), data)).encode())


if __name__ == "__main__":
    main()
