"""Several processes each write a part of a new index: cutting text and writing postings take all cores there are."""

import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import fields
from itertools import chain, cycle, islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, create_in

from search.documents import Document
from search.filling import Filling
from search.pool import writer_of
from search.processes import cores, worker_pool
from search.schema import schema

# With fewer documents starting processes takes longer than it saves.
ALONE = 20_000
_BATCH, _AHEAD = 500, 3
# As tuples documents go from process to process in a third of the time.
_VALUES = attrgetter(*(field.name for field in fields(Document)))

_filling: list[Filling] = []  # of this process, where it writes a part


def worth_sharing(documents: Iterable[Document]) -> tuple[bool, Iterator[Document]]:
    """Whether they are worth several processes, and all of them again."""
    some = iter(documents)
    first = list(islice(some, ALONE))
    return len(first) == ALONE and cores() > 1, chain(first, some)


def segments_of(folder: Path, name: str, documents: Iterable[Document]) -> list[Any]:
    """Write documents into the folder of an index by as many processes as there are processors; Whoosh's segments."""
    parts = [folder / f"part-{number}" for number in range(cores())]
    with ExitStack() as stack:
        # One process each, so that what it has gathered stays with it; one that dies is an error and not a wait.
        pools = [stack.enter_context(_pool(part, name)) for part in parts]
        ahead: set[Future[None]] = set()
        source = iter(documents)
        batches = iter(lambda: list(islice(source, _BATCH)), [])
        for batch, pool in zip(batches, cycle(pools), strict=False):
            ahead.add(pool.submit(_take, list(map(_VALUES, batch))))
            if len(ahead) >= _AHEAD * len(pools):
                done, ahead = wait(ahead, return_when=FIRST_COMPLETED)
                for future in done:
                    future.result()
        for future in [pool.submit(_finish) for pool in pools]:
            future.result()
    return [segment for part in parts for segment in _brought(part, folder, name)]


def _pool(part: Path, name: str) -> ProcessPoolExecutor:
    part.mkdir()
    return worker_pool(1, _begin, (str(part), name))


def _begin(part: str, name: str) -> None:
    _filling.append(Filling(writer_of(create_in(part, schema(), indexname=name))))


def _take(batch: list[tuple[Any, ...]]) -> None:
    for values in batch:
        _filling[0].add(Document(*values))


def _finish() -> None:
    _filling[0].commit()


def _brought(part: Path, folder: Path, name: str) -> list[Any]:
    """The segment of a part, none where it got no documents; its files moved to the others."""
    segments: list[Any] = TOC.read(FileStorage(str(part)), name).segments
    for segment in segments:
        for path in part.glob(f"*{segment.segment_id()}*"):
            path.rename(folder / path.name)
    shutil.rmtree(part)
    return segments
