"""Cases are handed to units whole or not at all; a changed routing keeps what units have done."""

import dataclasses
from datetime import timedelta

import pytest

from cases import tables
from cases.actions.assignments import Chosen, Routing, accept, assign, plan, recall
from cases.actions.returns import decide_return, request_return
from cases.actions.urges import urge
from cases.clock import today
from cases.deadlines import due_on
from cases.errors import (
    ChangedMeanwhile,
    ComesFirst,
    DayUnfit,
    Forbidden,
    NotFound,
    NotFromHere,
    NothingChosen,
    NotOfUnit,
    ReasonMissing,
    StoppedAt,
    TooManyChosen,
    UnitsUnfit,
)
from cases.facts import facts_of
from cases.papers.kinds import paper_of
from cases.papers.reading import matter_of
from cases.vocabulary import Clock, HandlingKind, Role, Track, UrgeForm
from cases.vocabulary.papers import PaperKind
from tests.accounts import actor_as
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio
WHY = "与有关单位协商一致"


@pytest.fixture
async def cast(furnished):
    return await cast_of(units=5)


def routing_of(cast, kind=HandlingKind.LEAD_CO, leads=1, helpers=1, **more):
    return Routing(kind, cast.units[:leads], cast.units[leads : leads + helpers], **more)


async def parts(made):
    rows = sorted(await made.assignments(), key=lambda row: (row["position"], row["id"]))
    return [(row["department"], row["role"], row["state"]) for row in rows]


async def test_a_case_goes_to_its_units_with_the_days_of_its_rules(cast):
    made = await make_case(cast=cast)
    await assign([await made.chosen()], routing_of(cast, helpers=2, instructions="请联合调研"), actor=cast.assigner)
    facts = await facts_of(made.id)
    answer, opinion = (due_on(c, today(), facts.rules, facts.calendar) for c in (Clock.REPLY, Clock.CO_OPINION))
    assert (facts.case["state"], facts.case["due_on"], facts.case["handling_kind"]) == ("assigned", answer, "lead_co")
    assert await parts(made) == [
        (unit, role, "pending_accept") for unit, role in zip(cast.units, ("lead", "co", "co"), strict=False)
    ]
    assert [row["due_on"] for row in facts.assignments] == [answer, opinion, opinion]
    assert {row["instructions"] for row in facts.assignments} == {"请联合调研"}


@pytest.mark.parametrize(
    ("kind", "leads", "helpers"),
    [
        (HandlingKind.SOLE, 0, 0), (HandlingKind.SOLE, 2, 0), (HandlingKind.SOLE, 1, 1), (HandlingKind.LEAD_CO, 1, 0),
        (HandlingKind.LEAD_CO, 2, 1), (HandlingKind.LEAD_CO, 0, 2), (HandlingKind.SPLIT, 1, 0),
        (HandlingKind.SPLIT, 2, 1),
    ],
)  # fmt: skip
async def test_every_way_of_handling_has_its_number_of_units(cast, kind, leads, helpers):
    made = await make_case(cast=cast)
    with pytest.raises(UnitsUnfit):
        await assign([await made.chosen()], routing_of(cast, kind, leads, helpers), actor=cast.assigner)
    assert await made.assignments() == []


async def test_units_that_are_twice_there_ended_or_unknown_are_refused(cast):
    made, unit = await make_case(cast=cast), cast.units[0]
    await tables.Department.update({tables.Department.until: today()}).where(tables.Department.id == cast.units[4])
    for routing in (
        Routing(HandlingKind.LEAD_CO, (unit,), (unit,)),
        Routing(HandlingKind.SOLE, (cast.units[4],)),
        Routing(HandlingKind.SOLE, (987_654,)),
    ):
        with pytest.raises(UnitsUnfit):
            await assign([await made.chosen()], routing, actor=cast.assigner)


async def test_another_day_needs_a_reason_and_the_future(cast):
    made, later = await make_case(cast=cast), today() + timedelta(days=40)
    routing = routing_of(cast, HandlingKind.SOLE, 1, 0, due_on=later)
    with pytest.raises(ReasonMissing):
        await assign([await made.chosen()], routing, actor=cast.assigner)
    with pytest.raises(DayUnfit):
        past = dataclasses.replace(routing, due_on=today(), reason=WHY)
        await assign([await made.chosen()], past, actor=cast.assigner)
    await assign([await made.chosen()], dataclasses.replace(routing, reason=WHY), actor=cast.assigner)
    assert ((await made.row())["due_on"], (await made.assignments())[0]["due_on"]) == (later, later)


