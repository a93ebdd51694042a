"""What is over goes, what is not stays, nothing of a case is touched, and the journal says how much went."""

from datetime import timedelta

import pytest

from cases import clock, tables
from cases.actions import retention
from cases.actions.retention import OTHERS, RULES, is_due, tidy
from cases.clock import BEIJING, now
from cases.database import write_tx
from cases.queries.retention import last_round
from cases.tables import JournalEntry
from cases.vocabulary import MessageState
from cases.vocabulary.retention import NOTHING_OVER, WHY, Fleeting
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio
# By which column the age of a row of each table is set.
AGES = {
    "web_sessions": "expires_at", "pending_entries": "expires_at", "sign_in_failures": "at", "usage_counts": "since",
    "done_requests": "created_at", "draft_presences": "seen_at", "draft_copies": "settled_at",
    "outbox_messages": "sent_at",
}  # fmt: skip
SENT = {"state": MessageState.SENT.value, "body": "请办理", "recipient": "a@example.gov.cn", "subject": "提醒"}


def test_every_kind_has_a_period_and_a_reason_and_none_is_of_a_case():
    assert {rule.what for rule in RULES} | set(OTHERS) == set(Fleeting) == set(WHY)
    assert {rule.table._meta.tablename for rule in RULES} == set(AGES)
    for rule in RULES:
        assert rule.blanked or rule.table not in (tables.Case, tables.Reply, tables.Document, JournalEntry)


async def test_just_what_is_over_goes(database):
    moment = now()
    for rule in RULES:
        for age in (rule.kept + timedelta(seconds=1), rule.kept - timedelta(seconds=60)):
            more = SENT if rule.table is tables.OutboxMessage else {}
            row = await new_row(rule.table, **more)
            async with write_tx():
                column = AGES[rule.table._meta.tablename]
                await rule.table.update({column: moment - age}).where(rule.table.id == row["id"])
    others = {t: await t.count() for t in tables.TABLES if t not in {rule.table for rule in RULES} | {JournalEntry}}
    del others[tables.Counter], others[tables.ChangeCount]  # counted up by every act
    with clock.at(moment):
        found = await tidy({Fleeting.EXPORTS: 2})
    assert found == {rule.what: 1 for rule in RULES} | {Fleeting.EXPORTS: 2}
    for rule in RULES:
        assert await rule.table.count() == (2 if rule.blanked else 1)
    assert {t: await t.count() for t in others} == others
    old, new = await tables.OutboxMessage.select().order_by(tables.OutboxMessage.id)
    assert (old["body"], old["recipient"], old["subject"]) == ("", "", "提醒") and new["body"] == "请办理"
    said = await last_round()
    assert "登录会话 1" in said.gone and "导出的表格文件 2" in said.gone
    with clock.at(moment):
        await tidy()
    assert (await last_round()).gone == NOTHING_OVER


async def test_once_a_day_and_not_before_the_night(database):
    day = now().astimezone(BEIJING).replace(hour=2, minute=29)
    assert not await is_due(day) and await is_due(day + timedelta(minutes=1))
    with clock.at(day + timedelta(minutes=2)):
        await tidy()
        assert not await is_due()
    assert not await is_due(day + timedelta(hours=20)) and not await is_due(day + timedelta(days=1))
    assert await is_due(day + timedelta(days=1, minutes=1))


async def test_many_go_in_pages_and_are_counted_whole(database, monkeypatch):
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    long_ago = now() - timedelta(days=400)
    for _ in range(5):
        await new_row(tables.WebSession, expires_at=long_ago)
        await new_row(tables.OutboxMessage, **SENT, sent_at=long_ago)
    found = await tidy()
    assert (found[Fleeting.SESSIONS], found[Fleeting.MAIL]) == (5, 5)
    assert await tables.WebSession.count() == 0
    assert {row["body"] for row in await tables.OutboxMessage.select()} == {""}
