"""Files that come through the browser: kept in the store, then imported by a task of the server's own."""

import asyncio
import contextlib
import logging
import re
import secrets
import unicodedata
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from litestar import Litestar
from litestar.datastructures import UploadFile

from cases.actor import Actor
from cases.importing.runs import RunReport, import_sources, prepare_run
from cases.importing.uploaded import STORED, UPLOADS, at_hand, forget
from cases.intake.sources import read_paths
from cases.stores import Store

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
    app.state.tasks = tasks
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def keep_files(store: Store, files: Sequence[UploadFile]) -> str:
    """The uploaded files in a new folder of the store, under harmless names. Returns its key. Raises StoreAway."""
    upload, taken = f"{UPLOADS}{secrets.token_hex(8)}", set[str]()
    for file in files:
        name = _free(taken, safe_name(file.filename))
        taken.add(name)
        await asyncio.to_thread(store.write, f"{upload}/{name}", cast(BinaryIO, file.file))
    return upload


def safe_name(name: str) -> str:
    """A file name that leads nowhere: no folders, nothing unseen, no device, not too long, never empty or hidden."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(c for c in last if c not in _OBEYED and unicodedata.category(c) not in _UNSEEN)
    shown = unicodedata.normalize("NFC", seen).strip(" .-~")
    stem, dot, ending = shown.rpartition(".")
    if not dot:
        stem, ending = shown, ""
    # Of the longest name a file system takes, room is left for a number and an ending.
    stem = stem[:LONGEST_NAME].encode()[:LONGEST_BYTES].decode(errors="ignore").strip(" .-~")
    device = "_" if _DEVICE.fullmatch(stem.partition(".")[0].strip()) else ""
    ending = ending[:10].strip(" .-~")
    return f"{device}{stem or 'file'}{dot if ending else ''}{ending}"


def _free(taken: Collection[str], name: str) -> str:
    """The name, numbered where it is taken."""
    free, number = name, 2
    while free in taken:
        free = f"{Path(name).stem}-{number}{Path(name).suffix}"
        number += 1
    return free


async def start(app: Litestar, upload: str, *, actor: Actor) -> int:
    """Begin to import an upload and return the run at once."""
    run_id = await prepare_run(await _label(app.state.settings.store, upload), actor=actor)
    # The form is carried out with the run's first row; what the run does afterwards is not the form's any more.
    task = asyncio.create_task(_run(app, upload, run_id, replace(actor, once=None)))
    app.state.tasks.add(task)
    task.add_done_callback(app.state.tasks.discard)
    return run_id


async def try_out(store: Store, upload: str, *, actor: Actor) -> RunReport:
    """What an import of the upload would do; nothing is kept, the upload neither."""
    try:
        async with at_hand(store, upload) as folder:
            label = await _label(store, upload)
            return await import_sources(read_paths([folder]), actor=actor, label=label, dry_run=True)
    finally:
        await asyncio.to_thread(forget, store, upload)


async def _label(store: Store, upload: str) -> str:
    return label_of(await asyncio.to_thread(lambda: [Path(held.key).name for held in store.listing(f"{upload}/")]))


def label_of(names: Sequence[str]) -> str:
    """The uploaded names as people see them: the first few."""
    more = len(names) - SHOWN_NAMES
    return "、".join(sorted(names)[:SHOWN_NAMES]) + (f" +{more}" if more > 0 else "")


async def _run(app: Litestar, upload: str, run_id: int, actor: Actor) -> None:
    try:
        async with at_hand(app.state.settings.store, upload) as folder:
            await import_sources(read_paths([folder]), actor=actor, location=f"{STORED}{upload}", run_id=run_id)
    except Exception:
        log.exception("import run %s broke off", run_id)
