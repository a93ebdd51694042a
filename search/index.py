"""The index: a folder of Whoosh files that can be thrown away and made again at any time.

``current`` names the build in use. Writing and rebuilding take one lock; readers take none and see whole commits.
"""

import json
import os
import shutil
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, create_in
from whoosh.reading import SegmentReader
from whoosh.util.filelock import try_for
from whoosh.writing import SegmentWriter

from search.asking import Askable
from search.cache import Cache
from search.documents import Document
from search.errors import IndexBusy, IndexDamaged, IndexMissing, IndexOutdated
from search.files import Files
from search.filling import Filling
from search.lexicon import lexicon
from search.pool import abandon, writer_of
from search.schema import SCHEMA_VERSION, hash64, schema
from search.seals import Inspector, put, seal, sealed, unsealed
from search.segment import WORDS, Segment, numbers, readable
from search.sharing import segments_of, worth_sharing
from search.snapshot import Snapshot

_NAME = "MAIN"
_POINTER = "current"
_PATIENCE = 5.0  # seconds in which a commit under way should end


class Index(Askable):
    """Find from any number of threads; write from one place at a time."""

    def __init__(self, folder: Path, *, usable: bool = True) -> None:
        self.folder = folder
        self._pointer = str(folder / _POINTER)  # asked of the system before every answer
        self._cache = Cache()
        self._loading = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._segments: dict[str, Segment] = {}
        self._snapshot: Snapshot | None = None
        self._inspector = Inspector()
        if usable:
            self._fresh()

    # Reading

    def inspect(self) -> None:
        """Read what changed since it was last looked at. IndexMissing, IndexDamaged, IndexOutdated: to be rebuilt.

        IndexBusy: something differs, and whether it is a commit under way cannot be said now.
        """
        if self._fault() is not None:
            with _writing(self.folder, _PATIENCE):
                if (reason := self._fault()) is not None:
                    raise IndexDamaged(self.folder, reason)
        self._fresh()

    def _fault(self) -> str | None:
        current = _current(self.folder)
        return self._inspector.fault(self.folder / current["build"], current["files"])

    def _fresh(self) -> Snapshot:
        try:
            state = os.stat(self._pointer)  # noqa: PTH116
        except OSError:
            raise IndexMissing(self.folder) from None
        stamp = (state.st_mtime_ns, state.st_ino)
        if stamp == self._stamp and self._snapshot is not None:
            return self._snapshot
        with self._loading:
            if stamp != self._stamp or self._snapshot is None:
                self._snapshot, self._stamp = self._load(), stamp
            return self._snapshot

    def _load(self) -> Snapshot:
        for _ in range(4):
            try:
                return self._read(_current(self.folder))
            except FileNotFoundError:
                # A writer finished and cleared its old files while this was reading the list of them.
                continue
        with readable(self.folder):
            return self._read(_current(self.folder))

    def _read(self, current: dict[str, Any]) -> Snapshot:
        storage = Files(self.folder / current["build"])
        with readable(self.folder, but=FileNotFoundError):
            toc = TOC.read(storage, _NAME)
            parts: dict[str, Segment] = {}
            for part in toc.segments:
                name = f"{current['build']}/{part.segment_id()}"
                known = self._segments.get(name)
                parts[name] = known or _segment(self.folder, storage, toc.schema, part, self._cache)
            deleted = [sorted(part.deleted_docs()) for part in toc.segments]
        self._segments = parts
        generation = _generation(current["build"], toc.generation)
        self._cache.keep_only({generation, *(part.name for part in parts.values())})
        self._cache.fit(sum(part.count for part in parts.values()))
        return Snapshot(list(parts.values()), deleted, generation, self._cache)

    # Writing

    def write(self, documents: Iterable[Document] = (), *, delete: Iterable[str] = (), wait: float = 0.0) -> int:
        """Add or replace documents and delete keys in one commit; the new generation. wait: see ``write``."""
        write(self.folder, documents, delete=delete, wait=wait)
        return self.generation

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Replace everything; readers keep the old build until the new one is whole. The new generation."""
        rebuild(self.folder, documents)
        return self.generation


def open_index(folder: Path | str, *, create: bool = True, usable: bool = True) -> Index:
    """The index in a folder; an empty one is made where there is none, unless create is false (IndexMissing).

    IndexOutdated: made by another version or dictionary. IndexDamaged: cannot be read. Both are mended by ``rebuild``.
    usable: False takes it as it is and looks at nothing yet; it raises these, and IndexMissing, until it is mended.
    """
    folder = Path(folder)
    if create and not (folder / _POINTER).exists():
        rebuild(folder, ())
    return Index(folder, usable=usable)


def write(
    folder: Path,
    documents: Iterable[Document] = (),
    *,
    delete: Iterable[str] = (),
    groups: Iterable[str] = (),
    wait: float = 0.0,
) -> None:
    """Add or replace documents in one commit, and delete keys and all that belonged to some groups before.

    For any process: nothing of the index is held open. wait: seconds to wait for another writer before IndexBusy.
    """
    added = {document.key: document for document in documents}
    with _writing(folder, wait):
        current = _current(folder)
        _clear_leftovers(folder, current["build"])
        with readable(folder):
            storage = Files(folder / current["build"])
            writer = writer_of(FileIndex(storage, indexname=_NAME))
        with _given_up(writer):
            with readable(folder):
                _delete(writer, "identity", {hash64(key) for key in (*added, *delete)})
                _delete(writer, "group", {hash64(group) for group in groups})
            _fill(writer, added.values())
        _point(folder, current["build"], writer.generation, current["files"])


def rebuild(folder: Path | str, documents: Iterable[Document], *, wait: float = 0.0) -> None:
    """Build the index anew from all documents beside the old one, whatever state that is in, then swap.

    wait: seconds to wait for another writer before IndexBusy.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with _writing(folder, wait):
        build = f"build-{_next(folder):06d}"
        path = folder / build
        path.mkdir()
        try:
            several, documents = worth_sharing(documents)
            writer = writer_of(create_in(str(path), schema(), indexname=_NAME))
            with _given_up(writer):
                if several:
                    writer.segments = segments_of(path, _NAME, documents)
                    writer.commit(merge=False)
                else:
                    _fill(writer, documents)
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)
            raise
        _point(folder, build, writer.generation, {})
        _clear_leftovers(folder, build)


