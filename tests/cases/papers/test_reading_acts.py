"""Requests, reminders, reviews and ratings of a case as its papers need them."""

from datetime import timedelta

import pytest

from cases import tables
from cases.clock import today
from cases.facts import facts_of
from cases.papers.reading_acts import (
    asked_returns_of,
    asked_times_of,
    deliveries_of,
    meetings_of,
    reviews_of,
    urges_of,
)
from cases.papers.reading_rows import names_for
from cases.vocabulary import ContactForm, FeedbackState, ReturnState, UrgeForm
from tests.cases.tables.rules import new_row
from tests.replying import handled
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(database):
    case = await once(handled)
    case.reply_id = await case.sent()
    return case


async def read(case, query, actor=None):
    facts = await facts_of(case.id)
    actor = actor or case.writer
    return await query(facts, await names_for(facts, actor), actor)


async def test_requests_name_unit_office_and_the_unit_meant(case):
    of = {"case": case.id, "assignment": case.lead["id"], "asked_by": case.writer.person}
    await new_row(tables.ReturnRequest, **of, reason="不属于本单位", basis="职责规定", proposed=case.lead["department"])
    await new_row(tables.Extension, **of, reason="须再调研", asked_due_on=today())
    asked = (await read(case, asked_returns_of))[0]
    assert (asked.reason, asked.basis, asked.state, asked.asked_by) == (
        "不属于本单位", "职责规定", ReturnState.OPEN, case.writer.name,
    )  # fmt: skip
    assert asked.unit == asked.proposed
    assert (await read(case, asked_times_of))[0].asked_due_on == today()
    assert await read(case, asked_returns_of, case.submitter) == ()


async def test_a_reminder_counts_the_days_it_came_late(case):
    due = today() - timedelta(days=9)
    await tables.Assignment.update({tables.Assignment.due_on: due}).where(tables.Assignment.id == case.lead["id"])
    await new_row(tables.Urge, case=case.id, assignment=case.lead["id"], form=UrgeForm.LETTER.value, told="请答复")
    urge = (await read(case, urges_of))[0]
    assert (urge.late, urge.form, urge.told) == (9, UrgeForm.LETTER, "请答复")
    assert urge.answer_by > urge.on


async def test_reviews_meetings_and_copies(case):
    await new_row(tables.Review, case=case.id, decision="file", told="已立案", category="社会建设", contacted=True)
    assert (await read(case, reviews_of))[-1].told == "已立案"
    assert (await meetings_of(case.id, case.writer))[0].form is ContactForm.MEETING
    copy = (await deliveries_of(case.id, case.writer))[0]
    assert (copy.state, copy.name) == (FeedbackState.AWAITING, case.submitter.name)
