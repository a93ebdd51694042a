"""/outbox: read by few, the reading kept in the journal, and a message sent once more."""

import pytest

from cases.tables import JournalEntry, OutboxMessage
from cases.vocabulary import MessageState, Role, Verb

pytestmark = pytest.mark.anyio


async def lost():
    row = OutboxMessage(
        key="elsewhere", recipient="a@mail.test", subject="【答复】已立案：提案7号", body="文",
        state=MessageState.FAILED.value, problem="550 no such user", attempts=3,
    )  # fmt: skip
    await OutboxMessage.insert(row)
    return row.id


async def test_staff_sees_what_was_lost_leaves_a_trace_and_sends_it_again_notify_5(site):
    number = await lost()
    await site.enter(Role.ADMIN)
    page = (await site.get("/outbox")).text
    assert "a@mail.test" in page
    assert "未登记" in page
    await site.get("/outbox")
    seen = (JournalEntry.verb == Verb.SEE.value) & (JournalEntry.thing == "outbox_message")
    assert await JournalEntry.count().where(seen) == 1, "once a day and reader"
    done = await site.write(f"/outbox/{number}/again")
    assert done.headers["location"] == "/outbox"
    assert (await OutboxMessage.select().first())["state"] == MessageState.WAITING
    assert "没有未送达的邮件" in (await site.get("/outbox")).text
    assert (await site.write(f"/outbox/{number}/again")).status_code == 404


@pytest.mark.parametrize("role", [Role.SUBMITTER, Role.CLERK, Role.HANDLER, Role.APPROVER, Role.OVERSIGHT, Role.LEADER,
                                  Role.AUDITOR])  # fmt: skip
async def test_others_do_not_get_in(site, role):
    number = await lost()
    await site.enter(role)
    assert (await site.get("/outbox")).status_code == 403
    assert (await site.write(f"/outbox/{number}/again")).status_code == 403
