"""Keeping a search under a name: saving it, its name, whether one is told of it, and the last ones without a name."""

from cases.actions.search_news import MOST_HITS, Find, remember_hits
from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.errors import FieldMissing, KeptNameTaken, TooManyKept, TooWide
from cases.errors.common import within
from cases.fulltext import SearchError
from cases.queries.saved_searches import NOUN, mine, saved_one
from cases.requests import remember
from cases.tables import SavedHit, SavedSearch
from cases.tables.columns import Changes
from cases.vocabulary.searches import SavedPage

MOST_SAVED, MOST_RECENT = 50, 20
LONGEST_NAME, LONGEST_QUERY = 60, 2_000


async def save_search(page: SavedPage, query: str, name: str, find: Find, *, actor: Actor) -> int:
    """Keep a search, and take what it finds now as known; its id. One that finds too much is kept without being told
    of, and so is one saved while standing in for somebody. Raises FieldMissing, TooLong, KeptNameTaken, TooManyKept."""
    name = await _name(name, actor)
    within(query, LONGEST_QUERY, "检索条件")
    own = actor.acts_as is None or actor.acts_as == actor.person
    try:
        total, things = await find(page, query, actor, MOST_HITS)
    except SearchError:  # the index is being mended: nothing is known yet
        total, things = MOST_HITS + 1, ()
    moment = now()
    row = SavedSearch(
        person=actor.person,
        post=actor.post if own else None,
        name=name,
        page=page.value,
        query=query,
        told_daily=own and total <= MOST_HITS,
        looked_at=moment,
    )
    async with write_tx():
        await remember(actor)
        if await SavedSearch.count().where(mine(actor) & (SavedSearch.name != "")) >= MOST_SAVED:
            raise TooManyKept(kind=NOUN, most=MOST_SAVED)
        await SavedSearch.insert(row)
        if row.told_daily:
            await remember_hits(row.id, things, actor, moment)
    return int(row.id)


async def rename_search(search_id: int, name: str, *, actor: Actor) -> None:
    """Give it another name. Raises NotFound, FieldMissing, TooLong, KeptNameTaken."""
    found = await saved_one(search_id, actor=actor)
    name = await _name(name, actor, but=search_id)
    async with write_tx():
        await remember(actor)
        await SavedSearch.update({SavedSearch.name: name}).where(SavedSearch.id == found.id)


async def set_told(search_id: int, wanted: bool, find: Find, *, actor: Actor) -> None:
    """Be told of it daily, or not. What came while it was paused is not told afterwards. Raises NotFound, TooWide."""
    found = await saved_one(search_id, actor=actor)
    total, things = await find(found.page, found.query, actor, MOST_HITS) if wanted else (0, ())
    if total > MOST_HITS:
        raise TooWide(most=MOST_HITS)
    moment = now()
    changes: Changes = {SavedSearch.told_daily: wanted}
    if wanted:
        changes |= {SavedSearch.looked_at: moment, SavedSearch.post: actor.post}
    async with write_tx():
        await remember(actor)
        await SavedSearch.update(changes).where(SavedSearch.id == found.id)
        if wanted:
            await remember_hits(found.id, things, actor, moment)


async def delete_search(search_id: int, *, actor: Actor) -> None:
    """Take it away, with what was known of it. Raises NotFound."""
    found = await saved_one(search_id, actor=actor)
    async with write_tx():
        await remember(actor)
        await SavedHit.delete().where(SavedHit.search == found.id)
        changes: Changes = {SavedSearch.withdrawn: True, SavedSearch.told_daily: False, SavedSearch.query: ""}
        await SavedSearch.update(changes).where(SavedSearch.id == found.id)


async def note_search(page: SavedPage, query: str, *, actor: Actor) -> None:
    """Keep a search that somebody makes among his last ones; the same again moves to the front."""
    if actor.person is None or len(query) > LONGEST_QUERY:
        return
    recent = mine(actor) & (SavedSearch.name == "")
    async with write_tx():
        same = recent & (SavedSearch.page == page.value) & (SavedSearch.query == query)
        if not await SavedSearch.update({SavedSearch.looked_at: now()}).where(same).returning(SavedSearch.id):
            row = SavedSearch(person=actor.person, page=page.value, query=query, told_daily=False, looked_at=now())
            await SavedSearch.insert(row)
        rows = await SavedSearch.select(SavedSearch.id).where(recent).order_by(SavedSearch.looked_at, ascending=False)
        old = [one["id"] for one in rows[MOST_RECENT:]]
        if old:
            await SavedSearch.delete().where(SavedSearch.id.is_in(old))


async def forget_searches(*, actor: Actor) -> None:
    """Erase the last searches."""
    async with write_tx():
        await remember(actor)
        await SavedSearch.delete().where(mine(actor) & (SavedSearch.name == ""))


async def _name(name: str, actor: Actor, *, but: int = 0) -> str:
    name = within(name.strip(), LONGEST_NAME, "名称")
    if not name:
        raise FieldMissing(field="名称")
    if await SavedSearch.exists().where(mine(actor) & (SavedSearch.name == name) & (SavedSearch.id != but)):
        raise KeptNameTaken(kind=NOUN, name=name)
    return name
