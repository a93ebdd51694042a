"""Gathering things for a brief: a collection, what is put into it, in which order, with which note."""

from collections.abc import Sequence

from cases.actor import Actor
from cases.clock import now
from cases.database import insert_rows, write_tx
from cases.errors import FieldMissing, KeptNameTaken, NotFound, NothingChosen, TooManyKept
from cases.errors.common import within
from cases.queries.collections import NOUN, Pick, cited_now, mine
from cases.requests import remember
from cases.tables import Collection, CollectionItem

MOST_COLLECTIONS, MOST_ITEMS = 50, 300
LONGEST_NAME, LONGEST_NOTE = 60, 500


async def add_collection(name: str, *, actor: Actor) -> int:
    """A new one; its id. Raises FieldMissing, TooLong, KeptNameTaken, TooManyKept."""
    name = await _name(name, actor)
    row = Collection(person=actor.person, name=name)
    async with write_tx():
        await remember(actor)
        if await Collection.count().where(mine(actor)) >= MOST_COLLECTIONS:
            raise TooManyKept(kind=NOUN, most=MOST_COLLECTIONS)
        await Collection.insert(row)
    return int(row.id)


async def rename_collection(collection: int, name: str, *, actor: Actor) -> None:
    """Give it another name. Raises NotFound, FieldMissing, TooLong, KeptNameTaken."""
    await _owned(collection, actor)
    name = await _name(name, actor, but=collection)
    async with write_tx():
        await remember(actor)
        await Collection.update({Collection.name: name}).where(Collection.id == collection)


async def delete_collection(collection: int, *, actor: Actor) -> None:
    """Take it away with what is in it. Raises NotFound."""
    await _owned(collection, actor)
    async with write_tx():
        await remember(actor)
        await CollectionItem.delete().where(CollectionItem.collection == collection)
        await Collection.update({Collection.withdrawn: True}).where(Collection.id == collection)


async def gather(collection: int, picks: Sequence[Pick], note: str = "", *, actor: Actor) -> int:
    """Put things at its end; how many are new. What is in it already stays where it is.

    Raises NotFound, also for a thing that the actor may not see; NothingChosen, TooLong, TooManyKept.
    """
    await _owned(collection, actor)
    note = within(note.strip(), LONGEST_NOTE, "备注")
    chosen = list(dict.fromkeys(picks))
    if not chosen:
        raise NothingChosen(kind="材料")
    seen = await cited_now(chosen, actor=actor)
    for pick in chosen:
        if pick not in seen:
            raise NotFound(kind=pick.thing.label, key=str(pick.id))
    async with write_tx():
        await remember(actor)
        rows = await CollectionItem.select().where(CollectionItem.collection == collection)
        there = {(row["thing"], row["thing_id"], row["start"]) for row in rows}
        fresh = [pick for pick in chosen if (pick.thing.value, pick.id, pick.start) not in there]
        if len(rows) + len(fresh) > MOST_ITEMS:
            raise TooManyKept(kind=f"{NOUN}里的材料", most=MOST_ITEMS)
        last = max((row["position"] for row in rows), default=0)
        made = [
            {
                "collection": collection, "position": last + number, "thing": pick.thing.value, "thing_id": pick.id,
                "start": pick.start, "end": pick.end, "note": note or None,
            }
            for number, pick in enumerate(fresh, 1)
        ]  # fmt: skip
        await insert_rows(CollectionItem, made)
        await _touched(collection)
    return len(fresh)


async def note_item(collection: int, item: int, note: str, *, actor: Actor) -> None:
    """Write beside a thing what it is for. Raises NotFound, TooLong."""
    await _held(collection, item, actor)
    note = within(note.strip(), LONGEST_NOTE, "备注")
    async with write_tx():
        await remember(actor)
        await CollectionItem.update({CollectionItem.note: note or None}).where(CollectionItem.id == item)
        await _touched(collection)


async def move_item(collection: int, item: int, by: int, *, actor: Actor) -> None:
    """Move a thing so many places on, or back; at either end it stays. Raises NotFound."""
    await _held(collection, item, actor)
    async with write_tx():
        await remember(actor)
        where = CollectionItem.collection == collection
        rows = (
            await CollectionItem.select(CollectionItem.id)
            .where(where)
            .order_by(CollectionItem.position, CollectionItem.id)
        )
        order = [row["id"] for row in rows]
        at = order.index(item)
        order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
        for position, one in enumerate(order, 1):
            await CollectionItem.update({CollectionItem.position: position}).where(CollectionItem.id == one)
        await _touched(collection)


async def remove_item(collection: int, item: int, *, actor: Actor) -> None:
    """Take a thing out. Raises NotFound."""
    await _held(collection, item, actor)
    async with write_tx():
        await remember(actor)
        await CollectionItem.delete().where(CollectionItem.id == item)
        await _touched(collection)


async def _owned(collection: int, actor: Actor) -> None:
    if not await Collection.exists().where(mine(actor) & (Collection.id == collection)):
        raise NotFound(kind=NOUN, key=str(collection))


async def _held(collection: int, item: int, actor: Actor) -> None:
    await _owned(collection, actor)
    where = (CollectionItem.collection == collection) & (CollectionItem.id == item)
    if not await CollectionItem.exists().where(where):
        raise NotFound(kind=f"{NOUN}里的材料", key=str(item))


async def _touched(collection: int) -> None:
    await Collection.update({Collection.updated_at: now()}).where(Collection.id == collection)


async def _name(name: str, actor: Actor, *, but: int = 0) -> str:
    name = within(name.strip(), LONGEST_NAME, "名称")
    if not name:
        raise FieldMissing(field="名称")
    if await Collection.exists().where(mine(actor) & (Collection.name == name) & (Collection.id != but)):
        raise KeptNameTaken(kind=NOUN, name=name)
    return name
