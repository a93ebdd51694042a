"""Telephones, addresses and mail of people: for whom they are read; what names a day is said anew on the next."""

from datetime import date

import pytest

from cases import contact_clauses, permissions, tables
from cases.actor import Actor
from cases.permissions import visible_to
from cases.vocabulary import Role
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


def test_a_clause_that_names_today_is_said_anew_on_the_next_day(monkeypatch):
    clerk = Actor("甲", Role.CLERK, person=1, unit=2)
    said = []
    for day in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 1)):
        for module in (permissions, contact_clauses):
            monkeypatch.setattr(module, "today", lambda day=day: day)
        said.append(visible_to(clerk, tables.PersonContact).querystring.template)
    assert said[0] == said[2] != said[1]
    assert "2026-03-02" in said[1]


async def test_mail_is_read_by_the_review_of_the_people_it_went_to(database):
    bodies = [(await new_row(tables.Body))["id"] for _ in range(2)]
    person = (await new_row(tables.Person))["id"]
    await new_row(tables.Post, person=person, body=bodies[0], role=Role.REVIEWER.value)
    await new_row(tables.Account, person=person, email="one@example.org")
    await new_row(tables.OutboxMessage, recipient="one@example.org")
    mail = tables.OutboxMessage
    readers = [Actor("甲", Role.REVIEWER, person=9, body=body) for body in bodies]
    readers += [Actor("乙", role, person=9, unit=1, body=bodies[0]) for role in (Role.ADMIN, Role.CLERK)]
    assert [await mail.exists().where(visible_to(actor, mail)) for actor in readers] == [True, False, True, False]
