"""An installation of its own for the faults: data on file systems of its own, people with sessions, its processes."""

import asyncio
import contextlib
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from cases import database
from cases.actor import Actor
from cases.reference import load_reference
from cases.tables import Account
from cases.vocabulary import Role
from server.limits import NAMES
from server.opening import open_data
from server.settings import from_env
from tests import postgres
from tests.accounts import account_as, session_for
from tests.faults import places, wrong_clock
from tests.faults.cluster import Cluster
from tests.faults.guard import Guard
from tests.faults.load import WRITERS
from tests.processes import free_port
from tests.replying import handled

READY_SECONDS = 150.0  # far beyond what I14 allows: a slow machine is told, and the rounds go on
SERVE, KEEPER = "serve", "keeper"
REPLIES = 3
NAME = "dafu_faults"


@dataclass
class Site:
    """The installation. tokens: see ``load.at_work``. replies: that may be published. broken: a control arm.
    embedded: its index lies in files, whatever the database; shared: the web is several processes. more: what its
    processes are told beside the usual."""

    folder: Path
    url: str
    port: int
    guard: Guard
    broken: str = ""
    embedded: bool = False
    shared: bool = False
    cluster: Cluster | None = None
    replica: Cluster | None = None
    lossy: places.Lossy | None = None
    tokens: list[str] = field(default_factory=list)
    replies: list[int] = field(default_factory=list)
    more: dict[str, str] = field(default_factory=dict)
    running: dict[str, subprocess.Popen] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def said(self) -> str:
        """The end of what its processes have written."""
        return self.log.read_text(errors="replace")[-1000:] if self.log.exists() else ""

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        ours = {"DAFU_DATA": str(self.data), "DAFU_DATABASE": self.url, "PYTHONPATH": str(Path.cwd())}
        ours["DAFU_LIMITS"] = ",".join(f"{name}=0" for name in NAMES)  # thirteen people at one address, for hours
        if self.embedded:
            ours["DAFU_SEARCH"] = "embedded"
        return {**os.environ, **ours, "TMPDIR": str(self.data / "tmp"), **self.more}

    @property
    def parts(self) -> tuple[str, ...]:
        """The programs there are: a web of one process is its own keeper."""
        return (SERVE, KEEPER) if self.shared else (SERVE,)

    def command(self, *words: str) -> list[str]:
        """The program with these words, without its protection where a control arm runs."""
        program = ["tests.faults.broken", self.broken] if self.broken else ["server"]
        return [sys.executable, "-m", *program, *words]

    def start(self, part: str) -> None:
        """Start one of the processes."""
        self.running[part] = self.another(part)

    def another(self, part: str) -> subprocess.Popen:
        """One more process of a kind, in a group of its own, for whoever asks to end."""
        words = [part, "--port", str(self.port)] if part == SERVE else [part]
        if part == SERVE and self.shared:
            words += ["--workers", "2"]
        with self.log.open("ab") as log:
            one = subprocess.Popen(
                self.command(*words), stdout=log, stderr=log, start_new_session=True, env=self.environment
            )
        self.guard.watch("group", one.pid)
        return one

    def kill(self, part: str, kind: signal.Signals = signal.SIGKILL) -> int:
        """A signal to a process, SIGKILL to all it started as well; what it ended with."""
        process = self.running.pop(part)
        if kind is not signal.SIGKILL:
            process.send_signal(kind)
            with contextlib.suppress(subprocess.TimeoutExpired):
                return process.wait(timeout=60)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        ended = process.wait()
        self.guard.watch("over", process.pid)
        return ended

    def kill_all(self) -> None:
        """SIGKILL to all processes of the program."""
        for part in list(self.running):
            self.kill(part)

    async def ready(self) -> float | None:
        """Start what does not run, and wait. Seconds until the program said it was ready; None where it never did."""
        begun = time.monotonic()
        async with httpx.AsyncClient(base_url=self.address, timeout=2, verify=False) as client:
            while time.monotonic() - begun < READY_SECONDS:
                for part in self.parts:  # as a service manager does
                    if part not in self.running or self.running[part].poll() is not None:
                        self.start(part)
                with contextlib.suppress(httpx.HTTPError):
                    if (await client.get("/readyz")).status_code == 200:
                        return time.monotonic() - begun
                await asyncio.sleep(0.1)
        return None

    async def search_anew(self) -> None:
        """Ask what nobody asked before: until then the web holds the files of the index as it last saw it."""
        async with httpx.AsyncClient(base_url=self.address, timeout=10, verify=False) as client:
            await client.get("/search", params={"q": secrets.token_hex(8)})


@contextlib.contextmanager
def site(kind: str, *, broken: str = "", ground: str = "memory") -> Iterator[Site]:
    """A fresh installation on "sqlite" or "postgres"; removed with its processes in the end.

    ground: "memory", "embedded": the index in files, "shared": several processes are the web, as always on PostgreSQL,
    "replica": one streams from the database, "clock": one that can be turned, "lossy": see ``places``.
    """
    guard, folder = Guard(), Path(tempfile.mkdtemp(prefix="dafu-faults-", dir="/tmp"))
    guard.watch("folder", folder)
    folder.chmod(0o755)
    try:
        made = Site(folder, f"sqlite:///{folder}/data/db/dafu.sqlite", free_port(), guard, broken)
        made.embedded, made.shared = ground in ("embedded", "lossy"), ground == "shared" or kind == "postgres"
        made.lossy = places.prepare(made.data, ground, guard)
        made.more = wrong_clock.told(folder) if ground == "clock" else {}
        if kind == "postgres":
            asyncio.run(_postgres(made, ground == "replica"))
        asyncio.run(_people(made))
        if made.lossy is not None:
            made.lossy.settle()
        yield made
    finally:
        guard.end()


async def _postgres(made: Site, replica: bool) -> None:
    programs = postgres.programs(made.folder)
    cluster = made.cluster = Cluster(programs, made.folder / "first", made.guard)
    cluster.make()
    cluster.start()
    await cluster.up()
    space = made.data / "db"
    if places.mounted(space) and not replica:  # a table space has one place for a server and its replica
        os.chown(space, postgres.NOBODY, postgres.NOBODY)
        cluster.tablespace = space
        await cluster.ask(f"CREATE TABLESPACE room LOCATION '{space}'")
    if replica:
        await cluster.ask("CREATE ROLE dafu_replica REPLICATION LOGIN")
        made.replica = Cluster(programs, made.folder / "second", made.guard)
        made.replica.follow(cluster)
        made.replica.start()
        await made.replica.up()
    await cluster.ask(f"CREATE DATABASE {NAME}" + (" TABLESPACE room" if cluster.tablespace else ""))
    made.url = cluster.url(NAME)


async def _people(made: Site) -> None:
    await open_data(from_env(made.environment))
    try:
        await load_reference()
        made.tokens = [await session_for(await account_as(Role.SUBMITTER)) for _ in range(WRITERS + 1)]
        for _ in range(REPLIES):
            case = await handled()
            made.replies.append(await case.sent())
        made.tokens += [await _session_of(case.made.cast.reviewer)]
        made.tokens += [await session_for(await account_as(Role.OVERSIGHT))]
    finally:
        await database.close()


async def _session_of(actor: Actor) -> str:
    row = await Account.select(Account.id).where(Account.person == actor.person).first()
    return await session_for(row["id"])
