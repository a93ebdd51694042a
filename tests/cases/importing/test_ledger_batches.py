"""A ledger is saved, mended and taken back; its columns are remembered."""

from datetime import date

import pytest

from cases.actor import OFFICE
from cases.errors import LedgerDone, LedgerUsed
from cases.importing.ledger_batches import explain_columns, remembered, save_ledger, undo_ledger
from cases.importing.ledger_fields import proposed
from cases.importing.ledger_tables import Mapped, Sheet, table_of
from cases.tables import Commitment, JournalEntry
from cases.vocabulary import RowOutcome
from tests.ledgers import PROMISES, PROPOSALS, as_csv, begun, rows_of, saved, table_in

pytestmark = pytest.mark.anyio


async def test_a_promise_of_an_old_ledger_is_kept_mended_and_taken_back(furnished):
    await saved(as_csv(rows_of(2)))
    heads = ["类型", "年度", "案号", "承诺事项", "责任单位", "完成期限"]
    first = [*rows_of(1)[0][:3], "年底前建成三处食堂", "某某单位", "2019-12-31"]
    missing = ["提案", "2019", "9999", "办一次培训", "", ""]
    sheet = Sheet("CSV", (tuple(heads), tuple(first), tuple(missing)))
    table = table_of(sheet, 1)
    mapped = Mapped(proposed(PROMISES, heads), {})
    batch = await begun(table, mapped, PROMISES)
    planned = await save_ledger(batch, table, mapped, whole=False, actor=OFFICE)
    assert [one.outcome for one in planned] == [RowOutcome.NEW, RowOutcome.FAILED]
    assert "9999" in planned[1].reason
    promise = await Commitment.select().where(Commitment.quote == first[3]).first()
    assert promise["due_on"] == promise["original_due_on"] == date(2019, 12, 31)
    later = table_of(Sheet("CSV", (tuple(heads), (*first[:5], "2020-06-30"))), 1)
    second = await begun(later, mapped, PROMISES)
    (changed,) = await save_ledger(second, later, mapped, whole=True, actor=OFFICE)
    assert changed.outcome is RowOutcome.UPDATED
    with pytest.raises(LedgerUsed, match="第 2 行"):
        await undo_ledger(batch, actor=OFFICE)
    await undo_ledger(second, actor=OFFICE)
    back = await Commitment.select().where(Commitment.id == promise["id"]).first()
    assert back["due_on"] == date(2019, 12, 31)
    with pytest.raises(LedgerDone):
        await undo_ledger(second, actor=OFFICE)
    assert await JournalEntry.exists().where(JournalEntry.verb == "undo_import")


async def test_columns_explained_once_are_known_for_the_same_headings(database):
    table, _ = table_in(as_csv(rows_of(1)))
    batch = await begun(table, Mapped({}, {}))
    mapped = Mapped({0: "track", 1: "year", 2: "number", 3: "category"}, {"title": "统一的案由"})
    await explain_columns(batch, table, mapped, actor=OFFICE)
    known = await remembered(PROPOSALS, table.headings)
    assert known is not None and known.columns == mapped.columns and known.fixed == {}
    assert await remembered(PROPOSALS, table.headings[1:]) is None
