"""The real program in a process of its own, on 127.0.0.1, ended with the block whatever happens."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from server.limits import NAMES
from tests.processes import free_port

READY_SECONDS = 60.0


@dataclass
class Served:
    """A running program. begun: when its command was given, by the monotonic clock; keeper: the one beside it."""

    process: subprocess.Popen
    port: int
    begun: float
    log: Path
    keeper: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ready(self, path: str = "/readyz", *, answers: bool = True) -> float:
        """Wait for the first answer, a good one where ``answers``; seconds since the command."""
        while time.monotonic() - self.begun < READY_SECONDS:
            if self.process.poll() is not None:
                break
            try:
                reading(self.address, path)
                return time.monotonic() - self.begun
            except urllib.error.HTTPError:
                if not answers:
                    return time.monotonic() - self.begun
            except OSError:
                pass
            time.sleep(0.02)
        raise RuntimeError(f"did not start: {self.log.read_text(errors='replace')[-800:]}")

    def memory(self) -> float:
        """Resident MB of the process and all that it started."""
        return sum(_resident(pid) for pid in self._all())

    def anonymous(self) -> float:
        """MB of it that are no file's pages, which the machine can take back whenever it likes."""
        return sum(_resident(pid, "RssAnon:") for pid in self._all())

    def spent(self) -> float:
        """Seconds of the processor that they have used, with those that are gone."""
        return sum(_spent(pid) for pid in self._all())

    def started(self) -> int:
        """How many processes it has started that are still there."""
        return len(self._all()) - (2 if self.keeper else 1)

    def _all(self) -> list[int]:
        return [pid for one in (self.process, self.keeper) if one for pid in _family(one.pid)]


def reading(address: str, path: str) -> bytes:
    """A page as the public gets it."""
    with urllib.request.urlopen(address + urllib.parse.quote(path, safe="/?=&%"), timeout=30) as answer:
        return bytes(answer.read())


@contextlib.contextmanager
def serving(folder: Path, *, url: str = "", words: tuple[str, ...] = ("-m", "server", "serve"),
            more: tuple[str, ...] = (), env: dict[str, str] | None = None,
            limited: bool = False, workers: int = 1) -> Iterator[Served]:  # fmt: skip
    """A program that takes ``--port`` and reads ``DAFU_DATA``, by default the real one.

    limited: with the limits that an installation has, for whoever sends X-Forwarded-For. workers: of the real one, so
    many processes for the web; with more than one a keeper runs beside them, as it must.
    """
    more = (*more, "--workers", str(workers)) if workers > 1 else more
    port, log = free_port(), folder / "bench.log"
    path = os.pathsep.join(filter(None, (str(Path.cwd()), os.environ.get("PYTHONPATH"))))
    # Everybody is at one address here, where no X-Forwarded-For says otherwise.
    limits = "" if limited else ",".join(f"{name}=0" for name in NAMES)
    told = {**os.environ, "DAFU_LIMITS": limits, "DAFU_DATA": str(folder), "PYTHONPATH": path, **(env or {})}
    if url:
        told["DAFU_DATABASE"] = url
    with log.open("wb") as out, contextlib.ExitStack() as running:

        def started(*said: str) -> subprocess.Popen:
            one = subprocess.Popen(
                [sys.executable, *said], stdout=out, stderr=out, start_new_session=True, env=told
            )  # fmt: skip
            running.callback(_end, one)
            return one

        begun = time.monotonic()
        web = started(*words, "--port", str(port), *more)
        yield Served(web, port, begun, log, started("-m", "server", "keeper") if workers > 1 else None)


def _end(process: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in task.read_text().split():
                found += _family(int(child))
    return found


def _resident(pid: int, line: str = "VmRSS:") -> float:
    with contextlib.suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/status").read_text().partition(line)[2].split()[0]) / 1024
    return 0.0


def _spent(pid: int) -> float:
    with contextlib.suppress(OSError, IndexError):
        used = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]
        return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")
    return 0.0
