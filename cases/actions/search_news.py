"""What is new in saved searches: each looked at once a working day, its owner told of new hits and of changed states.

A hit is remembered in the state it was told in, in the same transaction as the notice, so nothing is told twice. What
the owner did himself is remembered and not told. Hits pass ``visible_to`` when they are looked at and again when the
mail is written.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from cases.calendars import working_calendar
from cases.clock import BEIJING, now
from cases.database import insert_rows, write_tx
from cases.fulltext import SearchError
from cases.notices import tell_one
from cases.pacing import Stint
from cases.queries.saved_hits import Seen, Thing, seen_now
from cases.queries.saved_searches import News, news_of, searcher_of
from cases.tables import JournalEntry, SavedHit, SavedSearch
from cases.vocabulary import Event, Machine
from cases.vocabulary.searches import (
    COUNTED_CHANGED,
    COUNTED_NEW,
    LINE_CHANGED,
    LINE_NEW,
    LINES_MORE,
    LINES_OFF,
    TOO_MANY,
    HitNews,
    SavedPage,
)
from cases.working_days import is_working

HOUR = time(8, 30)
# A search that finds more is not told of: nobody reads so many changes, and the daily round must stay short.
MOST_HITS = 1_000
MOST_LINES = 10
_AT_ONCE = 500
Row = Mapping[str, Any]
# Page, query, whose eyes, how many at most → how many there are, and the first of them.
Find = Callable[[SavedPage, str, Any, int], Awaitable[tuple[int, tuple[Thing, ...]]]]


async def tell_news(find: Find, at: datetime | None = None) -> int:
    """Look at every search that was not looked at today, where it is time; how many owners' notices were made."""
    here = (at or now()).astimezone(BEIJING)
    if here.time() < HOUR:
        return 0
    midnight = datetime.combine(here.date(), time(), BEIJING)
    ahead = SavedSearch.looked_at >= midnight + timedelta(days=1)  # by a clock that ran ahead
    open_ = SavedSearch.told_daily.eq(True) & SavedSearch.withdrawn.eq(False)
    where = open_ & ((SavedSearch.looked_at < midnight) | ahead)
    due = await SavedSearch.select().where(where).order_by(SavedSearch.id)
    if not due or not is_working(await working_calendar(), here.date()):
        return 0
    told, stint = 0, Stint()
    for row in due:
        try:
            told += await look(row, find, here)
        except SearchError:  # the index is being mended: the next round tries again
            break
        await stint.pause()
    return told


async def look(search: Row, find: Find, at: datetime) -> bool:
    """Look at one search; whether its owner is told of something. at: the moment that is written down."""
    actor = await searcher_of(search["post"], search["person"])
    if actor is None:
        return await _rest(search, at)
    total, things = await find(SavedPage(search["page"]), search["query"], actor, MOST_HITS)
    if total > MOST_HITS:
        return await _give_up(search, at)
    known = {(row["thing"], row["thing_id"]): row for row in await hits_of(search["id"])}
    seen = await seen_now({*known, *things}, actor=actor)
    fresh = {thing: seen[thing] for thing in things if thing in seen and thing not in known}
    changed = {thing: one for thing, one in seen.items() if thing in known and one.state != known[thing]["state"]}
    own = await _own((*fresh.values(), *changed.values()), search["person"], search["looked_at"])
    async with write_tx():
        if not await _taken(search, at):
            return False
        await _keep(search["id"], fresh, HitNews.NEW, own, at)
        await _change(known, changed, own, at)
        counts = [
            said.format(count=count)
            for said, those in ((COUNTED_NEW, fresh), (COUNTED_CHANGED, changed))
            if (count := len(those.keys() - own))
        ]
        if counts:
            await _tell(search, "，".join(counts), at)
    return bool(counts)


async def remember_hits(search_id: int, things: Iterable[Thing], actor: Any, at: datetime) -> None:
    """Take what a search finds now as known, inside ``write_tx``: from here on, only what comes after is told."""
    known = {(row["thing"], row["thing_id"]): row for row in await hits_of(search_id)}
    seen = await seen_now({*known, *things}, actor=actor)
    fresh = {thing: one for thing, one in seen.items() if thing not in known}
    changed = {thing: one for thing, one in seen.items() if thing in known and one.state != known[thing]["state"]}
    await _keep(search_id, fresh, HitNews.NEW, frozenset(fresh), at)
    await _change(known, changed, frozenset(changed), at)


async def hits_of(search_id: int) -> list[dict[str, Any]]:
    """What a search has found before."""
    columns = (SavedHit.id, SavedHit.thing, SavedHit.thing_id, SavedHit.state)
    return await SavedHit.select(*columns).where(SavedHit.search == search_id)


