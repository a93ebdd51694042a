"""A real primary and a real streaming replica of it, for what is read where."""

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import postgres


@dataclass
class Pair:
    """Addresses of the two servers, and the replica's process."""

    primary: str
    replica: str
    process: subprocess.Popen

    def kill(self) -> None:
        """SIGKILL to every process of the replica."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def as_nobody(folder: Path) -> dict[str, Any]:
    """How programs of PostgreSQL are started here, which refuse to run as root."""
    who = {"user": postgres.NOBODY, "group": postgres.NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    return {"env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)}, "cwd": folder, **who}


def homes(folder: Path) -> tuple[Path, Path]:
    """A folder for each of two servers, which may not run as root."""
    folder.chmod(0o755)
    made = folder / "first", folder / "second"
    for home in made:
        home.mkdir()
        if os.geteuid() == 0:
            os.chown(home, postgres.NOBODY, postgres.NOBODY)
    return made


@contextlib.contextmanager
def pair(*options: str) -> Iterator[Pair]:
    """Both, running while the block does. options: of the replica, as NAME=VALUE."""
    with tempfile.TemporaryDirectory(prefix="dafu-pair-", dir="/tmp") as place, contextlib.ExitStack() as stack:
        folder = Path(place)
        first, second = homes(folder)
        programs = postgres.programs(folder)
        stack.enter_context(postgres.running(programs, first, folder / "first.log"))
        more = as_nobody(second)
        copied = [programs / "pg_basebackup", "-h", first, "-U", "postgres", "-D", second / "data", "-R", "-c", "fast"]
        subprocess.run([*copied, "-N", "-X", "stream"], check=True, capture_output=True, **more)
        settings = [*postgres.FAST, f"unix_socket_directories={second}", *options]
        command = [programs / "postgres", "-D", second / "data", *[piece for one in settings for piece in ("-c", one)]]
        with (folder / "second.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **more)
        made = Pair(*(f"postgresql://postgres@/postgres?host={home}" for home in (first, second)), process)
        stack.callback(made.kill)
        until = time.monotonic() + 30
        while b"ready to accept" not in (folder / "second.log").read_bytes():
            if time.monotonic() > until or process.poll() is not None:
                raise postgres.NoPostgres("the replica did not start")
            time.sleep(0.05)
        yield made
