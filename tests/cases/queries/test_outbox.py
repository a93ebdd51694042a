"""Mail that was given up, with whom to ring up; seen by those who run the system and by the offices."""

import pytest

from cases import tables
from cases.queries.outbox import lost_messages
from cases.sealing import contact_row
from cases.vocabulary import ContactKind, MessageState, Role
from tests.accounts import actor_as

pytestmark = pytest.mark.anyio


async def test_lost_mail_has_name_place_and_number_for_those_who_may_notify_5(furnished):
    clerk = await actor_as(Role.CLERK)
    phone = tables.PersonContact(**contact_row(clerk.person, ContactKind.PHONE, "13700002222"))
    await tables.PersonContact.insert(phone)
    for number, (key, state) in enumerate(
        [(f"filed:case 1:v2:{clerk.person}", MessageState.FAILED), ("elsewhere", MessageState.FAILED),
         (f"digest:2026-01-05:{clerk.person}", MessageState.SENT)]
    ):  # fmt: skip
        row = {"key": key, "recipient": f"{number}@mail.test", "subject": "题", "state": state.value, "problem": "550"}
        await tables.OutboxMessage.insert(tables.OutboxMessage(body="文", **row))
    for role in (Role.ADMIN, Role.ASSIGNER):
        found = await lost_messages(actor=await actor_as(role))
        assert found.total == 2
        unknown, known = found.rows
        assert unknown.addressee is None
        assert (known.addressee.name, known.addressee.phone) == (clerk.name, "13700002222")
        assert Role.CLERK.label in known.addressee.place
    for role in (Role.REVIEWER, Role.CLERK, Role.LEADER, Role.SUBMITTER, Role.AUDITOR):
        assert (await lost_messages(actor=await actor_as(role))).total == 0


async def test_a_reviewing_office_sees_the_mail_of_its_own_people_only(furnished):
    bodies = [row["id"] for row in await tables.Body.select(tables.Body.id).order_by(tables.Body.id).limit(2)]
    for body in bodies:
        deputy = await actor_as(Role.SUBMITTER, body=body, email=f"deputy{body}@mail.test")
        row = {"key": f"filed:case 1:v2:{deputy.person}", "recipient": f"deputy{body}@mail.test", "subject": "题"}
        await tables.OutboxMessage.insert(tables.OutboxMessage(body="文", state=MessageState.FAILED.value, **row))
    for body in bodies:
        found = await lost_messages(actor=await actor_as(Role.REVIEWER, body=body))
        assert [one.recipient for one in found.rows] == [f"deputy{body}@mail.test"]
