"""What a person does with his notices: marks them as read, and says whether he wants the daily digest."""

from collections.abc import Sequence

from cases.actor import Actor
from cases.clock import now, today
from cases.database import write_tx
from cases.permissions import visible_to
from cases.recipients import NO_DIGEST
from cases.requests import remember
from cases.tables import DictionaryEntry, Notice


async def mark_read(actor: Actor, notices: Sequence[int] | None = None) -> int:
    """Mark his notices as read, these or all; how many were unread. Others' are passed over in silence."""
    where = visible_to(actor, Notice) & (Notice.person == (actor.owner or 0)) & Notice.read_at.is_null()
    if notices is not None:
        where = where & Notice.id.is_in(list(notices) or [0])
    async with write_tx():
        await remember(actor)
        return len(await Notice.update({Notice.read_at: now()}).where(where).returning(Notice.id))


async def set_digest(actor: Actor, *, wanted: bool) -> None:
    """Keep whether the owner of the post wants the digest."""
    code = str(actor.owner or 0)
    mine = (DictionaryEntry.list_name == NO_DIGEST) & (DictionaryEntry.code == code)
    retired = today() if wanted else None
    async with write_tx():
        await remember(actor)
        if await DictionaryEntry.exists().where(mine):
            await DictionaryEntry.update({DictionaryEntry.retired_on: retired}).where(mine)
        elif not wanted:
            await DictionaryEntry.insert(DictionaryEntry(list_name=NO_DIGEST, code=code))
