"""The sheet as paper, and read back from a table: every line is known by its number, nothing is guessed."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.errors import SheetUnreadable
from cases.papers.look_back_files import rows_of, said_of
from cases.papers.look_backs import SHEET_COLUMNS, cells_of, result_paper, sheet_paper, source_of_sheet, title_of
from cases.queries.look_back_sheets import LineRow, SheetPage
from cases.queries.look_backs import ClassChange, LookBackPage, LookBackRow, SheetRow
from cases.schemes import ResultClass
from cases.vocabulary import ClassSemantic, Light, LookBackState, SheetState, Stage

CLASSES = (
    ResultClass("A", "已经解决", ClassSemantic.SOLVED),
    ResultClass("B", "正在解决", ClassSemantic.IN_PROGRESS),
)
REPLY = LineRow(
    11,
    1,
    5,
    7,
    "012号",
    "关于增设助餐点的提案",
    None,
    None,
    None,
    None,
    "B",
    "B",
    None,
    "",
    None,
    CLASSES,
    None,
    "",
    None,
)
PROMISE = replace(
    REPLY, id=12, position=2, commitment_id=3, quote="年底前建成三处", was="已确认", now="已确认", classes=(),
    due_on=date(2026, 12, 31),
)  # fmt: skip
ROUND = LookBackRow(
    1, "回头看", 2026, None, (ClassSemantic.IN_PROGRESS,), date(2026, 11, 20), LookBackState.OPEN, datetime.now(), None
)
PAGE = SheetPage(
    9, 1, "某局", 4, SheetState.TO_FILL, ROUND, None, None, None, None, Light.GREEN, "", (REPLY, PROMISE), True, False
)
HEAD = [field.label for field, _ in SHEET_COLUMNS]


def test_a_sheet_lies_across_names_its_classes_and_is_known_again():
    paper = sheet_paper(PAGE)
    assert paper.across and paper.source == source_of_sheet(9) == "look_back_sheet/9"
    assert title_of(PAGE) == "2026年B类答复件办理落实情况登记表"
    grid = next(block for block in paper.blocks if hasattr(block, "rows"))
    assert [cell.text for cell in grid.rows[0]] == HEAD and len(grid.rows) == 3


def test_a_result_tells_how_far_each_unit_is_and_what_class_changed():
    row = SheetRow(9, 4, "某局", SheetState.ACCEPTED, 2, 2, 2, Light.DONE, "", None)
    page = LookBackPage(ROUND, (row,), (ClassChange("某局", "012号", "关于助餐点的提案", 7, "B", "A"),))
    said = str(result_paper(page, "打印人：某").blocks)
    assert "已审核" in said and "关于助餐点的提案" in said and "办理类别调整" in said


told = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60)


@given(st.sampled_from(Stage), told, told)
def test_what_is_written_into_the_sheet_is_what_is_read_from_it(stage, of_reply, of_promise):
    """Whatever words: they arrive on their own line, and nowhere else."""
    lines = (replace(REPLY, told=of_reply, class_asked="A"), replace(PROMISE, stage=stage, told=of_promise))
    table = [["某表"], HEAD, *[list(cells_of(line)) for line in lines], ["合计 2 条"]]
    said, wrong = said_of(rows_of([table]), (REPLY, PROMISE))
    assert not wrong
    assert said == {11: (None, of_reply.strip(), "A"), 12: (stage, of_promise.strip(), "")}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({0: "7"}, "没有第 7 行"), ({1: "99号"}, "案号"), ({6: "差不多"}, "完成度"), ({0: "1"}, "出现了两次"),
    ],
)  # fmt: skip
def test_a_row_that_does_not_fit_is_named(change, word):
    row = list(cells_of(PROMISE))
    for at, value in change.items():
        row[at] = value
    _, wrong = said_of(rows_of([[HEAD, list(cells_of(REPLY)), row]]), (REPLY, PROMISE))
    assert len(wrong) == 1 and word in wrong[0]


def test_a_class_that_the_rules_do_not_know_is_named_and_a_table_of_something_else_refused():
    row = list(cells_of(REPLY))
    row[8] = "Z"
    assert "A、B" in said_of(rows_of([[HEAD, row]]), (REPLY,))[1][0]
    row[8] = "a类"
    assert said_of(rows_of([[HEAD, row]]), (REPLY,))[0][11][2] == "A"
    with pytest.raises(SheetUnreadable):
        rows_of([[["姓名", "电话"], ["某", "1"]]])
