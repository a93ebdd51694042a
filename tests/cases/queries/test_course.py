"""The course of a living case: told to those who take part in it, true to its state, with only their own buttons."""

from dataclasses import replace
from datetime import date

import pytest

from cases import tables
from cases.actor import PUBLIC
from cases.database import write_tx
from cases.facts import facts_of
from cases.journal import record
from cases.queries.course import STEPS, case_course, timeline_of
from cases.vocabulary import OFFICE_OF, CaseState, Light, Role, Step, Track, Verb
from cases.workflow import offers
from tests.accounts import actor_as
from tests.cases.tables.rules import new_row
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio
REACHED = (
    CaseState.DRAFT,
    CaseState.SUBMITTED,
    CaseState.IN_REVIEW,
    CaseState.FILED,
    CaseState.ASSIGNED,
    CaseState.IN_HANDLING,
)


@pytest.fixture
async def cast(furnished):
    return await cast_of()


async def test_whoever_has_no_part_is_told_nothing(cast):
    made = await make_case(CaseState.IN_HANDLING, cast=cast)
    assert await case_course(made.id, actor=PUBLIC) is None
    other = await actor_as(Role.CLERK, unit=cast.units[2])
    assert await case_course(made.id, actor=other) is None
    assert await case_course(made.id, actor=await actor_as(Role.ADMIN)) is None
    assert await case_course(987_654, actor=cast.reviewer) is None


async def test_an_archived_case_has_no_course(cast):
    row = await new_row(tables.Case, audience="public", title="关于托育的建议")
    assert await case_course(row["id"], actor=cast.assigner) is None


async def test_rail_and_holder_follow_the_state(cast):
    for state in REACHED:
        made = await make_case(state, cast=cast, units=2)
        course = await case_course(made.id, actor=cast.submitter)
        assert course is not None
        assert course.state is state
        assert [s.step for s in course.rail] == list(Step)
        assert [s.step for s in course.rail if s.current] == [STEPS[state]]
        at = list(Step).index(STEPS[state])
        assert all(s.done_on for s in course.rail[:at])
        assert not any(s.done_on for s in course.rail[at:])
        if state is CaseState.DRAFT:
            assert course.holder == Role.SUBMITTER.label
        elif state in (CaseState.SUBMITTED, CaseState.IN_REVIEW, CaseState.FILED):
            assert course.holder == OFFICE_OF[Track.CPPCC]
        else:
            assert course.holder == "、".join(unit.unit for unit in course.units)
            assert course.due_on is not None
            assert course.limit is not None
            assert course.due_on < course.limit


async def test_units_are_shown_lead_first_each_with_its_own_light(cast):
    made = await make_case(CaseState.IN_HANDLING, cast=cast, units=3)
    await tables.Assignment.update({tables.Assignment.due_on: date(2020, 1, 1)}).where(
        tables.Assignment.department == cast.units[1]
    )
    course = await case_course(made.id, actor=cast.assigner)
    assert [unit.role.value for unit in course.units] == ["lead", "co", "co"]
    assert [unit.department for unit in course.units] == list(cast.units)
    assert course.units[1].light is Light.RED
    assert course.units[2].light is not Light.RED
    assert course.units[0].accepted_at is not None


async def test_the_buttons_are_the_readers_own(cast):
    made = await make_case(CaseState.IN_HANDLING, cast=cast, units=2)
    facts = await facts_of(made.id)
    for actor in (cast.submitter, cast.reviewer, cast.assigner, cast.clerk(0), cast.clerk(1)):
        course = await case_course(made.id, actor=actor)
        for act in course.acts:
            thing = facts.case if act.machine == "case" else next(a for a in facts.assignments if a["id"] == act.thing)
            assert act.offer in offers(facts, act.machine, thing, actor)
    accepting = [act for act in (await case_course(made.id, actor=cast.clerk(1))).acts if act.verb is Verb.ACCEPT]
    assert [act.thing for act in accepting] == [(await made.assignment(cast.units[1]))["id"]]


async def test_a_name_kept_is_not_told_to_units(cast):
    made = await make_case(CaseState.IN_HANDLING, cast=cast)
    await tables.Case.update({tables.Case.identity_kept: True}).where(tables.Case.id == made.id)
    for actor, told in ((cast.reviewer, True), (cast.submitter, True), (cast.clerk(), False)):
        course = await case_course(made.id, actor=actor)
        said = repr((course.signers, course.timeline, course.ratings, course.meetings))
        assert (cast.submitter.name in said) == told


async def test_submitters_are_told_of_the_course_not_of_the_inside(cast):
    made = await make_case(CaseState.IN_HANDLING, cast=cast)
    await made.act(Verb.URGE, cast.assigner)
    told = {entry.verb for entry in await timeline_of(made.id, actor=cast.submitter)}
    assert {Verb.SUBMIT, Verb.FILE, Verb.ACCEPT} <= told
    assert Verb.URGE not in told
    assert Verb.URGE in {entry.verb for entry in await timeline_of(made.id, actor=cast.clerk())}


async def test_who_looked_at_a_case_is_no_part_of_its_course_for_the_auditor_either(cast):
    """He reads these entries in the journal itself."""
    made = await make_case(CaseState.IN_HANDLING, cast=cast)
    async with write_tx():
        await record(cast.assigner, Verb.SEE, "case", made.id, case=made.id)
    told = {entry.verb for entry in await timeline_of(made.id, actor=await actor_as(Role.AUDITOR))}
    assert {Verb.SUBMIT, Verb.FILE} <= told and Verb.SEE not in told


async def test_who_stands_in_for_another_is_named_with_him(cast):
    made = await make_case(CaseState.SUBMITTED, cast=cast)
    deputy = replace(cast.reviewer, name="替班", person=None, acts_as=cast.reviewer.person, on_behalf_of="正职")
    await made.act(Verb.REGISTER, deputy)
    assert (await timeline_of(made.id, actor=cast.assigner))[0].who == "替班（代正职）"
