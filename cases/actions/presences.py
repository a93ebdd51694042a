"""Who has a draft open just now, for the line that tells others. It may be lost and hides nothing."""

from datetime import timedelta

from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.tables import DraftPresence, Person

STALE = timedelta(minutes=2)
KEPT = timedelta(days=1)


async def also_open(reply_id: int, *, actor: Actor) -> tuple[str, ...]:
    """Note that the actor, who may write the draft, has it open; the names of the others who had it open of late."""
    if actor.person is None:
        return ()
    table, at = DraftPresence, now()
    own = (table.reply == reply_id) & (table.person == actor.person)
    async with write_tx():
        if not await table.update({table.seen_at: at}).where(own).returning(table.id):
            await table.delete().where(table.seen_at < at - KEPT)
            await table.insert(table(reply=reply_id, person=actor.person, seen_at=at)).on_conflict(
                target=(table.reply, table.person), action="DO NOTHING"
            )
    others = (table.reply == reply_id) & (table.person != actor.person) & (table.seen_at >= at - STALE)
    persons = await table.select(table.person).where(others).output(as_list=True)
    names = Person.select(Person.name).where(Person.id.is_in(persons or [0])).order_by(Person.name)
    return tuple(await names.output(as_list=True))
