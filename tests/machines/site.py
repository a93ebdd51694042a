"""What runs on the machines: a primary and a replica, web and keeper on both, a store and nginx between them."""

import asyncio
import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from cases import database
from cases.engines.postgres import config_of
from cases.reference import load_reference
from cases.vocabulary import Role
from server.auth import SESSION
from server.cli_config import DEPLOY
from server.opening import open_data
from server.settings import Settings
from tests import postgres
from tests.accounts import account_as, session_for
from tests.machines.network import ADDRESSES, BETWEEN, inside

A, B = "dafu-a", "dafu-b"
WRITERS, READERS = 4, 2
FRONT = "https://127.0.0.1:8443"
READY_SECONDS = 180.0
PHRASE = "only-for-these-trials"
LIMITS = "search=0,search_address=0,upload_mb=0,free_mb=0"  # what people may use up is not tried here
_SETTINGS = ("fsync=on", "synchronous_commit=on", "wal_level=replica", "max_connections=60", "wal_receiver_timeout=5s",
             "wal_sender_timeout=5s", "hot_standby_feedback=on", "wal_retrieve_retry_interval=500ms",
             "primary_conninfo=host=10.77.0.1 user=postgres connect_timeout=3 keepalives_idle=2 keepalives_count=2"
             " keepalives_interval=1")  # fmt: skip


def url(space: str) -> str:
    """The address of the database on a machine."""
    return f"postgresql://postgres@{ADDRESSES[space]}/dafu"


def address(space: str) -> str:
    """The address of the web on a machine."""
    return f"http://{ADDRESSES[space]}:8000"


@dataclass
class Site:
    """folder: of everything; store: the address of the files; running: processes by machine and part."""

    folder: Path
    store: str
    programs: Path
    primary: str = A
    running: dict[tuple[str, str], subprocess.Popen] = field(default_factory=dict)

    def settings(self, space: str) -> Settings:
        return Settings(self.folder / space, url(self.primary), keys=self.folder / "dafu.keys", files=self.store)

    def start(self, space: str, part: str) -> None:
        """Start ``serve`` or ``keeper`` on a machine."""
        words = ["serve", "--host", ADDRESSES[space], "--port", 8000, "--workers", 2] if part == "serve" else [part]
        told = {"DAFU_DATA": str(self.folder / space), "DAFU_DATABASE": url(self.primary), "DAFU_FILES": self.store,
                "DAFU_KEYS": str(self.folder / "dafu.keys"), "PYTHONPATH": str(Path.cwd()),
                "DAFU_PROXIES": ADDRESSES[BETWEEN], "DAFU_LIMITS": LIMITS, "DAFU_METRICS": PHRASE}  # fmt: skip
        if self.primary == A:
            told["DAFU_REPLICA"] = url(B)
        self._run(space, part, [sys.executable, "-m", "server", *words], env={**os.environ, **told})

    def start_database(self, space: str, *, replica: bool = False) -> None:
        """Make a primary, or a replica of the one on A, and run it."""
        home = self.folder / f"{space}-pg"
        home.mkdir()
        os.chown(home, postgres.NOBODY, postgres.NOBODY)
        if replica:
            made = ["pg_basebackup", "-h", ADDRESSES[A], "-U", "postgres", "-D", home / "data", "-R", "-c", "fast"]
        else:
            made = ["initdb", "-D", home / "data", "-U", "postgres", "--auth=trust", "--locale=C.UTF-8", "-k"]
        subprocess.run(self._as_nobody(space, *made), check=True, capture_output=True, cwd=home)
        if not replica:
            with (home / "data" / "pg_hba.conf").open("a", encoding="utf-8") as rules:
                rules.write("host all all 10.77.0.0/24 trust\nhost replication all 10.77.0.0/24 trust\n")
        options = [f"listen_addresses={ADDRESSES[space]}", f"unix_socket_directories={home}", *_SETTINGS]
        words = [word for option in options for word in ("-c", option)]
        self._run(space, "postgres", self._as_nobody("", "postgres", "-D", home / "data", *words), cwd=home)

    def _as_nobody(self, space: str, program: str, *words: object) -> list[str]:
        who = ["setpriv", "--reuid", postgres.NOBODY, "--regid", postgres.NOBODY, "--clear-groups"]
        command = [*who, self.programs / program, *words]
        return inside(space, *command) if space else [str(word) for word in command]

    def _run(self, space: str, part: str, words: list[Any], **more: Any) -> None:
        with (self.folder / f"{space}-{part}.log").open("ab") as log:
            self.running[space, part] = subprocess.Popen(
                inside(space, *words), stdout=log, stderr=log, start_new_session=True, **more
            )

    def print_logs(self) -> None:
        """The last lines of each, where something went wrong."""
        for place in sorted(self.folder.glob("dafu-*.log")):
            print(f"== {place.name}", *place.read_text(errors="replace").splitlines()[-12:], sep="\n")

    def log(self, space: str, part: str) -> str:
        return (self.folder / f"{space}-{part}.log").read_text(encoding="utf-8", errors="replace")


