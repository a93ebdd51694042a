"""Parts of a living case: each row only for those who may read it."""

import pytest

from cases import tables
from cases.calendars import working_calendar
from cases.clock import today
from cases.deadlines import due_on
from cases.facts import facts_of
from cases.queries.course_parts import drafts_of, meetings_of, ratings_of, signers_of, units_of
from cases.schemes import current_scheme
from cases.vocabulary import CaseState, Clock, FeedbackState, Role, Signature, Track
from tests.accounts import actor_as
from tests.cases.tables.rules import new_row
from tests.factories import make_case
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def made(furnished):
    return await once(make_case, CaseState.IN_HANDLING, units=2)


async def test_drafts_are_the_units_own_business(made):
    lead = await made.assignment(made.cast.units[0])
    await new_row(tables.Reply, case=made.id, assignment=lead["id"], department=lead["department"], audience="units",
                  printed_name=lead["printed_name"])  # fmt: skip
    for actor, count in (
        (made.cast.clerk(0), 1),
        (made.cast.clerk(1), 1),
        (made.cast.assigner, 1),
        (made.cast.submitter, 0),
    ):
        assert len(await drafts_of(made.id, actor)) == count


async def test_of_several_ratings_of_one_addressee_the_last_counts(made):
    reply = await new_row(tables.Reply, case=made.id, audience="parties", state="sent")
    submitter = await tables.CaseSubmitter.select().where(tables.CaseSubmitter.case == made.id).first()
    delivery = await new_row(tables.Delivery, reply=reply["id"], submitter=submitter["id"], state="received")
    for number, result in ((1, "dissatisfied"), (2, "satisfied")):
        await new_row(tables.Feedback, delivery=delivery["id"], number=number, result=result)
    (rating,) = await ratings_of(made.id, made.cast.clerk())
    assert (rating.result, rating.changes, rating.state) == ("satisfied", 1, FeedbackState.RECEIVED)
    stranger = await actor_as(Role.SUBMITTER, body=made.cast.reviewer.body)
    assert await ratings_of(made.id, stranger) == ()


async def test_signers_stand_in_order_and_say_whether_they_signed(made):
    await new_row(tables.CaseSubmitter, case=made.id, position=1, printed_name="李附议", signature="invited")
    signers = await signers_of(made.id, made.cast.reviewer)
    assert [(s.name, s.signature, s.lead) for s in signers] == [
        (made.cast.submitter.name, Signature.SIGNED, True), ("李附议", Signature.INVITED, False),
    ]  # fmt: skip


async def test_meetings_are_told_to_both_sides_of_them(made):
    lead = await made.assignment(made.cast.units[0])
    await new_row(tables.Contact, case=made.id, assignment=lead["id"], met="王代表", summary="当面听取意见")
    for actor in (made.cast.submitter, made.cast.clerk(0), made.cast.reviewer):
        assert [m.summary for m in await meetings_of(made.id, actor)] == ["当面听取意见"]
    other = await actor_as(Role.CLERK, unit=made.cast.units[2])
    assert await meetings_of(made.id, other) == ()


async def test_assign_6_until_a_unit_accepts_its_acceptance_has_a_clock_of_its_own(made):
    lead, helper = await units_of(await facts_of(made.id), {row["id"] for row in await made.assignments()})
    assert lead.accept_by is None
    rules = await current_scheme(Track.CPPCC)
    assert helper.accept_by.on == due_on(Clock.ACCEPT, today(), rules, await working_calendar())
    assert helper.due_on > helper.accept_by.on
    assert helper.accept_by.left
