"""What saved searches tell: each hit once, each change of state once, nothing of one's own doing, nothing unseen."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import clock, journal
from cases import database as door
from cases.actions.digests import queue_digests
from cases.actions.saved_searches import delete_search, save_search, set_told
from cases.actions.search_news import MOST_HITS, tell_news
from cases.actor import Actor
from cases.clock import BEIJING, now
from cases.database import write_tx
from cases.errors import TooWide
from cases.queries.saved_searches import news_of, saved_one
from cases.tables import Case, Notice, OutboxMessage, SavedHit, SavedSearch
from cases.vocabulary import Role, Verb
from cases.vocabulary.searches import SavedPage
from tests.cases.told_case import made, told_case
from tests.situations import once

pytestmark = pytest.mark.anyio
STATES = ("in_handling", "replied", "concluded")


def who(world, name, role, **more):
    return Actor(name, role, person=world.people[name], post=world.posts[name], **more)


async def several():
    """Four cases beside the first."""
    world = await told_case()
    async with write_tx():
        world.cases = [
            await made(
                Case,
                track="cppcc",
                title=f"关于第{n}件事的提案",
                number_raw=f"09{n}",
                state=STATES[0],
                audience="public",
            )
            for n in range(4)
        ]
    return world


def finds(*cases):
    """A search that finds these cases, as the index would."""
    held = list(cases)

    async def find(page, query, actor, most):
        return len(held), tuple(("case", case) for case in held[:most])

    find.held = held
    return find


async def turn(case, state, actor):
    """A case passes into a state by somebody's act; the system may write it after him."""
    old = (await Case.select(Case.state).where(Case.id == case))[0]["state"]
    async with write_tx():
        await Case.update({Case.state: state}).where(Case.id == case)
        await journal.record(actor, Verb.CONCLUDE, "case", case, case=case, old=old, new=state)


def morning(day):
    """A working Monday and the days after it, at nine."""
    return (now() + timedelta(days=7 - now().astimezone(BEIJING).weekday() + day)).astimezone(BEIJING).replace(hour=9)


async def told_lines(search, actor):
    return sorted((one.why.value, one.seen.id, one.state) for one in await news_of(search, actor=actor))


async def test_each_hit_and_each_change_is_told_once_search_9(database):
    world = await once(several)
    me, other = who(world, "督办", Role.OVERSIGHT), who(world, "交办", Role.ASSIGNER)
    find = finds(*world.cases[:2])
    search = await save_search(SavedPage.CASES, "", "第几件事", find, actor=me)
    find.held.append(world.cases[2])
    await turn(world.cases[0], "replied", other)
    await turn(world.cases[1], "replied", me)
    with clock.at(morning(0)):
        assert await tell_news(find) == 1
        assert await tell_news(find) == 0
        # The case that left the search because its state changed is told of; what I did myself is not.
        assert await told_lines(search, me) == [
            ("changed", world.cases[0], "replied"), ("new", world.cases[2], STATES[0]),
        ]  # fmt: skip
        notice = (await Notice.select().where(Notice.person == me.person))[0]
        assert "新增命中 1 条，状态变化 1 条" in notice["told"]
        await Case.update({Case.audience: "office"}).where(Case.id == world.cases[0])
        await Case.update({Case.audience: "own"}).where(Case.id == world.cases[2])
        assert await queue_digests() == 1
        body = (await OutboxMessage.select())[0]["body"]
        # The mail is written from what may be seen at that hour, without the title of what is not public.
        assert "状态变为“已答复”：提案090号" in body and "第0件事" not in body and "092" not in body
        assert "/saved_searches/" in body
    with clock.at(morning(1)):
        assert await tell_news(find) == 0


