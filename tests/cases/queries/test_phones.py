"""The number beside a case is the lead submitter's, for those who may know it."""

import pytest

from cases import tables
from cases.queries.course import case_course
from cases.queries.phones import phone_of, phones_of
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


async def test_units_of_the_case_and_offices_know_it_others_and_kept_identities_do_not(furnished):
    made = await make_case("in_handling", cast=await cast_of())
    submitter = made.cast.submitter
    contact = tables.PersonContact(person=submitter.person, kind="phone", value="13900001111")
    await tables.PersonContact.insert(contact)
    said = {made.id: f"{submitter.name} 13900001111"}
    assert await phones_of([made.id], actor=made.cast.assigner) == said
    assert await phones_of([made.id], actor=made.cast.clerk()) == said
    assert await phones_of([made.id], actor=made.cast.clerk(2)) == {}
    await tables.Case.update({"identity_kept": True}).where(tables.Case.id == made.id)
    assert await phones_of([made.id], actor=made.cast.clerk()) == {}
    assert await phones_of([], actor=made.cast.assigner) == {}


async def test_the_handler_s_number_stands_beside_his_name_for_the_offices_case_1(furnished):
    made = await make_case("in_handling", cast=await cast_of())
    handler = made.cast.clerk(1).person
    contact = tables.PersonContact(person=handler, kind="phone", value="13900003333")
    await tables.PersonContact.insert(contact)
    await tables.Assignment.update({tables.Assignment.handler: handler}).where(tables.Assignment.case == made.id)
    assert (await case_course(made.id, actor=made.cast.assigner)).phone == "13900003333"
    assert (await case_course(made.id, actor=made.cast.submitter)).phone is None
    assert await phone_of(handler, actor=made.cast.clerk(1)) == "13900003333"
