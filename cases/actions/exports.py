"""Tables too long to wait for: beginning one, saying how far it is, its end, and the end of its keeping."""

from datetime import timedelta

from cases import journal
from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.errors import Forbidden
from cases.notices import tell_one
from cases.tables import ExportJob
from cases.tables.columns import Changes
from cases.vocabulary import Event, ExportState, Verb

# How long a finished table can be fetched; the rows in it age, and files are not to pile up.
KEPT = timedelta(days=7)


async def begin_export(noun: str, asked: str, title: str, total: int, *, actor: Actor) -> int:
    """Enter a table that is to be written for this person, and return its number. Raises Forbidden."""
    if actor.owner is None:
        raise Forbidden(act=Verb.EXPORT.label)
    async with write_tx():
        job = ExportJob(person=actor.owner, noun=noun, asked=asked, title=title, total=total, expires_at=now() + KEPT)
        await ExportJob.insert(job)
        await journal.record(actor, Verb.EXPORT, "export_job", job.id, new=f"{title} {total} 条")
    return int(job.id)


async def tell_progress(job: int, done: int) -> None:
    """Write down how many rows are done."""
    async with write_tx():
        await ExportJob.update({ExportJob.done: done}).where(ExportJob.id == job)


async def finish_export(job: int, size: int, count: int) -> None:
    """The file is there: say so, and tell who asked for it."""
    async with write_tx():
        row = (await ExportJob.select().where(ExportJob.id == job))[0]
        changes: Changes = {"state": ExportState.READY.value, "size": size, "done": count, "total": count}
        changes["expires_at"] = now() + KEPT
        await ExportJob.update(changes).where(ExportJob.id == job)
        await tell_one(Event.EXPORT_READY, row["person"], job, about=row["title"])


async def fail_export(job: int) -> None:
    """No file came to be."""
    async with write_tx():
        await ExportJob.update({ExportJob.state: ExportState.FAILED.value}).where(ExportJob.id == job)


async def forget_exports() -> list[int]:
    """Take the rows away whose files have been kept long enough, and return their numbers."""
    old = await ExportJob.select(ExportJob.id).where(ExportJob.expires_at < now())
    ids = [row["id"] for row in old]
    if ids:
        async with write_tx():
            await ExportJob.delete().where(ExportJob.id.is_in(ids))
    return ids
