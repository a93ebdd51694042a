"""Processes of the program that are ended: the web, the keeper, an import under way, all at once, and by a deploy."""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import time
from pathlib import Path
from random import Random

from cases.database import sqlite_file
from cases.engines.library import sqlite3
from tests.faults.ledger import Ledger
from tests.faults.pages import write_pages
from tests.faults.site import KEEPER, SERVE, Site

PAGES = 40
STOPPING = 60.0
PROVED = "核对无误"


async def web(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """SIGKILL to the web."""
    site.kill(SERVE)
    return []


async def worker(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """SIGKILL to one of the processes of the web; the others go on, and the first one starts another in its place."""
    os.kill(draw.choice(_workers(site.running[SERVE].pid)), signal.SIGKILL)
    return []


def _workers(first: int) -> list[int]:
    started = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    return [int(one) for one in started if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]


async def keeper(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """SIGKILL to the keeper; the web goes on."""
    site.kill(KEEPER)
    await asyncio.sleep(draw.uniform(0, 1))
    site.start(KEEPER)
    return []


async def indexing(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """SIGKILL to the web, which keeps the index, when a mark of what is to be indexed has just been dropped."""
    file, until, waiting = sqlite_file(site.url), time.monotonic() + STOPPING, 0
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=5)) as read:
        while time.monotonic() < until:
            left = read.execute("SELECT count(*) FROM stale_marks").fetchone()[0]
            if left < waiting:
                break
            waiting = left
            await asyncio.sleep(0.02)
    site.kill(SERVE)
    return []


async def everything(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """SIGKILL to all at once."""
    site.kill_all()
    return []


async def deploy(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """SIGTERM to the web, as when a new version comes: it ends by itself, in good order."""
    ended = await asyncio.to_thread(site.kill, SERVE, signal.SIGTERM)
    return [] if ended in (0, -signal.SIGTERM) else [f"I14 停止时以 {ended} 退出"]


async def import_(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """SIGKILL to an import somewhere between its first and its last page, then the same command again, to its end.

    Acknowledged are the pages that it has said were saved.
    """
    folder = site.folder / f"pages-{draw.randrange(10**9)}"
    names = await asyncio.to_thread(write_pages, folder, PAGES, draw)
    one = await _importing(site, folder)
    told = 0
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(STOPPING):
            most = draw.randrange(1, PAGES)
            while told < most and (line := await _line(one)):
                told += _noted(line, ledger)
    await asyncio.sleep(draw.uniform(0, 0.3))
    with contextlib.suppress(ProcessLookupError):  # with its workers, as a service manager does
        os.killpg(one.pid, signal.SIGKILL)
    while line := await _line(one):  # what it had said before it died
        _noted(line, ledger)
    await one.wait()
    again = await _importing(site, folder)
    said, _ = await again.communicate()
    for line in said.decode().splitlines():
        _noted(line, ledger)
    missing = set(names) - ledger.imported
    if again.returncode or missing:
        return [f"I1 第二次导入以 {again.returncode} 结束，缺 {len(missing)} 份：{said.decode()[-300:]}"]
    return []


async def backup(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """A backup while people work: it must be proved, and is broken off with SIGKILL every second time before."""
    for broken_off in (draw.random() < 0.5, False):
        command = site.command("backup", "create", str(site.folder / f"{draw.randrange(10**9)}.zip"))
        made = await asyncio.create_subprocess_exec(
            *command, env=site.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        if broken_off:
            await asyncio.sleep(draw.uniform(0.5, 5))
            with contextlib.suppress(ProcessLookupError):
                made.kill()
        said = (await made.communicate())[0].decode()
    if made.returncode or PROVED not in said:
        return [f"I15 备份没有做成：{said[-300:]}"]
    return []


async def _importing(site: Site, folder: object) -> asyncio.subprocess.Process:
    with site.log.open("ab") as log:
        return await asyncio.create_subprocess_exec(
            *site.command("import", str(folder), "--json"),
            stdout=subprocess.PIPE, stderr=log, env=site.environment, start_new_session=True,
        )  # fmt: skip


async def _line(one: asyncio.subprocess.Process) -> str:
    assert one.stdout is not None
    return (await one.stdout.readline()).decode()


def _noted(line: str, ledger: Ledger) -> int:
    """Note the page that a line tells of, and how many that are."""
    with contextlib.suppress(ValueError):
        said = json.loads(line)
        if said.get("document"):
            ledger.acknowledged += said["file"] not in ledger.imported
            ledger.imported.add(said["file"])
            return 1
    return 0
