"""Reading that leaves a row in the journal: cases that are not for everybody, and the journal itself carried away."""

import logging
from datetime import UTC, datetime, time

from cases import journal
from cases.actor import Actor
from cases.clock import BEIJING, today
from cases.database import write_tx
from cases.errors import Outage
from cases.permissions import visible_to
from cases.tables import Case, JournalEntry
from cases.vocabulary import Audience, Role, Verb

# Those whose reading is part of their own case, and those who read only what everybody may.
_UNNOTED = frozenset({Role.SUBMITTER, Role.PUBLIC})
_log = logging.getLogger("dafu")


async def note_reading(case_id: int, *, actor: Actor) -> None:
    """Leave one row for this reader, case and Beijing day where the case is not public or its names are kept.

    A write that a GET causes, as only ``approvals.note_opened`` does besides: who looked at what was not meant for
    everybody is asked after a leak, and there is no form that a reader would send before he reads. It changes nothing
    that any page shows but the journal. A reader is never turned away because of it: where the machine is in the way
    the log of the program has the line instead.
    """
    if actor.role in _UNNOTED or actor.person is None or not await _restricted(case_id, actor):
        return
    if await _noted(case_id, actor):
        return
    try:
        async with write_tx():
            if not await _noted(case_id, actor):
                await journal.record(actor, Verb.SEE, "case", case_id, case=case_id)
    except Outage as outage:
        _log.warning("reading not journaled, %s: case %s, person %s", outage.code, case_id, actor.person)


async def note_phones(thing: str, *, actor: Actor) -> None:
    """Leave one row for this reader, list and Beijing day: he was shown other people's telephone numbers.

    thing: the kind of row that the list is of.
    """
    since = datetime.combine(today(), time(), BEIJING).astimezone(UTC)
    entry = JournalEntry
    mine = (entry.verb == Verb.SEE.value) & (entry.thing == thing) & (entry.person == actor.person)
    if await entry.exists().where(mine & entry.case.is_null() & (entry.at >= since)):
        return
    try:
        async with write_tx():
            await journal.record(actor, Verb.SEE, thing, None)
    except Outage as outage:
        _log.warning("reading not journaled, %s: %s, person %s", outage.code, thing, actor.person)


async def note_export(count: int, *, actor: Actor) -> None:
    """Leave a row that so many rows of the journal were carried away."""
    async with write_tx():
        await journal.record(actor, Verb.READ_AUDIT, "journal", None, new=f"导出 {count} 条")


async def _restricted(case_id: int, actor: Actor) -> bool:
    kept = Case.identity_kept.eq(True) | (Case.audience != Audience.PUBLIC.value)
    return bool(await Case.exists().where(visible_to(actor, Case) & (Case.id == case_id) & kept))


async def _noted(case_id: int, actor: Actor) -> bool:
    """Whether there is a row of this day already. The same person in another post is another reader."""
    since = datetime.combine(today(), time(), BEIJING).astimezone(UTC)
    entry = JournalEntry
    mine = (entry.case == case_id) & (entry.verb == Verb.SEE.value) & (entry.person == actor.person)
    return bool(await entry.exists().where(mine & (entry.role == actor.role.value) & (entry.at >= since)))
