"""The workbook of a sheet: it can be read back, whatever stands in it."""

import io

from openpyxl import load_workbook

from cases.actor import OFFICE
from cases.intake.formats_sheet import read_tables
from cases.vocabulary import Stage
from server.look_back_files import HEADS, sheet_workbook
from tests.cases.papers.test_look_backs import PAGE


def test_stages_are_chosen_from_a_list_beside_the_lines_alone():
    book = load_workbook(io.BytesIO(sheet_workbook(PAGE, actor=OFFICE)))
    sheet = book.worksheets[0]
    (stages,) = sheet.data_validations.dataValidation
    assert all(stage.label in stages.formula1 for stage in Stage)
    assert str(stages.sqref) == "G6:G7"
    assert [sheet.cell(row=5, column=at).value or sheet.cell(row=4, column=at).value for at in range(1, 10)] == [
        head.title for head in HEADS
    ]
    assert "年底前建成三处" in read_tables("表.xlsx", sheet_workbook(PAGE, actor=OFFICE)).text
