"""The queue: who is asked for what, in which order, each number from the rows behind it."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import tables
from cases.actions.assignments import Routing, assign
from cases.actor import PUBLIC
from cases.clock import today
from cases.deadlines import due_on
from cases.facts import facts_of
from cases.queries.queue import SORTS, QueueFilter, QueueRow, first_task, fits, ordered, queue_of
from cases.queries.waiting import SHARED, tasks_of, work_of
from cases.vocabulary import CaseState, Clock, HandlingKind, Light, QueueTab, Role, Track, Waiting
from tests.accounts import actor_as
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio

rows_ = st.builds(
    QueueRow,
    case_id=st.integers(1, 50),
    number=st.one_of(st.none(), st.integers(1, 3000).map(str)),
    title=st.text(max_size=5),
    track=st.sampled_from([Track.CPPCC, Track.NPC]),
    state=st.just(CaseState.IN_HANDLING),
    waiting=st.sampled_from(Waiting),
    what=st.just(""),
    thing=st.integers(1, 50),
    seen=st.just(1),
    unit=st.none(),
    due_on=st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2027, 1, 1))),
    light=st.sampled_from([Light.RED, Light.ORANGE, Light.YELLOW, Light.GREEN]),
    left=st.just(""),
)


@given(st.lists(rows_, max_size=30), st.randoms(use_true_random=False))
def test_red_before_yellow_before_green_then_by_day_then_by_number_never_by_chance(rows, chance):
    found = ordered(rows, QueueFilter())
    colours = ["red", "yellow", "green"]
    keys = [
        (colours.index(r.colour), r.due_on or date.max, int(r.number) if r.number else 10**9, r.case_id) for r in found
    ]
    assert keys == sorted(keys)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    same = [(r.case_id, r.waiting, r.thing, r.due_on, r.colour, r.number) for r in ordered(shuffled, QueueFilter())]
    assert same == [(r.case_id, r.waiting, r.thing, r.due_on, r.colour, r.number) for r in found]


@given(st.lists(rows_, max_size=20), st.sampled_from(SORTS))
def test_an_order_loses_nothing(rows, sort):
    assert sorted(map(repr, ordered(rows, QueueFilter(sort=sort)))) == sorted(map(repr, rows))


@given(rows_)
def test_a_row_fits_exactly_one_light_and_its_own_words(row):
    assert sum(fits(row, QueueFilter(light=light)) for light in ("red", "yellow", "green")) == 1
    assert fits(row, QueueFilter(waiting=row.waiting, track=row.track, text=row.title))


@pytest.fixture
async def cast(furnished):
    return await cast_of()


async def kinds(actor):
    return dict((await queue_of(QueueFilter(), actor=actor)).kinds)


async def test_a_case_moves_from_desk_to_desk(cast):
    made = await make_case("submitted", cast=cast)
    assert await kinds(cast.reviewer) == {Waiting.TO_REVIEW: 1}
    made = await make_case("filed", cast=cast)
    assert await kinds(cast.assigner) == {Waiting.TO_ASSIGN: 1}
    routing = Routing(HandlingKind.LEAD_CO, cast.units[:1], cast.units[1:2])
    await assign([await made.chosen()], routing, actor=cast.assigner)
    assert await kinds(cast.assigner) == {}
    assert await kinds(cast.clerk()) == await kinds(cast.clerk(1)) == {Waiting.TO_ACCEPT: 1}
    assert await kinds(cast.clerk(2)) == {}


async def test_what_waits_is_not_counted_again_as_in_hand_or_done(cast):
    for state in ("assigned", "in_handling", "in_handling"):
        await make_case(state, cast=cast)
    for actor in (cast.clerk(), cast.assigner, cast.reviewer, cast.submitter):
        tabs = {tab: await queue_of(QueueFilter(tab=tab), actor=actor, per_page=100) for tab in QueueTab}
        cases = {tab: {row.case_id for row in tabs[tab].rows.rows} for tab in QueueTab}
        for one, other in itertools.combinations((QueueTab.TO_DO, QueueTab.DOING, QueueTab.DONE), 2):
            assert not cases[one] & cases[other], (actor.role, one, other)
        for tab in QueueTab:
            assert tabs[tab].rows.total == tabs[tab].counts[tab] == len(tabs[tab].rows.rows)


async def test_the_day_of_a_task_is_the_one_its_rules_give(cast):
    made = await make_case("assigned", cast=cast)
    row = (await queue_of(QueueFilter(), actor=cast.clerk())).rows.rows[0]
    facts = await facts_of(made.id)
    assert row.due_on == due_on(Clock.ACCEPT, today(), facts.rules, facts.calendar)
    await tables.Assignment.update({tables.Assignment.assigned_on: today() - timedelta(days=30)}).where(
        tables.Assignment.case == made.id
    )
    late = (await queue_of(QueueFilter(), actor=cast.clerk())).rows.rows[0]
    assert (late.light is Light.YELLOW and late.left.startswith("超期")) or late.light is Light.RED


async def test_oversight_sees_what_is_late_and_what_is_near_but_not_what_has_time(cast):
    oversight = await actor_as(Role.OVERSIGHT)
    for days in (-5, 3, 80):
        made = await make_case("in_handling", cast=cast)
        day = {tables.Assignment.due_on: today() + timedelta(days=days)}
        await tables.Assignment.update(day).where(tables.Assignment.case == made.id)
    assert await kinds(oversight) == {Waiting.OVERDUE: 1, Waiting.NEAR: 1}


@pytest.mark.parametrize("role", sorted(SHARED))
async def test_an_office_that_watches_over_everything_has_one_desk(cast, role):
    one, other = await actor_as(role), await actor_as(role)
    for state in ("filed", "assigned", "in_handling"):
        made = await make_case(state, cast=cast)
        day = {tables.Assignment.due_on: today() - timedelta(days=5)}
        await tables.Assignment.update(day).where(tables.Assignment.case == made.id)
    assert one.person != other.person
    assert await tasks_of(one) == await tasks_of(other)
    assert await work_of(one) == await work_of(other) != []


async def test_a_handler_has_what_names_him(cast):
    unit = cast.units[0]
    handler, other = await actor_as(Role.HANDLER, unit=unit), await actor_as(Role.HANDLER, unit=unit)
    made = await make_case("in_handling", cast=cast)
    part = tables.Assignment.case == made.id
    await tables.Assignment.update({tables.Assignment.handler: handler.person}).where(part)
    assert await kinds(handler) == {Waiting.TO_ANSWER: 1}
    assert await kinds(other) == {}


async def test_the_next_task_is_another_case_where_there_is_one(cast):
    assert await first_task(actor=cast.clerk()) is None
    one = await make_case("assigned", cast=cast)
    assert (await first_task(actor=cast.clerk(), after=one.id)).case_id == one.id
    two = await make_case("assigned", cast=cast)
    assert (await first_task(actor=cast.clerk(), after=one.id)).case_id == two.id


async def test_nobody_has_a_queue_who_may_not_act(cast):
    await make_case("in_handling", cast=cast)
    queue = await queue_of(QueueFilter(), actor=PUBLIC)
    assert set(queue.counts.values()) == {0}