@contextmanager
def _given_up(writer: SegmentWriter) -> Iterator[None]:
    """Where the block fails, on a full disk at whatever place, nothing is changed and no file stays open."""
    try:
        yield
    except BaseException:
        abandon(writer)
        raise


def _fill(writer: SegmentWriter, documents: Iterable[Document]) -> None:
    """Add documents and commit."""
    filling = Filling(writer)
    for document in documents:
        filling.add(document)
    filling.commit()


def _delete(writer: SegmentWriter, column: str, values: set[int]) -> None:
    wanted = np.fromiter(values, np.uint64, len(values))
    base = 0
    for part in writer.segments:
        stored = numbers(SegmentReader(writer.storage, writer.schema, part), column, ">u8")
        for doc in np.flatnonzero(np.isin(stored, wanted)).tolist():
            writer.delete_document(base + doc)
        base += part.doc_count_all()


def _current(folder: Path) -> dict[str, Any]:
    try:
        with readable(folder, but=FileNotFoundError):
            current: dict[str, Any] = json.loads((folder / _POINTER).read_bytes())
            known = current["schema"], current["dictionary"], "files" in current
    except FileNotFoundError:
        raise IndexMissing(folder) from None
    if known != (SCHEMA_VERSION, lexicon().digest, True):
        raise IndexOutdated(folder)
    with readable(folder):
        unsealed(current)
    return current


def _point(folder: Path, build: str, generation: int, known: Mapping[str, Any]) -> None:
    """Name the build in use, with the seal of its files, once all of it is on the disk. known: see ``seals.seal``.

    A file that went while others were written is told now: no seal would miss it ever after. Raises IndexDamaged.
    """
    storage = Files(folder / build)
    with readable(folder):
        toc = TOC.read(storage, _NAME)
        fresh = [part for part in toc.segments if part.make_filename(WORDS) not in known]
        segments = [_segment(folder, storage, toc.schema, part, Cache()) for part in fresh]
    for segment in segments:
        segment.keep_words()
    files = seal(folder / build, known)
    if lost := {part.make_filename(".seg") for part in toc.segments} - files.keys():
        raise IndexDamaged(folder, f"{', '.join(sorted(lost))} went while another was written")
    value = {"build": build, "generation": generation, "schema": SCHEMA_VERSION, "dictionary": lexicon().digest}
    put(folder / _POINTER, sealed({**value, "files": files}))


def _segment(folder: Path, storage: Files, fields: Schema, part: Any, cache: Cache) -> Segment:
    """A segment to read. fields: of the index as Whoosh knows them; part: its segment."""
    words = Path(storage.folder, part.make_filename(WORDS))
    return Segment(SegmentReader(storage, fields, part), cache, folder, words)


def _next(folder: Path) -> int:
    """The number of a new build: the time, so that none comes again where the folder was deleted, and readers that
    remember answers of the old one would take them for its own."""
    newest = max((int(path.name[6:]) for path in folder.glob("build-[0-9]*")), default=0)
    return max(newest + 1, int(time.time()))


def _generation(build: str, commit: int) -> int:
    return int(build[6:]) * 1_000_000 + commit


def _clear_leftovers(folder: Path, build: str) -> None:
    """Remove builds that a crash or a swap left behind."""
    for path in folder.glob("build-[0-9]*"):
        if path.name != build:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _writing(folder: Path, wait: float) -> Iterator[None]:
    """The one writer's lock, freed by the system if the process dies."""
    lock = FileStorage(str(folder)).lock("writer.lock")
    if not try_for(lock.acquire, timeout=wait, delay=0.05):
        raise IndexBusy(folder)
    try:
        yield
    finally:
        lock.release()
