"""PostgreSQL for the faults: a server that can be killed and started again, and a replica that streams from it."""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg

from server.cli_config import DEPLOY
from tests import postgres
from tests.faults.guard import Guard

PATIENCE = 60.0
# Here a server is killed and no machine loses power: what it gave to the system stays. So it need not wait for the
# disk, but must have written what it acknowledged (synchronous_commit), and a page that it wrote half must be mended.
SETTINGS = ("fsync=off", "listen_addresses=", "max_connections=40", "max_wal_senders=4", "hot_standby=on")


class NotStarted(RuntimeError):
    """A server did not come up; the text is the end of its log."""


@dataclass
class Cluster:
    """One server: its data, socket and log lie in ``home``. tablespace: where the program's database is kept."""

    programs: Path
    home: Path
    guard: Guard
    tablespace: Path | None = None
    process: subprocess.Popen | None = field(default=None)

    @property
    def log(self) -> Path:
        return self.home / "log"

    def url(self, name: str = "postgres") -> str:
        """The address of one of its databases."""
        return f"postgresql://postgres@/{name}?host={self.home}"

    def make(self) -> None:
        """An empty server in ``home``."""
        _give(self.home)
        words = [self.programs / "initdb", "-D", self.home / "data", "-U", "postgres", "--auth=trust"]
        self._run([*words, "--encoding=UTF8", "--no-sync", "--locale=C.UTF-8"])

    def follow(self, first: "Cluster") -> None:
        """Make it a replica by the script that ships."""
        _give(self.home)
        script = self.home / "replica.sh"
        shutil.copy(DEPLOY / "replica.sh", script)
        self._run(["sh", script, first.home, "5432", self.home / "data"], PGBIN=str(self.programs))

    def start(self) -> None:
        """Start it without waiting."""
        options = [*SETTINGS, f"unix_socket_directories={self.home}"]
        command = [self.programs / "postgres", "-D", self.home / "data"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *(piece for one in options for piece in ("-c", one))],
                stdout=log, stderr=log, cwd=self.home, start_new_session=True, **_who(),
            )  # fmt: skip
        self.guard.watch("group", self.process.pid)

    async def up(self) -> None:
        """Wait until it takes questions. Raises NotStarted."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(OSError, asyncpg.PostgresError, TimeoutError):
                one = await asyncpg.connect(user="postgres", database="postgres", host=str(self.home), timeout=5)
                await one.close()
                return
            if self.process is None or self.process.poll() is not None:
                self.start()
            await asyncio.sleep(0.1)
        raise NotStarted(self.log.read_text(errors="replace")[-800:])

    def kill(self) -> None:
        """SIGKILL to the postmaster and all its children."""
        if self.process is None:
            return
        children = _children(self.process.pid)
        self.process.kill()
        for one in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        self.process.wait()
        self.guard.watch("over", self.process.pid)
        self.process = None
        (self.home / "data" / "postmaster.pid").unlink(missing_ok=True)  # as a service manager's clean-up does

    async def ask(self, sql: str, name: str = "postgres") -> object:
        """The first value of an answer."""
        one = await asyncpg.connect(user="postgres", database=name, host=str(self.home))
        try:
            return await one.fetchval(sql)
        finally:
            await one.close()

    def _run(self, command: list, **more: str) -> None:
        who = _who()
        who["env"] |= more
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.home, check=False, **who)
        if done.returncode:
            raise NotStarted(f"{done.stdout[-300:]} {done.stderr[-500:]}")


def _give(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(folder, postgres.NOBODY, postgres.NOBODY)


def _who() -> dict:
    plain = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    who = {"user": postgres.NOBODY, "group": postgres.NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    return {"env": plain, **who}


def _children(parent: int) -> list[int]:
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            if int((one / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(one.name))
    return found
