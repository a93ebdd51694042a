"""The searches somebody keeps, the last ones he made, and what was told of each."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from piccolo.custom_types import Combinable

from cases.actor import Actor
from cases.clock import now, today
from cases.errors import NotFound
from cases.permissions import visible_to
from cases.queries.saved_hits import Seen, seen_now
from cases.tables import Account, Post, SavedHit, SavedSearch
from cases.vocabulary import Role
from cases.vocabulary.searches import HitNews, SavedPage

NOUN = "保存的检索"
# How long what was told stays on the page of a search, and how many lines at most.
SHOWN_FOR = timedelta(days=30)
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class SavedRow:
    """One search. query: what stands after the question mark. post: in which it was saved; fresh: how many hits were
    told of in the last week."""

    id: int
    name: str
    page: SavedPage
    query: str
    told_daily: bool
    looked_at: datetime | None
    created_at: datetime
    fresh: int = 0

    @property
    def address(self) -> str:
        return f"/{self.page.value}?{self.query}"


@dataclass(frozen=True, slots=True)
class News:
    """One hit that was told of, and why; state: as it was told."""

    why: HitNews
    state: str
    at: datetime
    seen: Seen


async def saved_list(*, actor: Actor) -> tuple[SavedRow, ...]:
    """One's own with a name, the newest first."""
    where = mine(actor) & (SavedSearch.name != "")
    rows = await SavedSearch.select().where(where).order_by(SavedSearch.id, ascending=False)
    week = now() - timedelta(days=7)
    told = await SavedHit.select(SavedHit.search).where(
        SavedHit.search.is_in([row["id"] for row in rows] or [0]) & (SavedHit.told_at >= week)
    )
    fresh: dict[int, int] = {}
    for row in told:
        fresh[row["search"]] = fresh.get(row["search"], 0) + 1
    return tuple(_row(row, fresh.get(row["id"], 0)) for row in rows)


async def recent_list(*, actor: Actor) -> tuple[SavedRow, ...]:
    """The last searches without a name, the newest first; nobody else sees them."""
    where = mine(actor) & (SavedSearch.name == "")
    rows = await SavedSearch.select().where(where).order_by(SavedSearch.looked_at, ascending=False)
    return tuple(_row(row) for row in rows)


async def saved_one(search_id: int, *, actor: Actor) -> SavedRow:
    """One of one's own. Raises NotFound."""
    row = await SavedSearch.select().where(mine(actor) & (SavedSearch.id == search_id)).first()
    if row is None:
        raise NotFound(kind=NOUN, key=str(search_id))
    return _row(row)


async def news_of(search_id: int, *, actor: Actor, since: datetime | None = None) -> tuple[News, ...]:
    """What was told of a search, the newest first, as far as the actor may see it now. since: else the last month."""
    where = (SavedHit.search == search_id) & (SavedHit.told_at >= (since or now() - SHOWN_FOR))
    rows = await SavedHit.select().where(where).order_by(SavedHit.told_at, ascending=False).limit(MOST_SHOWN)
    seen = await seen_now([(row["thing"], row["thing_id"]) for row in rows], actor=actor)
    return tuple(
        News(HitNews(row["told"]), row["state"], row["told_at"], one)
        for row in rows
        if row["told"] and (one := seen.get((row["thing"], row["thing_id"]))) is not None
    )


async def searcher_of(post: int | None, person: int) -> Actor | None:
    """Who searches again for somebody: he in the post that he saved the search in; None where he no longer holds it or
    his account is closed."""
    p: Any = Post
    runs = (p.since.is_null() | (p.since <= today())) & (p.until.is_null() | (p.until >= today()))
    columns = (p.id, p.role, p.level, p.department, p.body, p.person.name.as_alias("name"))
    row = await p.select(*columns).where((p.id == (post or 0)) & (p.person == person) & runs).first()
    living = await Account.exists().where((Account.person == person) & Account.disabled_at.is_null())
    if row is None or not living:
        return None
    return Actor(
        name=row["name"],
        role=Role(row["role"]),
        person=person,
        unit=row["department"],
        body=row["body"],
        post=row["id"],
        level=row["level"],
    )


def mine(actor: Actor) -> Combinable:
    """Searches are a person's own: whoever stands in for a colleague does not see that colleague's."""
    own = SavedSearch.person == (actor.person or 0)
    return visible_to(actor, SavedSearch) & own & SavedSearch.withdrawn.eq(False)


def _row(row: dict[str, Any], fresh: int = 0) -> SavedRow:
    return SavedRow(
        id=row["id"],
        name=row["name"],
        page=SavedPage(row["page"]),
        query=row["query"],
        told_daily=row["told_daily"],
        looked_at=row["looked_at"],
        created_at=row["created_at"],
        fresh=fresh,
    )
