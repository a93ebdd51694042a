"""A look-back sheet as an Excel workbook: to be filled in and sent back, or to be filed."""

import io

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from cases.actor import Actor
from cases.papers.look_backs import SHEET_COLUMNS, ask_of, cells_of, source_of_sheet, title_of
from cases.queries.look_back_sheets import SheetPage
from cases.vocabulary import Stage
from cases.vocabulary.papers import Field
from server.sheets import Head, workbook

RESULT, TOLD = "原办理结果", "办理落实情况"
_GROUPS = {
    Field.CLASS_BEFORE: RESULT, Field.PROMISE: RESULT, Field.DUE_NOW: RESULT, Field.STAGE_TOLD: TOLD,
    Field.CARRIED_OUT: TOLD, Field.RESULT_NOW: TOLD,
}  # fmt: skip
HEADS = tuple(Head(field.label, _GROUPS.get(field, "")) for field, _ in SHEET_COLUMNS)


def sheet_workbook(page: SheetPage, *, actor: Actor) -> bytes:
    """The sheet with merged headings, a list to choose the stage from, and room for the seal below.

    It carries unseen which sheet it is.
    """
    seal = f"{Field.SEAL.label}：{page.unit}"
    made = workbook(
        HEADS, [cells_of(line) for line in page.lines], title=title_of(page),
        conditions=(page.round.title, page.unit, ask_of(page)), actor=actor,
    )  # fmt: skip
    book = load_workbook(io.BytesIO(made))
    book.properties.identifier = source_of_sheet(page.id)
    sheet = book.worksheets[0]
    column = next(at for at, (field, _) in enumerate(SHEET_COLUMNS) if field is Field.STAGE_TOLD)
    letter = get_column_letter(column + 1)
    stages = DataValidation("list", formula1=f'"{",".join(stage.label for stage in Stage)}"', allow_blank=True)
    first = sheet.max_row - len(page.lines)
    stages.add(f"{letter}{first}:{letter}{sheet.max_row - 1}")
    sheet.add_data_validation(stages)
    sheet.append([])
    sheet.append([f"{seal}　　　　{Field.FILLED_BY.label}：　　　　　　{Field.DAY.label}：　　　年　　月　　日"])
    sheet.print_area = None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
