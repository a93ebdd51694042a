"""What a person does with his notices: marks them as read, and says of what he wants mail."""

from collections.abc import Mapping, Sequence

from cases.actor import Actor
from cases.clock import now, today
from cases.database import insert_rows, write_tx
from cases.errors import NotFound
from cases.permissions import visible_to
from cases.recipients import MAIL_CHOICE, NO_DIGEST, choice_code
from cases.requests import remember
from cases.tables import Case, DictionaryEntry, Notice
from cases.tellings import TELLINGS
from cases.vocabulary import Event, Machine, MailChoice


async def mark_read(actor: Actor, notices: Sequence[int] | None = None) -> int:
    """Mark his notices as read, these or all; how many were unread. Others' are passed over in silence."""
    where = visible_to(actor, Notice) & (Notice.person == (actor.owner or 0)) & Notice.read_at.is_null()
    if notices is not None:
        where = where & Notice.id.is_in(list(notices) or [0])
    async with write_tx():
        await remember(actor)
        return len(await Notice.update({Notice.read_at: now()}).where(where).returning(Notice.id))


async def open_case(case: int, *, actor: Actor) -> None:
    """Mark what somebody was told of a case as read, because he opens it. Raises NotFound where he may not see it."""
    if not await Case.exists().where(visible_to(actor, Case) & (Case.id == case)):
        raise NotFound(kind=Machine.CASE.label, key=str(case))
    mine = (Notice.person == (actor.owner or 0)) & (Notice.case == case) & Notice.read_at.is_null()
    if await Notice.exists().where(visible_to(actor, Notice) & mine):
        async with write_tx():
            await Notice.update({Notice.read_at: now()}).where(visible_to(actor, Notice) & mine)


async def set_mail(actor: Actor, chosen: Mapping[Event, MailChoice]) -> None:
    """Keep how the owner of the post wants to hear of events by mail; those that are always mailed are passed over."""
    rows = [
        {"list_name": MAIL_CHOICE, "code": choice_code(actor.owner or 0, event), "label": choice.value}
        for event, choice in chosen.items()
        if not TELLINGS[event].at_once
    ]
    async with write_tx():
        await remember(actor)
        await insert_rows(DictionaryEntry, rows, over=("list_name", "code"))


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
