"""What somebody did and was told: one line a case, the newest act, and the number of lines is the number said."""

import pytest

from cases import journal, tables
from cases.actor import PUBLIC
from cases.database import write_tx
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
