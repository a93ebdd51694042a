"""One contact opened: asked of the submitter until he has said, readable for the parties alone."""

import pytest

from cases.actions.contacts import NewContact, confirm_contact, record_contact
from cases.clock import today
from cases.errors import NotFound
from cases.queries.contacts import contact_page
from cases.vocabulary import ContactForm, ContactStage
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


async def test_the_submitter_is_asked_until_he_has_said(furnished):
    made = await make_case("in_handling", cast=await cast_of())
    part = await made.assignment(made.cast.units[0])
    meeting = NewContact(today(), ContactForm.VISIT, ContactStage.BEFORE, "本人", "看了现场")
    contact = await record_contact(part["id"], meeting, actor=made.cast.clerk())
    assert (await contact_page(contact, actor=made.cast.submitter)).asked
    assert not (await contact_page(contact, actor=made.cast.clerk())).asked
    await confirm_contact(contact, held=True, actor=made.cast.submitter)
    said = await contact_page(contact, actor=made.cast.submitter)
    assert said.confirmed and not said.asked
    with pytest.raises(NotFound):
        await contact_page(contact, actor=made.cast.clerk(2))
