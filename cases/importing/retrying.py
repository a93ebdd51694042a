"""Tries one file of a past run again, after somebody has mended the file or the program."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from cases import journal
from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.errors import FileNotThere, Forbidden, NotFound
from cases.importing.lookups import load_lookups
from cases.importing.runs import Result, keep_files, read_files
from cases.importing.uploaded import places
from cases.importing.workers import Workers
from cases.intake.sources import Source, read_paths
from cases.permissions import can
from cases.stores import Store
from cases.tables import ImportItem, ImportProblem
from cases.tables.columns import Changes
from cases.vocabulary import ProblemState, Verb


async def retry(item_id: int, *, actor: Actor, store: Store | None = None) -> Result:
    """Read a file of a run once more and keep it. Its open problems are settled by the trial, whatever comes of it.

    store: where uploads are kept. Raises Forbidden, NotFound, FileNotThere, StoreAway.
    """
    if not can(actor, Verb.RETRY):
        raise Forbidden(act=Verb.RETRY.label)
    item = await ImportItem.select().where(ImportItem.id == item_id).first()
    if item is None:
        raise NotFound(kind="导入文件", key=str(item_id))
    async with places(item["location"], store) as paths, Workers(few=True) as workers:
        source = await asyncio.to_thread(_find, paths, item["name"])
        (read,) = await read_files([(item["ordinal"], source)], workers)
    lookups = await load_lookups()
    async with write_tx() as transaction:
        changes: Changes = {
            "state": ProblemState.SETTLED.value,
            "settled_at": now(),
            "settled_by": actor.name,
            "settlement": Verb.RETRY.label,
        }
        still_open = (ImportProblem.item == item_id) & (ImportProblem.state == ProblemState.OPEN.value)
        await ImportProblem.update(changes).where(still_open & ImportProblem.unknown_name.is_null())
        items = {item["ordinal"]: item_id}
        (result,), _, _ = await keep_files([read], items, transaction, lookups, actor, item["run"])
        await journal.record(actor, Verb.RETRY, "import_item", item_id, new=result.outcome.value)
    return result


def _find(paths: Sequence[Path], name: str) -> Source:
    for source in read_paths(paths):
        if source.name == name:
            return source
    raise FileNotThere(name)