async def prepared(site: Site) -> list[str]:
    """Make the database and its people; their sessions: of the writers, then of the readers."""
    await reached(url(A).replace("/dafu", "/postgres"))
    server = await asyncpg.connect(**config_of(url(A).replace("/dafu", "/postgres")))
    await server.execute("CREATE DATABASE dafu")
    await server.close()
    await open_data(site.settings(A))
    try:
        await load_reference()
        roles = [Role.SUBMITTER] * WRITERS + [Role.OVERSIGHT] * READERS
        return [await session_for(await account_as(role)) for role in roles]
    finally:
        await database.close()


async def reached(at: str) -> None:
    """Wait until a database answers."""
    until = time.monotonic() + 60
    while True:
        with contextlib.suppress(OSError, asyncpg.PostgresError, TimeoutError):
            connection = await asyncpg.connect(**config_of(at))
            await connection.close()
            return
        if time.monotonic() > until:
            sys.exit(f"{at} does not answer")
        await asyncio.sleep(0.2)


async def asked(at: str, sql: str) -> Any:
    """One value from a database."""
    connection = await asyncpg.connect(**config_of(at))
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


async def ready(space: str) -> str | None:
    """What a machine says of itself; None while it is not ready."""
    with contextlib.suppress(httpx.HTTPError):
        async with httpx.AsyncClient(timeout=2) as client:
            answer = await client.get(f"{address(space)}/readyz")
            return answer.text if answer.status_code == 200 else None
    return None


async def gauge(space: str, name: str) -> float:
    """The highest value that the web processes of a machine tell of themselves; several answers, for each is one's."""
    found = [0.0]
    async with httpx.AsyncClient(timeout=5, headers={"Authorization": f"Bearer {PHRASE}"}) as client:
        for _ in range(6):
            text = (await client.get(f"{address(space)}/metrics", headers={"Connection": "close"})).text
            found += [float(line.split()[-1]) for line in text.splitlines() if line.startswith(f"dafu_{name} ")]
    return max(found)


async def entered(space: str, token: str) -> bool:
    """Whether a machine knows a session that was opened elsewhere."""
    async with httpx.AsyncClient(timeout=10, cookies={SESSION: token}) as client:
        return (await client.get(f"{address(space)}/account")).status_code == 200


async def until_ready(space: str, *, within: float = READY_SECONDS) -> float:
    """Seconds until a machine was ready."""
    begun = time.monotonic()
    while await ready(space) is None:
        if time.monotonic() - begun > within:
            sys.exit(f"{space} does not become ready")
        await asyncio.sleep(0.2)
    return time.monotonic() - begun


@contextlib.contextmanager
def nginx(folder: Path) -> Iterator[None]:
    """The configuration of server/deploy before both machines, in the namespace of this process."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
         "-subj", "/CN=ta.example.gov.cn", "-keyout", key, "-out", cert], check=True, capture_output=True,
    )  # fmt: skip
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    servers = "".join(f"server {ADDRESSES[space]}:8000 max_fails=1 fail_timeout=5s; " for space in (A, B))
    for old, new in (
        ("/etc/dafu/tls/cert.pem", str(cert)), ("/etc/dafu/tls/key.pem", str(key)),
        ("server 127.0.0.1:8000 max_fails=1 fail_timeout=5s;", servers),
        ("listen 80;", "listen 127.0.0.1:8080;"), ("listen 443 ssl;", "listen 127.0.0.1:8443 ssl;"),
        ("rate=50r/s", "rate=5000r/s"), ("burst=200", "burst=2000"),
    ):  # fmt: skip
        if old not in text:
            sys.exit(f"server/deploy/nginx.conf does not hold {old}")
        text = text.replace(old, new)
    text = re.sub(r"\n *listen \[::\]:[^;]*;", "", text)
    folders = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("proxy", "fastcgi", "uwsgi", "scgi", "client_body")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/nginx.log; events {{}} http {{ access_log off;"
        f" {folders} {text} }}",
        encoding="utf-8",
    )
    process = subprocess.Popen(["nginx", "-e", "stderr", "-c", folder / "nginx.conf"])
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)
