"""Files that come through the browser: kept on disk, then imported by a task of the server's own."""

import asyncio
import contextlib
import logging
import re
import secrets
import unicodedata
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

from litestar import Litestar
from litestar.datastructures import UploadFile

from cases.actor import Actor
from cases.importing.runs import RunReport, import_sources, prepare_run
from cases.intake.sources import read_paths

log = logging.getLogger("dafu")
LONGEST_NAME = 120
LONGEST_BYTES = 190
SHOWN_NAMES = 3
_OBEYED = frozenset('<>:"|?*')
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})
# Names that Windows takes for devices, whatever their ending.
_DEVICE = re.compile(r"con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]", re.I)


@contextlib.asynccontextmanager
async def background(app: Litestar) -> AsyncIterator[None]:
    """Where runs are kept while the server lives. At its end they stop after the file in hand, and can be resumed."""
    tasks: set[asyncio.Task[None]] = set()
    app.state.tasks, app.state.stopping = tasks, set()
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def keep_files(folder: Path, files: Sequence[UploadFile]) -> Path:
    """The uploaded files in a new folder below ``folder``, under harmless names. Returns that folder."""
    place = folder / secrets.token_hex(8)
    await asyncio.to_thread(place.mkdir, parents=True)
    for file in files:
        name = _free(place, safe_name(file.filename))
        with name.open("wb") as out:
            while chunk := await file.read(1024 * 1024):
                await asyncio.to_thread(out.write, chunk)
    return place


def safe_name(name: str) -> str:
    """A file name that leads nowhere: no folders, nothing unseen, no device, not too long, never empty or hidden."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(c for c in last if c not in _OBEYED and unicodedata.category(c) not in _UNSEEN).strip(" .-~")
    stem, dot, ending = shown.rpartition(".")
    if not dot:
        stem, ending = shown, ""
    # Of the longest name a file system takes, room is left for a number and an ending.
    stem = stem[:LONGEST_NAME].encode()[:LONGEST_BYTES].decode(errors="ignore").strip()
    device = "_" if _DEVICE.fullmatch(stem.partition(".")[0].strip()) else ""
    return f"{device}{stem or 'file'}{dot}{ending[:10]}"


def _free(place: Path, name: str) -> Path:
    """The name in the folder, numbered where it is taken."""
    path, number = place / name, 2
    while path.exists():
        path = place / f"{Path(name).stem}-{number}{Path(name).suffix}"
        number += 1
    return path


async def start(app: Litestar, folder: Path, *, actor: Actor) -> int:
    """Begin to import a folder and return the run at once."""
    run_id = await prepare_run(label_of(folder), actor=actor)
    # The form is carried out with the run's first row; what the run does afterwards is not the form's any more.
    task = asyncio.create_task(_run(app, folder, run_id, replace(actor, once=None)))
    app.state.tasks.add(task)
    task.add_done_callback(app.state.tasks.discard)
    return run_id


async def try_out(folder: Path, *, actor: Actor) -> RunReport:
    """What an import of the folder would do; nothing is kept."""
    return await import_sources(read_paths([folder]), actor=actor, label=label_of(folder), dry_run=True)


def label_of(folder: Path) -> str:
    """The uploaded names as people see them: the first few."""
    names = sorted(path.name for path in folder.iterdir())
    more = len(names) - SHOWN_NAMES
    return "、".join(names[:SHOWN_NAMES]) + (f" +{more}" if more > 0 else "")


async def _run(app: Litestar, folder: Path, run_id: int, actor: Actor) -> None:
    stopping: set[int] = app.state.stopping
    try:
        await import_sources(
            read_paths([folder]),
            actor=actor,
            location=str(folder),
            run_id=run_id,
            stop=lambda: run_id in stopping,
        )
    except Exception:
        log.exception("import run %s broke off", run_id)
    finally:
        stopping.discard(run_id)
