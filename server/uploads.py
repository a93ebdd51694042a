"""Files that come through the browser: taken in large pieces, kept in the store, then imported by a task of the
server's own."""

import asyncio
import contextlib
import logging
import re
import secrets
import unicodedata
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from litestar import Litestar, Request
from litestar.datastructures import UploadFile
from litestar.types import Message, Scope

from cases.actor import Actor
from cases.importing.runs import RunReport, import_sources, prepare_run
from cases.importing.uploaded import STORED, UPLOADS, at_hand, forget
from cases.intake.sources import read_paths
from cases.stores import Store

log = logging.getLogger("dafu")
PIECE = 1024 * 1024  # bytes of a body that are handed on at once
LARGE = 1024 * 1024  # bytes of a form's files from which they are read in turns
AT_ONCE = 3  # forms whose large files are in memory; two processes read them
LONGEST_NAME = 120
LONGEST_BYTES = 190
SHOWN_NAMES = 3
_OBEYED = frozenset('<>:"|?*')
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})
# Names that Windows takes for devices, whatever their ending.
_DEVICE = re.compile(r"con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]", re.I)


class PieceRequest(Request[Any, Any, Any]):
    """A request whose body comes in large pieces. The framework writes each piece of a file in a thread: ten megabytes
    took a hundred and fifty ways there and back, each of which waits for a turn of a busy loop."""

    async def stream(self) -> AsyncGenerator[bytes, None]:
        pieces, size = list[bytes](), 0
        async for piece in super().stream():
            pieces.append(piece)
            size += len(piece)
            if size >= PIECE:
                yield b"".join(pieces)
                pieces, size = [], 0
        yield b"".join(pieces)


class _Turn:
    """One of the places among those who have large files in memory, until it is given back once."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places, self._held = places, True

    def end(self, *_: object) -> None:
        if self._held:
            self._held = False
            self._places.release()


async def take_turn(request: Request[Any, Any, Any], size: int) -> None:
    """Before files are read into memory: where they are large, wait on the disk for those who came before.

    The place is given back when the answer begins, at the latest when the request's task ends.
    """
    state, shared = request.scope.setdefault("state", {}), request.app.state
    if size < LARGE or "turn" in state:
        return
    if getattr(shared, "turns", None) is None:
        shared.turns = asyncio.Semaphore(AT_ONCE)
    await shared.turns.acquire()
    turn = state["turn"] = _Turn(shared.turns)
    task = asyncio.current_task()
    assert task is not None
    task.add_done_callback(turn.end)


async def end_turn(message: Message, scope: Scope) -> None:
    """Hook of the framework, called before each message of each answer."""
    turn: _Turn | None = scope.get("state", {}).get("turn")
    if turn is not None and message["type"] == "http.response.start":
        turn.end()


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
