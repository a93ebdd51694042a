"""What a person does with his notices: once a form, and his own only."""

import pytest

from cases.actions.notices import mark_read, set_digest
from cases.actor import Actor, Once
from cases.database import write_tx
from cases.recipients import NO_DIGEST
from cases.requests import AlreadyDone
from cases.tables import DictionaryEntry, Notice
from cases.vocabulary import Event, Role
from tests.cases.told_case import told_case

pytestmark = pytest.mark.anyio


async def test_the_same_form_is_carried_out_once(database):
    world = await told_case()
    person = world.people["联络"]
    async with write_tx():
        await Notice.insert(Notice(person=person, key="x", event=Event.FILED.value, told="", link="/"))
    assert await mark_read(Actor("联络", Role.CLERK, person=person, once=Once("form"))) == 1
    with pytest.raises(AlreadyDone):
        await mark_read(Actor("联络", Role.CLERK, person=person, once=Once("form")))


async def test_the_list_of_who_wants_none_has_one_row_a_person(database):
    world = await told_case()
    me = Actor("联络", Role.CLERK, person=world.people["联络"])
    for wanted in (True, False, True, False):
        await set_digest(me, wanted=wanted)
    rows = await DictionaryEntry.select().where(DictionaryEntry.list_name == NO_DIGEST)
    assert [(row["code"], row["label"]) for row in rows] == [(str(me.person), "")]
