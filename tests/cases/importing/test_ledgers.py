"""Old ledgers: each row its outcome and reason, nothing lost, nothing overwritten, and a way back."""

import csv
import io
import json
import random
import string
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import database
from cases.actor import OFFICE
from cases.errors import CaseError, LedgerDone, LedgerUsed, RowsWrong
from cases.importing.ledger_batches import begin_ledger, explain_columns, remembered, save_ledger, undo_ledger
from cases.importing.ledger_fields import proposed
from cases.importing.ledger_plans import counts_of, plan_of
from cases.importing.ledger_tables import Mapped, Sheet, likely_head, read_ledger, table_of
from cases.intake.formats_sheet import read_tables
from cases.intake.sheet_text import quoted, storable
from cases.queries.cases import CaseFilter, case_list
from cases.queries.commitments import CommitmentFilter, commitment_list
from cases.tables import Case, Commitment, JournalEntry, SheetRow
from cases.vocabulary import LedgerKind, RowOutcome
from server.columns import CASES, COMMITMENTS
from server.exports import sheet_of
from server.sheets import Head, workbook

pytestmark = pytest.mark.anyio

PROPOSALS, PROMISES = LedgerKind.PROPOSALS, LedgerKind.COMMITMENTS
HEADS = ("类型", "年度", "提案编号", "提案标题", "提案人", "承办单位", "协办单位", "办理结果", "答复日期")
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=40)


def rows_of(count: int, first: int = 1) -> list[list[str]]:
    return [
        ["提案", "2019", f"{number:04d}", f"关于第{number}处食堂的建议", "甲某、乙某", "某某单位", "另一单位", "B类",
         "2019年6月3日"]
        for number in range(first, first + count)
    ]  # fmt: skip


def as_csv(rows, encoding="utf-8-sig") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([HEADS, *rows])
    return out.getvalue().encode(encoding)


def table_in(data: bytes, ledger=PROPOSALS, name="台账.csv"):
    """The table of a file with what its columns are taken for."""
    sheet = read_ledger(name, data)[0]
    table = table_of(sheet, likely_head(sheet, ledger))
    return table, Mapped(proposed(ledger, table.headings), {})


async def begun(table, mapped, ledger=PROPOSALS) -> int:
    return await begin_ledger(
        ledger, "台账.csv", "0" * 64, sheet=table.sheet, head_row=table.head_row, mapped=mapped, actor=OFFICE
    )


async def saved(data: bytes, ledger=PROPOSALS, *, whole=False):
    table, mapped = table_in(data, ledger)
    batch = await begun(table, mapped, ledger)
    return batch, await save_ledger(batch, table, mapped, whole=whole, actor=OFFICE)


def spoilt(rows: list[list[str]], count: int) -> dict[int, str]:
    """Spoil so many rows in different ways at random places; the kind of badness by row number."""
    kinds = {
        "no title": lambda row: row.__setitem__(3, "  "),
        "no number": lambda row: row.__setitem__(2, ""),
        "number without digits": lambda row: row.__setitem__(2, "无号"),
        "no year": lambda row: row.__setitem__(1, ""),
        "year of two digits": lambda row: row.__setitem__(1, "19年"),
        "unknown track": lambda row: row.__setitem__(0, "来信"),
        "no such day": lambda row: row.__setitem__(8, "2019-02-30"),
        "no day at all": lambda row: row.__setitem__(8, "年底"),
        "two days": lambda row: row.__setitem__(8, "2019-01-02至2019-01-05"),
        "endless cell": lambda row: row.__setitem__(3, "长" * 31_000),
        "twice": lambda row: row.__setitem__(2, rows[0][2]),
    }
    names = list(kinds)
    chosen = random.Random(37).sample(range(1, len(rows)), count)
    bad = {}
    for turn, at in enumerate(chosen):
        kinds[names[turn % len(names)]](rows[at])
        bad[at + 2] = names[turn % len(names)]  # the heading is row 1
    return bad


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


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "gbk"])
def test_a_csv_is_read_in_any_usual_encoding(encoding):
    table, mapped = table_in(as_csv(rows_of(2), encoding))
    assert len(table.lines) == 2
    assert set(mapped.columns.values()) >= {"track", "year", "number", "title", "submitters", "unit", "co_units"}


def test_merged_headings_in_two_rows_are_understood():
    heads = [Head("案号"), Head("案由"), Head("主办", "承办单位"), Head("会办", "承办单位"), Head("类别", "办理结果")]
    data = workbook(heads, [("0007", "甲", "乙局", "丙局", "A类")], title="某年台账", conditions=(), actor=OFFICE)
    sheet = read_ledger("a.xlsx", data)[0]
    table = table_of(sheet, likely_head(sheet, PROPOSALS))
    assert table.headings[:2] == ("案号", "案由") and "承办单位/主办" in table.headings
    assert proposed(PROPOSALS, table.headings) == {0: "number", 1: "title", 2: "unit", 3: "co_units", 4: "result_class"}
    assert [line.cells[0] for line in table.lines] == ["0007"]


def test_cells_merged_over_rows_say_the_same_in_each():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("案号", "承诺事项"), ("12", "建一处食堂"), (None, "办一次培训")):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    out = io.BytesIO()
    book.save(out)
    table, _ = table_in(out.getvalue(), PROMISES, "a.xlsx")
    assert [line.cells for line in table.lines] == [("12", "建一处食堂"), ("12", "办一次培训")]


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


def _bare(row: list[str]) -> list[str]:
    """Blank cells at the end of a row are none."""
    while row and not row[-1].strip():
        row = row[:-1]
    return [*row, "", ""][:2]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_no_character_is_lost_on_the_way_out_and_in(pairs):
    special = [("0007", "12345678901234567890"), ("𠮷㛃龘", "一\n二"), ("=1+1", "'=1"), ("2024-06-30", "_x000D_")]
    rows = [*pairs, *special]
    wanted = [[storable(cell) for cell in row] for row in rows]
    data = workbook([Head("甲"), Head("乙")], rows, title="表", conditions=(), actor=OFFICE)
    back = json.loads(read_tables("a.xlsx", data).text)[0]["rows"]
    assert [[*row, "", ""][:2] for row in back[4 : 4 + len(rows)]] == [_bare(row) for row in wanted]
    out = io.StringIO()
    csv.writer(out).writerows([["甲", "乙"], *([quoted(storable(cell)) for cell in row] for row in rows)])
    back = json.loads(read_tables("a.csv", ("\ufeff" + out.getvalue()).encode()).text)[0]["rows"]
    padded = [[*row, "", ""][:2] for row in back[1:]] + [["", ""]] * len(rows)
    assert padded[: len(rows)] == [_bare(row) for row in wanted]


@pytest.mark.parametrize("junk", [b"PK\x03\x04" + b"x" * 900, b"\xff\xfe\x00" * 99, b'"' * 999 + b"\n,"])
def test_junk_is_refused_in_words(junk):
    try:
        read_ledger("a.xlsx", junk)
    except CaseError as problem:
        assert not set(str(problem)) & set(string.ascii_letters) - set("xlsUTFGBK8MxC")