async def news_lines(link: str, person: int, since: datetime) -> tuple[str, ...]:
    """The hits behind a notice of a search as its owner may see them now, a line each; empty where none is left.

    link: of the notice, which ends with the number of the search; since: when the notice was made.
    """
    row = await SavedSearch.select().where(SavedSearch.id == int(link.rpartition("/")[2])).first()
    actor = await searcher_of(row["post"], person) if row and not row["withdrawn"] else None
    if row is None or actor is None:
        return ()
    # The hits were written a moment before the notice.
    news = await news_of(row["id"], actor=actor, since=since - timedelta(minutes=1))
    lines = [_line(one) for one in news[:MOST_LINES]]
    more = [LINES_MORE.format(count=len(news) - MOST_LINES)] if len(news) > MOST_LINES else []
    return (*lines, *more, LINES_OFF) if lines else ()


def _line(one: News) -> str:
    said = LINE_NEW if one.why is HitNews.NEW else LINE_CHANGED
    return said.format(what=one.seen.outside, state=one.seen.state_label)


async def _taken(search: Row, at: datetime) -> bool:
    """Whether this round is the one that looks: another may have, or the owner has paused it meanwhile."""
    where = (SavedSearch.id == search["id"]) & (SavedSearch.looked_at == search["looked_at"])
    where = where & SavedSearch.told_daily.eq(True) & SavedSearch.withdrawn.eq(False)
    return bool(await SavedSearch.update({SavedSearch.looked_at: at}).where(where).returning(SavedSearch.id))


async def _rest(search: Row, at: datetime) -> bool:
    """Nobody to tell: his account is closed or the post is over."""
    async with write_tx():
        await _taken(search, at)
    return False


async def _give_up(search: Row, at: datetime) -> bool:
    async with write_tx():
        if not await _taken(search, at):
            return False
        await SavedSearch.update({SavedSearch.told_daily: False}).where(SavedSearch.id == search["id"])
        await _tell(search, TOO_MANY.format(most=MOST_HITS), at)
    return True


async def _tell(search: Row, words: str, at: datetime) -> None:
    occasion = at.date().isoformat()
    await tell_one(
        Event.SEARCH_NEWS, search["person"], search["id"], about=search["name"], words=words, occasion=occasion
    )


async def _keep(
    search_id: int, fresh: Mapping[Thing, Seen], why: HitNews, silent: frozenset[Thing], at: datetime
) -> None:
    rows = [
        {
            "search": search_id,
            "thing": thing[0],
            "thing_id": thing[1],
            "state": one.state,
            "told": "" if thing in silent else why.value,
            "told_at": None if thing in silent else at,
        }
        for thing, one in fresh.items()
    ]
    await insert_rows(SavedHit, rows)


async def _change(
    known: Mapping[Thing, Row], changed: Mapping[Thing, Seen], silent: frozenset[Thing], at: datetime
) -> None:
    alike: dict[tuple[str, bool], list[int]] = {}
    for thing, one in changed.items():
        alike.setdefault((one.state, thing in silent), []).append(known[thing]["id"])
    for (state, quiet), ids in alike.items():
        await SavedHit.update(
            {
                SavedHit.state: state,
                SavedHit.told: "" if quiet else HitNews.CHANGED.value,
                SavedHit.told_at: None if quiet else at,
            }
        ).where(SavedHit.id.is_in(ids))


async def _own(seen: Iterable[Seen], person: int, since: datetime) -> frozenset[Thing]:
    """Those that came to be what they are by the owner's own act.

    What follows from an act by rule is written by the system right after it, and belongs to whoever acted.
    """
    listed = list(seen)
    promises = {one.id for one in listed if one.thing == Machine.COMMITMENT.value}
    by_case = await _last_acts([one.case for one in listed if one.case is not None], since)
    by_promise = await _last_acts([one.case for one in listed if one.id in promises and one.case], since, promises)
    found = set()
    for one in listed:
        author = by_promise.get(one.id) if one.thing == Machine.COMMITMENT.value else by_case.get(one.case or 0)
        if author == person:
            found.add((one.thing, one.id))
    return frozenset(found)


async def _last_acts(
    cases: Iterable[int | None], since: datetime, promises: set[int] | None = None
) -> dict[int, int | None]:
    """Who last changed the state of each case, or of each of the promises."""
    wanted = sorted({case for case in cases if case is not None})
    columns = (
        JournalEntry.case, JournalEntry.thing, JournalEntry.thing_id, JournalEntry.person, JournalEntry.old,
        JournalEntry.new,
    )  # fmt: skip
    acting: dict[int, int | None] = {}
    found: dict[int, int | None] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        where = JournalEntry.case.is_in(wanted[at : at + _AT_ONCE]) & (JournalEntry.at >= since)
        for row in await JournalEntry.select(*columns).where(where).order_by(JournalEntry.seq):
            acting[row["case"]] = row["person"] or acting.get(row["case"])
            moved = (row["old"] or "") != (row["new"] or "").partition(":")[0]
            if promises is None and row["thing"] == Machine.CASE.value and moved:
                found[row["case"]] = acting[row["case"]]
            elif promises is not None and row["thing"] == Machine.COMMITMENT.value and row["thing_id"] in promises:
                found[row["thing_id"]] = acting[row["case"]]
    return found
