"""What is printed of a look-back: the sheet of a unit, empty or filled in, and what the whole round came to. Pure."""

from collections.abc import Sequence

from cases.papers.grids import listed, small
from cases.papers.model import TABLE_SIZE, Block, Cell, Face, Form, Grid, Paper, Paragraph, Run, Shape
from cases.papers.texts import clean, day_words, title_lines
from cases.queries.look_back_sheets import LineRow, SheetPage
from cases.queries.look_backs import LookBackPage
from cases.vocabulary import Stage
from cases.vocabulary.papers import (
    LOOK_BACK_RESULT_TITLE,
    LOOK_BACK_SHEET_ASK,
    LOOK_BACK_SHEET_TITLE,
    OPEN_DAY,
    WHOLE_REPLY,
    Field,
    ListKind,
)

# The columns of a sheet; who sends it back filled in, is understood by these names and the first of them.
SHEET_COLUMNS = (
    (Field.NO, 2), (Field.NUMBER, 3), (Field.TITLE, 8), (Field.CLASS_BEFORE, 3), (Field.PROMISE, 11),
    (Field.DUE_NOW, 5), (Field.STAGE_TOLD, 4), (Field.CARRIED_OUT, 12), (Field.RESULT_NOW, 4),
)  # fmt: skip
_SIZE = 10.5
_UNITS = (
    (Field.NO, 1), (Field.UNIT, 6), (Field.STATE, 3), (Field.COUNT, 2), (Field.FILLED, 2), (Field.JUDGED, 2),
    (Field.TIME, 4),
)  # fmt: skip
_CHANGES = (
    (Field.NO, 1),
    (Field.UNIT, 6),
    (Field.NUMBER, 3),
    (Field.TITLE, 10),
    (Field.CLASS_BEFORE, 2),
    (Field.RESULT_NOW, 2),
)


def source_of_sheet(sheet: int) -> str:
    """What a file of a sheet carries unseen, so that it is known when it comes back."""
    return f"{ListKind.LOOK_BACK_SHEET.value}/{sheet}"


def title_of(page: SheetPage) -> str:
    """What a sheet is headed with: 2026年B类答复件办理落实情况登记表."""
    letters = sorted({line.was for line in page.lines if line.of_reply and line.was})
    return LOOK_BACK_SHEET_TITLE.format(year=page.round.year, classes=f"{'、'.join(letters)}类" if letters else "")


def ask_of(page: SheetPage) -> str:
    """What a sheet asks its unit to do."""
    stages = "、".join(stage.label for stage in Stage)
    return LOOK_BACK_SHEET_ASK.format(stages=stages, due=day_words(page.round.due_on))


def cells_of(line: LineRow) -> tuple[str, ...]:
    """A line as it stands in the sheet, column by column."""
    return (
        str(line.position), line.number or "", line.title, line.was if line.of_reply else "",
        WHOLE_REPLY if line.of_reply else line.quote or "", line.due_on.isoformat() if line.due_on else "",
        line.stage.label if line.stage else "", line.told, line.class_asked or "",
    )  # fmt: skip


def sheet_paper(page: SheetPage) -> Paper:
    """The sheet of a unit, with what was filled in so far and room for the seal."""
    title = title_of(page)
    grid = listed(SHEET_COLUMNS, [cells_of(line) for line in page.lines])
    seal = f"{Field.SEAL.label}：{page.unit}"
    filled = f"{Field.FILLED_BY.label}：　　　　　　　　{Field.DAY.label}：{OPEN_DAY}"
    return Paper(
        kind=ListKind.LOOK_BACK_SHEET,
        form=Form.SHEET,
        name=clean(f"{title}（{page.unit}）"),
        title=title_lines(title, 40),
        blocks=(
            small(f"{page.round.title}　　{page.unit}"),
            small(ask_of(page)),
            _sized(grid),
            small(f"{seal}　　　　　　　　{filled}"),
        ),
        source=source_of_sheet(page.id),
        across=True,
    )


def result_paper(page: LookBackPage, made: str) -> Paper:
    """How far each unit came, and which replies got another class. made: who printed it, when."""
    units = [
        (str(at), sheet.unit, sheet.state.label, str(sheet.lines), str(sheet.filled), str(sheet.decided),
         f"{sheet.handed_in_at:%Y-%m-%d}" if sheet.handed_in_at else "")
        for at, sheet in enumerate(page.sheets, start=1)
    ]  # fmt: skip
    blocks: list[Block] = [small(made), _sized(listed(_UNITS, units))]
    if page.changes:
        changes = [
            (str(at), one.unit, one.number or "", one.title, one.before, one.after)
            for at, one in enumerate(page.changes, start=1)
        ]
        blocks += [_headed("办理类别调整"), _sized(listed(_CHANGES, changes))]
    title = LOOK_BACK_RESULT_TITLE.format(title=page.row.title)
    return Paper(
        kind=ListKind.LOOK_BACK_RESULT,
        form=Form.SHEET,
        name=clean(title),
        title=title_lines(title, 40),
        blocks=tuple(blocks),
        across=True,
    )


def _headed(text: str) -> Paragraph:
    return Paragraph((Run(text, Face.HEADING),), Shape.FLUSH, TABLE_SIZE)


def _sized(grid: Grid) -> Grid:
    """A grid in smaller type; its first column is a number."""
    rows: Sequence[tuple[Cell, ...]] = grid.rows
    return Grid(grid.widths, tuple(rows), grid.head, _SIZE)
