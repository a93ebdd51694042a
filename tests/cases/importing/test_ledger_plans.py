"""Each row of an old ledger has its outcome and its reason; nothing signed is overwritten."""

import pytest

from cases import database
from cases.actor import OFFICE
from cases.errors import RowsWrong
from cases.importing.ledger_batches import save_ledger, undo_ledger
from cases.importing.ledger_fields import proposed
from cases.importing.ledger_plans import counts_of, plan_of
from cases.importing.ledger_tables import Mapped, Sheet, table_of
from cases.queries.cases import CaseFilter, case_list
from cases.queries.commitments import CommitmentFilter, commitment_list
from cases.tables import Case, SheetRow
from cases.vocabulary import RowOutcome
from server.columns import CASES, COMMITMENTS
from server.exports import sheet_of
from tests.ledgers import PROMISES, PROPOSALS, as_csv, begun, rows_of, spoilt, table_in

pytestmark = pytest.mark.anyio


@pytest.fixture
async def archive(archive_template, tmp_path, anyio_backend):
    """A copy of the archive of the tests."""
    await database.open_database(archive_template.copied_to(tmp_path / "archive").url)
    yield
    await database.close()


async def test_five_thousand_rows_with_37_bad_ones_give_37_reasons_ledger_7(sqlite_url, anyio_backend):
    await database.open_database(sqlite_url)
    try:
        rows = rows_of(5_000)
        bad = spoilt(rows, 37)
        table, mapped = table_in(as_csv(rows))
        planned = await plan_of(PROPOSALS, table, mapped, actor=OFFICE)
        failed = {one.line.number: one.reason for one in planned if one.outcome is RowOutcome.FAILED}
        assert failed.keys() == bad.keys() and all(failed.values())
        batch = await begun(table, mapped)
        with pytest.raises(RowsWrong):
            await save_ledger(batch, table, mapped, whole=True, actor=OFFICE)
        assert await Case.count() == 0
        await save_ledger(batch, table, mapped, whole=False, actor=OFFICE)
        assert await Case.count() == 5_000 - 37
        assert counts_of(await plan_of(PROPOSALS, table, mapped, actor=OFFICE)) == {
            RowOutcome.NEW: 0, RowOutcome.UPDATED: 0, RowOutcome.SKIPPED: 4_963, RowOutcome.FAILED: 37,
        }  # fmt: skip
        await undo_ledger(batch, actor=OFFICE)
        assert await Case.count() == 0
        assert await SheetRow.count().where(SheetRow.outcome == "failed") == 37
    finally:
        await database.close()


async def test_an_exported_ledger_imports_as_no_change(archive):
    exported = (
        (PROPOSALS, CASES, (await case_list(CaseFilter(), actor=OFFICE, per_page=1_000)).rows),
        (PROMISES, COMMITMENTS, (await commitment_list(CommitmentFilter(), actor=OFFICE, per_page=1_000)).rows),
    )
    for ledger, columns, rows in exported:
        data = sheet_of(columns, rows, title="台账", conditions=(), actor=OFFICE, base="http://x")
        table, mapped = table_in(data, ledger, "台账.xlsx")
        planned = await plan_of(ledger, table, mapped, actor=OFFICE)
        assert len(planned) == len(rows) > 0
        assert {(one.outcome, one.reason) for one in planned} == {(RowOutcome.SKIPPED, "没有变化")}


async def test_what_a_signed_reply_says_is_never_overwritten(archive):
    row = (await case_list(CaseFilter(), actor=OFFICE, per_page=50)).rows[0]
    said = {"编号": row.id, "类型": row.track.label, "年度": row.year, "案号": row.number, "案由": row.title}
    heads, cells = (*said, "办理结果", "答复日期"), (*map(str, said.values()), "丁类", "1999-01-01")
    sheet = Sheet("CSV", (tuple(heads), tuple(cells)))
    table = table_of(sheet, 1)
    (one,) = await plan_of(PROPOSALS, table, Mapped(proposed(PROPOSALS, heads), {}), actor=OFFICE)
    assert "result_class" not in one.changes and "replied_on" not in one.changes
    assert "办理结果" in one.reason
