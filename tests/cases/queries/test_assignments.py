"""What the form for units knows: who waits, whose wish it was, which days the rules give, where a return points."""

import pytest

from cases import tables
from cases.actions.returns import decide_return, request_return
from cases.clock import today
from cases.deadlines import due_of
from cases.errors import NotFound
from cases.facts import facts_of
from cases.queries.assignments import routed_cases, waiting_cases
from cases.vocabulary import Clock, Track, WishBy
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio
WHY = "职责在另一个单位"


@pytest.fixture
async def cast(furnished):
    return await cast_of()


async def test_only_filed_cases_wait_the_longest_first(cast):
    made = [await make_case(state, cast=cast) for state in ("in_review", "filed", "filed", "assigned")]
    await tables.UnitWish.insert(tables.UnitWish(case=made[1].id, department=cast.units[1], said_by="reviewer"))
    rows = await waiting_cases(actor=cast.assigner)
    assert ([row.id for row in rows.rows], rows.total) == ([made[1].id, made[2].id], 2)
    assert [(wish.unit, wish.by) for wish in rows.rows[0].wishes] == [(cast.units[1], WishBy.REVIEWER)]
    number = rows.rows[1].number
    assert [row.id for row in (await waiting_cases(actor=cast.assigner, text=number)).rows] == [made[2].id]
    assert (await waiting_cases(actor=cast.assigner, track=Track.NPC)).total == 0
    assert (await waiting_cases(actor=cast.clerk())).total == 0


async def test_a_case_brings_its_days_and_after_a_return_the_proposed_unit(cast):
    made = await make_case("in_handling", cast=cast, units=2)
    facts = await facts_of(made.id)
    lead = await made.assignment(cast.units[0])
    request = await request_return(lead["id"], lead["version"], WHY, "", cast.units[2], actor=cast.clerk())
    seen = (await made.assignment(cast.units[0]))["version"]
    await decide_return(request, seen, WHY, granted=True, actor=cast.assigner)
    (case,) = await routed_cases([made.id, made.id], actor=cast.assigner)
    assert (case.proposed, case.returns, case.takes_over) == (cast.units[2], 1, True)
    assert [part.unit for part in case.parts] == [cast.units[1]]
    assert case.opinion == due_of(Clock.CO_OPINION, today(), facts.rules, facts.calendar)
    fresh = await make_case("filed", cast=cast)
    (case,) = await routed_cases([fresh.id], actor=cast.assigner)
    assert case.answer == due_of(Clock.REPLY, today(), facts.rules, facts.calendar) and not case.takes_over


async def test_a_case_that_one_cannot_see_is_not_found(cast):
    made = await make_case("filed", cast=cast)
    with pytest.raises(NotFound):
        await routed_cases([made.id], actor=cast.clerk())
    with pytest.raises(NotFound):
        await routed_cases([987_654], actor=cast.assigner)
