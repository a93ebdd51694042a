"""The ledger of commitments as it is printed: A4 lying across, its head on every page, the rule of its lamps above."""

from collections.abc import Sequence

from cases.papers.grids import label, small
from cases.papers.model import Cell, Form, Grid, Paper
from cases.papers.texts import clean, title_lines
from cases.queries.commitments import CommitmentRow
from cases.vocabulary import Lamp
from cases.vocabulary.papers import Field, ListKind

# More rows than this are no paper any more; the workbook takes them.
MOST_ROWS = 2_000
_SIZE = 9.5
_COLUMNS = (
    (Field.NO, 3), (Field.LIGHT, 7), (Field.PROMISE, 20), (Field.MEASURE, 9), (Field.OWNER, 10), (Field.FIRST_DUE, 7),
    (Field.DUE_NOW, 8), (Field.PROGRESS, 17), (Field.VERIFIED, 7), (Field.NUMBER, 7),
)  # fmt: skip
# A mark beside the word: printed in black, a colour says nothing.
_MARKS = {
    Lamp.RED: "■", Lamp.YELLOW: "▲", Lamp.GREEN: "●", Lamp.BLUE: "◆", Lamp.UNDATED: "○", Lamp.GREY: "—",
}  # fmt: skip


def ledger_paper(rows: Sequence[CommitmentRow], *, rule: str, made: str) -> Paper:
    """The rows as they stand in the list. rule: what the lamps mean; made: who printed it when, and what was asked."""
    head = tuple(label(name) for name, _ in _COLUMNS)
    body = tuple(
        tuple(Cell(clean(cell)) for cell in (str(number), *_cells(row))) for number, row in enumerate(rows, start=1)
    )
    total = (Cell(f"合计 {len(rows)} 条", span=len(_COLUMNS)),)
    grid = Grid(tuple(share for _, share in _COLUMNS), (head, *body, total), head=1, size=_SIZE)
    title = ListKind.LEDGER.label
    return Paper(
        kind=ListKind.LEDGER,
        form=Form.SHEET,
        name=title,
        title=title_lines(title, 40),
        blocks=(small(made), small(rule), grid),
        across=True,
    )


def _cells(row: CommitmentRow) -> tuple[str, ...]:
    stands = row.progress
    if stands is None:
        return ("", row.quote, "", row.department or "", "", "", "", "", row.number or "")
    due = row.due_on.isoformat() if row.due_on else row.deadline_raw or "未定"
    changed = f"\n变更 {stands.changes} 次" if stands.changes else ""
    asked = f"\n申请改为 {stands.asked}" if stands.asked else ""
    told = f"{stands.stage.label}：{stands.told}\n{stands.reported_on}" if stands.stage else ""
    found = f"{stands.verdict.label}\n{stands.verified_on}" if stands.verdict else ""
    return (
        f"{_MARKS[stands.lamp]} {row.state.label if row.kept else stands.lamp.label}", row.quote, stands.measure or "",
        "\n".join(part for part in (row.department or "未载明", stands.owner) if part),
        stands.original_due_on.isoformat() if stands.original_due_on else "未定", f"{due}{changed}{asked}", told, found,
        row.number or row.document_title[:14],
    )  # fmt: skip
