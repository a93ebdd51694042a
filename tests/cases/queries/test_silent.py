"""Who is rung up: whoever was reminded twice and has not rated, and only by those who may know his number."""

from datetime import timedelta

import pytest

from cases import tables
from cases.clock import now
from cases.queries.silent import REMINDED_FOR, silent_ones
from cases.sealing import contact_row
from cases.vocabulary import ContactKind
from tests.replying import handled

pytestmark = pytest.mark.anyio


async def test_the_list_begins_after_the_last_reminder_and_ends_with_the_rating_rate_8(furnished):
    case = await handled()
    reply, office = await case.sent(), case.made.cast.reviewer
    person = case.submitter.person
    await tables.PersonContact.delete().where(tables.PersonContact.person == person)
    await tables.PersonContact.insert(tables.PersonContact(**contact_row(person, ContactKind.PHONE, "13900001111")))
    assert await silent_ones(actor=office) == ()
    await tables.Delivery.update({tables.Delivery.sent_at: now() - REMINDED_FOR - timedelta(hours=1)}, force=True)
    (row,) = await silent_ones(actor=office)
    assert (row.name, row.phone, row.case_id) == (case.submitter.name, "13900001111", case.id)
    assert [one.phone for one in await silent_ones(actor=case.made.cast.assigner)] == ["13900001111"]
    await case.rated(reply)
    assert await silent_ones(actor=office) == ()