async def test_of_many_cases_one_that_cannot_go_stops_all_and_is_named(cast):
    first, second = await make_case(cast=cast), await make_case(cast=cast)
    stale = Chosen(second.id, 1)
    with pytest.raises(StoppedAt) as caught:
        await assign([await first.chosen(), stale], routing_of(cast), actor=cast.assigner)
    assert (await second.row())["number"] in caught.value.which
    assert await first.assignments() == []
    await assign([await first.chosen(), await second.chosen()], routing_of(cast), actor=cast.assigner)
    assert [len(await made.assignments()) for made in (first, second)] == [2, 2]
    with pytest.raises(NothingChosen):
        await assign([], routing_of(cast), actor=cast.assigner)
    with pytest.raises(TooManyChosen):
        await assign([stale] * 500, routing_of(cast), actor=cast.assigner)


async def test_only_the_offices_assign(cast):
    made = await make_case(cast=cast)
    oversight = await actor_as(Role.OVERSIGHT)
    for actor, error in ((cast.submitter, Forbidden), (oversight, Forbidden), (cast.clerk(), NotFound)):
        with pytest.raises(error):
            await assign([await made.chosen()], routing_of(cast), actor=actor)


async def test_a_case_is_taken_back_only_before_anybody_accepted(cast):
    made = await make_case("assigned", cast=cast, units=2)
    await recall(made.id, (await made.row())["version"], WHY, actor=cast.assigner)
    row = await made.row()
    assert (row["state"], row["due_on"], row["handling_kind"]) == ("to_assign", None, None)
    assert {state for _, _, state in await parts(made)} == {"cancelled"}
    await assign([await made.chosen()], routing_of(cast), actor=cast.assigner)
    assert await parts(made) == [(cast.units[0], "lead", "pending_accept"), (cast.units[1], "co", "pending_accept")]
    one = await made.assignment(cast.units[0])
    await accept(one["id"], one["version"], actor=cast.clerk())
    with pytest.raises((ComesFirst, NotFromHere)):
        await recall(made.id, (await made.row())["version"], WHY, actor=cast.assigner)


async def test_a_unit_accepts_its_own_part_once(cast):
    made = await make_case("assigned", cast=cast, units=2)
    one = await made.assignment(cast.units[0])
    for other in (cast.clerk(1), cast.assigner):
        with pytest.raises(Forbidden):
            await accept(one["id"], one["version"], actor=other)
    with pytest.raises(NotFound):
        await accept(one["id"], one["version"], actor=cast.clerk(3))
    await accept(one["id"], one["version"], actor=cast.clerk())
    with pytest.raises(ChangedMeanwhile):
        await accept(one["id"], one["version"], actor=cast.clerk())
    assert (await made.row())["state"] == "in_handling"


async def test_a_co_handler_comes_later_and_the_lead_keeps_what_it_did(cast):
    made = await make_case("in_handling", cast=cast)
    before = await made.assignment(cast.units[0])
    routing = routing_of(cast, helpers=1)
    with pytest.raises(ReasonMissing):
        await assign([await made.chosen()], routing, actor=cast.assigner)
    await assign([await made.chosen()], dataclasses.replace(routing, reason=WHY), actor=cast.assigner)
    lead = await made.assignment(cast.units[0])
    assert (lead["state"], lead["role"], lead["due_on"]) == ("accepted", "lead", before["due_on"])
    assert await parts(made) == [(cast.units[0], "lead", "accepted"), (cast.units[1], "co", "pending_accept")]
    await assign([await made.chosen()], routing_of(cast, HandlingKind.SOLE, helpers=0, reason=WHY), actor=cast.assigner)
    assert (await made.assignment(cast.units[1]))["state"] == "cancelled"
    assert (await made.assignment(cast.units[0]))["role"] == "sole"


async def test_lead_and_co_handler_change_places(cast):
    made = await make_case("in_handling", cast=cast, units=2)
    swapped = Routing(HandlingKind.LEAD_CO, (cast.units[1],), (cast.units[0],), reason=WHY)
    await assign([await made.chosen()], swapped, actor=cast.assigner)
    facts = await facts_of(made.id)
    assert await parts(made) == [(cast.units[1], "lead", "pending_accept"), (cast.units[0], "co", "accepted")]
    days = {row["department"]: row["due_on"] for row in facts.assignments}
    assert days[cast.units[1]] == facts.case["due_on"] > days[cast.units[0]]


