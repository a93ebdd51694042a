"""Meetings: recorded by a unit at work, confirmed by one of the submitters, journaled."""

from datetime import timedelta

import pytest

from cases import tables
from cases.actions.contacts import NewContact, confirm_contact, record_contact
from cases.clock import today
from cases.errors import DayUnfit, FieldMissing, Forbidden, NotFound, NotFromHere
from cases.vocabulary import ContactForm, ContactStage, Role, Verb
from tests.accounts import actor_as
from tests.factories import make_case
from tests.situations import once

pytestmark = pytest.mark.anyio
MEETING = NewContact(today(), ContactForm.MEETING, ContactStage.DURING, "本人", "谈了选址")


@pytest.fixture
async def made(furnished):
    return await once(make_case, "in_handling", units=2)


async def record(made, number=0, meeting=MEETING):
    part = await made.assignment(made.cast.units[number])
    return await record_contact(part["id"], meeting, actor=made.cast.clerk(number))


async def test_two_people_may_record_at_the_same_time(made):
    part = await made.assignment(made.cast.units[0])
    for _ in range(2):
        await record_contact(part["id"], MEETING, actor=made.cast.clerk())
    assert await tables.Contact.count() == 2
    verbs = await tables.JournalEntry.select(tables.JournalEntry.verb).where(tables.JournalEntry.case == made.id)
    assert [row["verb"] for row in verbs].count(Verb.CONTACT) == 2


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [("met", " ", FieldMissing), ("summary", "", FieldMissing), ("happened_on", today() + timedelta(1), DayUnfit)],
)
async def test_what_is_missing_is_not_recorded(made, field, value, error):
    whole = {"happened_on": MEETING.happened_on, "form": MEETING.form, "stage": MEETING.stage}
    whole |= {"met": MEETING.met, "summary": MEETING.summary, field: value}
    with pytest.raises(error):
        await record(made, meeting=NewContact(**whole))


async def test_a_unit_that_has_not_accepted_and_one_without_the_case_cannot(made):
    with pytest.raises(NotFromHere):
        await record(made, 1)
    part = await made.assignment(made.cast.units[0])
    with pytest.raises(NotFound):
        await record_contact(part["id"], MEETING, actor=made.cast.clerk(2))


async def test_the_submitter_alone_confirms_and_once(made):
    contact = await record(made)
    for actor, error in (
        (made.cast.clerk(), NotFound),
        (made.cast.assigner, NotFound),
        (await actor_as(Role.SUBMITTER), NotFound),
    ):
        with pytest.raises((error, Forbidden)):
            await confirm_contact(contact, held=True, actor=actor)
    with pytest.raises(NotFound):
        await confirm_contact(987_654, held=True, actor=made.cast.submitter)
    await confirm_contact(contact, held=True, actor=made.cast.submitter)
    with pytest.raises(NotFromHere):
        await confirm_contact(contact, held=False, actor=made.cast.submitter)
    row = (await tables.Contact.select())[0]
    assert row["confirmed"] and row["confirmed_at"]
