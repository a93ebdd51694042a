"""What somebody did and was told: one line a case, the newest act, and the number of lines is the number said."""

import pytest

from cases import journal, tables
from cases.actor import PUBLIC
from cases.database import write_tx
from cases.queries import queue_past
from cases.queries.queue import QueueFilter, queue_of
from cases.queries.queue_past import STARTING, acts_of, past_rows, told_of, told_rows
from cases.vocabulary import Event, QueueTab, Verb
from tests.factories import make_case
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def made(furnished):
    return await once(make_case, "in_handling")


async def note(actor, case, *verbs):
    async with write_tx():
        for verb in verbs:
            await journal.record(actor, verb, "case", case, case=case)


async def test_of_each_case_the_newest_act_is_kept_and_looking_is_none(made):
    clerk = made.cast.clerk()
    await note(clerk, made.id, Verb.URGE, Verb.CONTACT, Verb.SEE)
    acts = await acts_of(clerk)
    (row,) = await past_rows(acts.any, clerk)
    assert (row.case_id, row.what) == (made.id, Verb.CONTACT.label)
    (begun,) = await past_rows(acts.starting, clerk)
    assert (begun.case_id, begun.what) == (made.id, Verb.URGE.label)
    assert Verb.URGE in STARTING
    assert Verb.CONTACT not in STARTING
    assert (await acts_of(PUBLIC)).any == {}


async def test_the_newest_acts_are_the_same_however_few_entries_are_read_at_once(made, monkeypatch):
    clerk, cases = made.cast.clerk(), [made.id]
    cases += [(await make_case("in_handling", cast=made.cast)).id for _ in range(3)]
    hidden = (await make_case("submitted", cast=made.cast)).id
    for verb in (Verb.URGE, Verb.CONTACT, Verb.CONTACT, Verb.SEE):
        for case in (*cases, hidden):
            await note(clerk, case, verb)
    whole = await acts_of(clerk)
    assert list(whole.any) == list(whole.starting) == cases[::-1]
    for at_once, most in ((1, 2000), (2, 2000), (3, 2)):
        monkeypatch.setattr(queue_past, "_AT_ONCE", at_once)
        monkeypatch.setattr(queue_past, "MOST_PAST", most)
        acts = await acts_of(clerk)
        for some, every in ((acts.any, whole.any), (acts.starting, whole.starting)):
            assert list(some.items()) == list(every.items())[:most], at_once


async def test_what_one_may_not_see_any_more_is_neither_counted_nor_listed_home_1(made):
    clerk = made.cast.clerk()
    await note(clerk, made.id, Verb.URGE)
    told = tables.Notice(person=clerk.person, key="k", event=Event.CONCLUDED.value, case=made.id, told="x", link="/")
    await tables.Notice.insert(told)
    assert list(await told_of(clerk)) == [made.id]
    (row,) = await told_rows(await told_of(clerk), clerk)
    assert row.what == Event.CONCLUDED.label
    gone = {tables.Assignment.state: "returned"}
    await tables.Assignment.update(gone).where(tables.Assignment.case == made.id)
    assert await told_of(clerk) == {}
    assert (await acts_of(clerk)).any == {}
    for tab in QueueTab:
        queue = await queue_of(QueueFilter(tab=tab), actor=clerk)
        assert queue.counts[tab] == queue.rows.total == 0
