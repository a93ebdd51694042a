"""The printed ledger: a row for each commitment, its lamp as mark and word, its first day beside the present one."""

from datetime import date

from cases.papers.ledgers import ledger_paper
from cases.queries.commitment_progress import Progress
from cases.queries.commitments import CommitmentRow
from cases.vocabulary import Category, CommitmentLabel, CommitmentState, Lamp, Stage, Verdict

STANDS = Progress(
    Lamp.BLUE, date(2025, 6, 30), "赵工", "三处都开放", 2, date(2027, 1, 31), Stage.UNDER_WAY, "已完成招标",
    date(2026, 9, 1), Verdict.PARTLY, date(2026, 9, 8),
)  # fmt: skip
ROW = CommitmentRow(
    1, "年底前建成三处", CommitmentLabel.HARD, Category.FACILITY, CommitmentState.CHANGED, date(2026, 12, 31), None,
    False, None, 2, 0, 7, 3, "关于助餐点的提案", None, "0012号", None, 2026, None, "答复", 4, "某局", "某市", STANDS,
)  # fmt: skip


def test_every_column_of_the_ledger_is_on_the_paper_ledger_6():
    paper = ledger_paper([ROW], rule="灯的说明", made="打印人：某")
    grid = paper.blocks[-1]
    cells = [cell.text for cell in grid.rows[1]]
    assert paper.across and grid.head == 1 and "合计 1 条" in grid.rows[-1][0].text
    said = "|".join(cells)
    for word in ("◆", "变更审批中", "三处都开放", "某局\n赵工", "2025-06-30", "变更 2 次", "申请改为 2027-01-31",
                 "进行中：已完成招标\n2026-09-01", "部分属实\n2026-09-08", "0012号"):  # fmt: skip
        assert word in said
    assert [block.text for block in paper.blocks[:2]] == ["打印人：某", "灯的说明"]