async def test_two_units_answer_each_for_itself(cast):
    made = await make_case("in_handling", cast=cast)
    routing = routing_of(cast, HandlingKind.SPLIT, 2, 0, reason=WHY)
    await assign([await made.chosen()], routing, actor=cast.assigner)
    assert await parts(made) == [(cast.units[0], "split", "accepted"), (cast.units[1], "split", "pending_accept")]


async def test_after_a_granted_return_the_new_unit_gets_the_time_that_is_left_or_the_least(cast):
    made = await make_case("in_handling", cast=cast)
    one = await made.assignment(cast.units[0])
    request = await request_return(one["id"], one["version"], WHY, "", cast.units[1], actor=cast.clerk())
    asked = await made.assignment(cast.units[0])
    await decide_return(request, asked["version"], WHY, granted=True, actor=cast.assigner)
    assert (await made.row())["state"] == "to_assign"
    soon = today() + timedelta(days=2)
    await tables.Case.update({tables.Case.due_on: soon}).where(tables.Case.id == made.id)
    await assign([await made.chosen()], Routing(HandlingKind.SOLE, (cast.units[1],)), actor=cast.assigner)
    facts = await facts_of(made.id)
    least = due_on(Clock.AFTER_REASSIGNMENT, today(), facts.rules, facts.calendar)
    assert [(a["department"], a["due_on"]) for a in facts.live] == [(cast.units[1], least)]
    assert facts.case["due_on"] == least


async def test_a_unit_plans_with_its_own_people(cast):
    made, unit = await make_case("in_handling", cast=cast), cast.units[0]
    handler = await actor_as(Role.HANDLER, unit=unit)
    approver = await actor_as(Role.APPROVER, unit=unit)
    one = await made.assignment(unit)
    with pytest.raises(NotOfUnit):
        await plan(one["id"], one["version"], cast.clerk(1).person, None, actor=cast.clerk())
    with pytest.raises(NotOfUnit):
        await plan(one["id"], one["version"], handler.person, handler.person, actor=cast.clerk())
    with pytest.raises(ComesFirst):
        await plan(one["id"], one["version"], None, approver.person, actor=cast.clerk())
    await plan(one["id"], one["version"], handler.person, approver.person, actor=cast.clerk())
    row = await made.assignment(unit)
    assert (row["state"], row["handler"], row["approver"]) == ("working", handler.person, approver.person)


async def test_every_letter_has_its_number_without_gaps_and_prints_it(cast):
    cases = [await make_case(cast=cast, track=track) for track in (Track.CPPCC, Track.NPC, Track.CPPCC)]
    chosen, first = [await made.chosen() for made in cases], f"〔{today().year}〕"
    await assign(chosen[:2], routing_of(cast), actor=cast.assigner)
    with pytest.raises(ChangedMeanwhile):
        await assign(chosen[:1], routing_of(cast, helpers=2, reason=WHY), actor=cast.assigner)
    await assign(chosen[2:], routing_of(cast, helpers=0, kind=HandlingKind.SOLE), actor=cast.assigner)
    numbers = [{row["doc_no"] for row in await made.assignments()} for made in cases]
    assert numbers == [{f"{first}1号"}, {f"{first}1号"}, {f"{first}2号"}], "one notice, one number, whatever its track"
    lead = (await cases[2].assignments())[0]
    await request_return(lead["id"], lead["version"], WHY, "", cast.units[2], actor=cast.clerk())
    part = (await cases[0].assignments())[0]
    await urge([Chosen(part["id"], part["version"])], UrgeForm.LETTER, WHY, actor=cast.assigner)
    for kind, made, number in (
        (PaperKind.ASSIGNMENT_NOTICE, cases[2], f"{first}2号"), (PaperKind.RETURN_REQUEST, cases[2], f"{first}1号"),
        (PaperKind.URGE_NOTICE, cases[0], f"{first}1号"),
    ):  # fmt: skip
        of = lead["id"] if kind is PaperKind.ASSIGNMENT_NOTICE else None
        assert paper_of(kind, await matter_of(made.id, actor=cast.assigner), of).doc_no == number