async def test_on_days_off_and_when_paused_nothing_is_looked_at(database):
    world = await once(several)
    me = who(world, "督办", Role.OVERSIGHT)
    find = finds()
    search = await save_search(SavedPage.CASES, "", "一件也没有", find, actor=me)
    find.held += world.cases
    with clock.at(morning(5)):
        assert await tell_news(find) == 0
    await set_told(search, False, find, actor=me)
    with clock.at(morning(7)):
        assert await tell_news(find) == 0
        await set_told(search, True, find, actor=me)
    with clock.at(morning(8)):  # what came while it was paused is known
        assert await tell_news(find) == 0
    find.held += [0] * MOST_HITS
    with clock.at(morning(9)):
        assert await tell_news(find) == 1
        assert not (await saved_one(search, actor=me)).told_daily
    with pytest.raises(TooWide):
        await set_told(search, True, find, actor=me)
    await delete_search(search, actor=me)
    assert not await SavedHit.exists() and (await SavedSearch.select())[0]["query"] == ""


async def test_who_has_lost_his_post_is_told_nothing(database):
    world = await once(several)
    me = who(world, "督办", Role.OVERSIGHT)
    find = finds()
    elsewhere = Actor("督办", Role.OVERSIGHT, me.person, post=world.posts["交办"])
    await save_search(SavedPage.CASES, "", "旧岗位", find, actor=elsewhere)
    find.held += world.cases
    with clock.at(morning(0)):
        assert await tell_news(find) == 0


@pytest.fixture
async def on_sqlite(sqlite_url, anyio_backend):
    """An open database; the sequences of days are not the database's matter."""
    await door.open_database(sqlite_url, migrated=False)
    yield door.engine()
    await door.close()


_worlds = {}


async def again(database):
    """The same four cases for each example, as they were in the beginning."""
    world = _worlds.get(id(database)) or await several()
    _worlds[id(database)] = world
    await SavedHit.delete(force=True)
    await SavedSearch.delete(force=True)
    await Notice.delete(force=True)
    await Case.update({Case.state: STATES[0], Case.audience: "public"}).where(Case.id.is_in(world.cases))
    return world


acts = st.lists(
    st.tuples(st.sampled_from(["find", "lose", "turn", "turn myself", "hide", "show", "run"]), st.integers(0, 3)),
    max_size=14,
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts)
async def test_over_any_days_the_told_changes_are_those_that_happened(on_sqlite, run):
    """Whatever happens between the rounds: new is told once at most, a state only when it differs from the last known,
    and what cannot be seen not at all."""
    world = await again(on_sqlite)
    me, other = who(world, "委员", Role.SUBMITTER), who(world, "交办", Role.ASSIGNER)
    find, told, day = finds(), [], 0
    search = await save_search(SavedPage.CASES, "", "任意几天", find, actor=me)
    for what, n in [*run, ("run", 0)]:
        case = world.cases[n]
        row = (await Case.select().where(Case.id == case))[0]
        if what == "find" and case not in find.held:
            find.held.append(case)
        elif what == "lose" and case in find.held:
            find.held.remove(case)
        elif what.startswith("turn"):
            state = STATES[(STATES.index(row["state"]) + 1) % 3]
            await turn(case, state, me if what == "turn myself" else other)
        elif what in ("hide", "show"):
            await Case.update({Case.audience: "office" if what == "hide" else "public"}).where(Case.id == case)
        elif what == "run":
            hidden = {c for c in world.cases if (await Case.select().where(Case.id == c))[0]["audience"] == "office"}
            at = morning(day // 5 * 7 + day % 5)
            day += 1
            with clock.at(at):
                await tell_news(find)
                fresh = [r for r in await SavedHit.select() if r["told_at"] is not None and r["told_at"] >= at]
            assert not {r["thing_id"] for r in fresh} & hidden
            told += [(r["told"], r["thing_id"]) for r in fresh]
    assert len({case for why, case in told if why == "new"}) == sum(why == "new" for why, _ in told)
    for row in await SavedHit.select().where(SavedHit.search == search):
        now_in = (await Case.select().where(Case.id == row["thing_id"]))[0]
        assert row["state"] == now_in["state"] or now_in["audience"] == "office"
