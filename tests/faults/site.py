"""An installation of its own for the faults: a data folder or a PostgreSQL, people with sessions, and its processes."""

import asyncio
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import httpx

from cases import database
from cases.engines.postgres import config_of
from cases.reference import load_reference
from cases.vocabulary import Role
from tests import postgres
from tests.accounts import account_as, session_for
from tests.processes import free_port

READY_SECONDS = 150.0  # far beyond what I14 allows: a slow machine is told, and the rounds go on
SERVE, KEEPER = "serve", "keeper"


@dataclass
class Site:
    """The installation. tokens: sessions of people who write and, last, of one who reads. broken: a control arm."""

    folder: Path
    url: str
    port: int
    tokens: list[str]
    broken: str = ""
    running: dict[str, subprocess.Popen] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        ours = {"DAFU_DATA": str(self.folder), "DAFU_DATABASE": self.url, "PYTHONPATH": str(Path.cwd())}
        return {**os.environ, **ours}

    @property
    def parts(self) -> tuple[str, ...]:
        """The processes there are: with SQLite the web is its own keeper."""
        return (SERVE,) if self.url.startswith("sqlite") else (SERVE, KEEPER)

    def start(self, part: str) -> None:
        """Start one of the processes in a group of its own."""
        words = [part, "--port", str(self.port)] if part == SERVE else [part]
        if part == SERVE and not self.url.startswith("sqlite"):
            words += ["--workers", "2"]
        program = ["-m", "tests.faults.broken", self.broken] if self.broken and part == SERVE else ["-m", "server"]
        command = [sys.executable, *program, *words]
        with self.log.open("ab") as log:
            self.running[part] = subprocess.Popen(
                command, stdout=log, stderr=log, start_new_session=True, env=self.environment
            )

    def kill(self, part: str) -> None:
        """SIGKILL to a process and all it started; nothing of it is told anything."""
        process = self.running.pop(part)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    async def ready(self) -> float | None:
        """Start what does not run, and wait. Seconds until the program said it was ready; None where it never did."""
        begun = time.monotonic()
        for part in self.parts:
            if part not in self.running or self.running[part].poll() is not None:
                self.start(part)
        async with httpx.AsyncClient(base_url=self.address, timeout=2) as client:
            while time.monotonic() - begun < READY_SECONDS:
                with contextlib.suppress(httpx.HTTPError):
                    if (await client.get("/readyz")).status_code == 200:
                        return time.monotonic() - begun
                await asyncio.sleep(0.1)
        return None


@contextlib.contextmanager
def site(kind: str, *, people: int, broken: str = "") -> Iterator[Site]:
    """A fresh installation on "sqlite" or "postgres", on the disk; removed with its processes in the end."""
    with tempfile.TemporaryDirectory(prefix="dafu-faults-") as folder, contextlib.ExitStack() as stack:
        url = f"sqlite:///{folder}/dafu.sqlite"
        if kind == "postgres":
            url = postgres.database_at(stack.enter_context(postgres.server()), f"dafu_faults_{random.randrange(10**6)}")
            asyncio.run(_create(url))
        made = Site(Path(folder), url, free_port(), asyncio.run(_people(url, people)), broken)
        try:
            yield made
        finally:
            for part in list(made.running):
                made.kill(part)


async def _create(url: str) -> None:
    config = config_of(url)
    server = await asyncpg.connect(**{**config, "database": "postgres"})
    await server.execute(f"CREATE DATABASE {config['database']}")
    await server.close()


async def _people(url: str, people: int) -> list[str]:
    await database.open_database(url)
    try:
        await load_reference()
        writers = [await session_for(await account_as(Role.SUBMITTER)) for _ in range(people)]
        return [*writers, await session_for(await account_as(Role.OVERSIGHT))]
    finally:
        await database.close()
