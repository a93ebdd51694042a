"""The number beside a case is the lead submitter's, for those who may know it."""

import pytest

from cases import tables
from cases.permissions import visible_to
from cases.queries.course import case_course
from cases.queries.phones import Reached, phone_of, phones_of, reached_of
from cases.sealing import contact_row
from cases.vocabulary import ContactKind
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


async def test_units_of_the_case_and_offices_know_it_others_and_kept_identities_do_not(furnished):
    made = await make_case("in_handling", cast=await cast_of())
    submitter = made.cast.submitter
    contact = tables.PersonContact(**contact_row(submitter.person, ContactKind.PHONE, "13900001111"))
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
    contact = tables.PersonContact(**contact_row(handler, ContactKind.PHONE, "13900003333"))
    await tables.PersonContact.insert(contact)
    await tables.Assignment.update({tables.Assignment.handler: handler}).where(tables.Assignment.case == made.id)
    assert (await case_course(made.id, actor=made.cast.assigner)).phone == "13900003333"
    assert (await case_course(made.id, actor=made.cast.submitter)).phone is None
    assert await phone_of(handler, actor=made.cast.clerk(1)) == "13900003333"


async def test_units_of_a_case_ring_each_other_up_by_what_their_own_records_hold_cohandle_4(furnished):
    made = await make_case("in_handling", units=2, cast=await cast_of())
    cast = made.cast
    rows = await tables.Assignment.select().where(tables.Assignment.case == made.id)
    part = next(row for row in rows if row["department"] == cast.units[1])
    clerk = cast.clerk(1)
    other = cast.clerk(2).person
    for person, number in ((clerk.person, "0571-55501101"), (other, "0571-55501102")):
        await tables.PersonContact.insert(tables.PersonContact(**contact_row(person, ContactKind.PHONE, number)))
        await tables.PersonContact.insert(tables.PersonContact(**contact_row(person, ContactKind.ADDRESS, "某路 1 号")))
    assert await reached_of([part], actor=cast.clerk(0)) == {part["id"]: Reached(clerk.name, "0571-55501101")}
    assert await reached_of([part], actor=cast.clerk(2)) == {}, "a unit without a part"
    assert await reached_of([part], actor=cast.submitter) == {}
    address = (tables.PersonContact.person == clerk.person) & (tables.PersonContact.kind == "address")
    assert not await tables.PersonContact.exists().where(address & visible_to(cast.clerk(0), tables.PersonContact))
    await tables.Assignment.update({tables.Assignment.state: "returned"}).where(tables.Assignment.id == part["id"])
    assert await reached_of([part], actor=cast.clerk(0)) == {}, "a unit that has handed its part back"
