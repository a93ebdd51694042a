"""After a restore: everybody enters anew, old messages wait for a person, the journal says what happened."""

from datetime import UTC, datetime

import pytest

from cases import tables
from cases.actions.backups import HELD, reopen
from cases.actor import OFFICE
from cases.vocabulary import MessageState
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


async def test_nobody_is_inside_and_nothing_is_sent_by_itself(database):
    await new_row(tables.WebSession)
    await new_row(tables.OutboxMessage)
    await new_row(tables.OutboxMessage, state=MessageState.SENT.value)
    await reopen(datetime(2026, 3, 4, 5, 6, tzinfo=UTC), 17, actor=OFFICE)
    assert await tables.WebSession.count() == 0
    rows = await tables.OutboxMessage.select().order_by(tables.OutboxMessage.id)
    assert [(row["state"], row["problem"]) for row in rows] == [("failed", HELD), ("sent", None)]
    last = (await tables.JournalEntry.select())[-1]
    assert (last["verb"], last["actor"]) == ("restore_backup", OFFICE.name)
    assert last["new"] == "2026-03-04T05:06:00+00:00 的备份，审计日志到第 17 条为止"
