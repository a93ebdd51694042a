"""Tables too long to wait for, written by a task of the server's own and kept a week for whoever asked."""

import asyncio
import contextlib
import logging
from dataclasses import replace
from typing import Any

from litestar import Litestar

from cases.actions.exports import begin_export, fail_export, finish_export, forget_exports, tell_progress
from cases.actor import Actor
from cases.pacing import SERVING, at_pace
from cases.queries.counting import choices
from cases.stores import Store
from server.exports import sheet_of
from server.hits_listing import listing_for
from server.listings import AT_ONCE
from server.saved_searches import params_of

log = logging.getLogger("dafu")


async def start(app: Litestar, noun: str, asked: str, *, actor: Actor, base: str) -> int:
    """Begin to write the table of a list under a filter, and return its number at once. Raises NotFound."""
    await clear(app.state.settings.store)
    listing = listing_for(app.state.index, noun, actor=actor)
    total = (await listing.page(listing.read(params_of(asked)), actor=actor, page=1, per_page=1)).total
    job = await begin_export(noun, asked, listing.title, total, actor=actor)
    # The form is carried out with the job's own row; what is written afterwards is not the form's any more.
    with at_pace(SERVING):
        task = asyncio.create_task(_write(app, job, noun, asked, replace(actor, once=None), base))
    app.state.tasks.add(task)
    task.add_done_callback(app.state.tasks.discard)
    return job


async def fetched(store: Store, job: int) -> bytes:
    """The file of a job. Raises FileNotFoundError, StoreAway."""
    return await asyncio.to_thread(store.read, _key(job))


def _key(job: int) -> str:
    """Where the store keeps the file of a job."""
    return f"exports/{job}.xlsx"


async def _write(app: Litestar, job: int, noun: str, asked: str, actor: Actor, base: str) -> None:
    try:
        listing = listing_for(app.state.index, noun, actor=actor)
        wanted = listing.read(params_of(asked))
        total = (await listing.page(wanted, actor=actor, page=1, per_page=1)).total

        async def told(done: int, of: int) -> None:
            await tell_progress(job, done * 9 // 10)  # the last tenth is for the writing of the file

        rows: list[Any] = await listing.rows(wanted, actor=actor, total=total, told=told if total > AT_ONCE else None)
        conditions = listing.said(wanted, await choices(actor=actor))
        body = await asyncio.to_thread(
            sheet_of, listing.columns, rows, title=listing.title, conditions=conditions, actor=actor, base=base
        )
        await asyncio.to_thread(app.state.settings.store.write, _key(job), body)
        await finish_export(job, len(body), len(rows))
    except asyncio.CancelledError:
        with contextlib.suppress(Exception):
            await fail_export(job)
        raise
    except Exception:
        log.exception("export %s broke off", job)
        await fail_export(job)


async def clear(store: Store) -> int:
    """Delete the files that have been kept long enough; how many."""
    jobs = await forget_exports()
    for job in jobs:
        await asyncio.to_thread(store.remove, _key(job))
    return len(jobs)
