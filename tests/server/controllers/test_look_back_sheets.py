"""A sheet on its page: written without scripts, sent back as a file, judged, and kept from others."""

import io

import pytest
from docx import Document
from openpyxl import load_workbook

from cases import tables
from tests.cases.looking_back import LookedBack
from tests.server.replying import client_of

pytestmark = pytest.mark.anyio
SAID = "三处驿站都已验收并开放"


@pytest.fixture
async def made(site):
    made = await (await LookedBack().made(1)).begun()
    made.unit_site, made.office_site = await client_of(site, made.clerk), await client_of(site, made.office)
    made.path = f"/look_back_sheets/{made.sheet}"
    return made


async def filled(made):
    first, promise = (await made.page()).lines
    return {
        f"told-{first.id}": "整件已经办成",
        f"class-{first.id}": "A",
        f"stage-{promise.id}": "done",
        f"told-{promise.id}": SAID,
    }


async def seen(made):
    return {"seen": str((await made.page()).version)}


async def test_a_sheet_is_filled_handed_in_and_judged_by_plain_forms_ledger_5(made):
    data = await filled(made)
    lacking = await made.unit_site.write(
        made.path, {**await seen(made), "act": "hand-in", **data, f"told-{(await made.page()).lines[1].id}": ""}
    )
    assert lacking.status_code == 422 and "整件已经办成" in lacking.text and "没填完的行：2" in lacking.text
    page = (await made.unit_site.get(made.path)).text
    assert "整件已经办成" not in page, "what was refused is not kept"
    assert (await made.unit_site.write(made.path, {**await seen(made), "act": "save", **data})).status_code == 303
    assert SAID in (await made.unit_site.get(made.path)).text
    assert (await made.unit_site.write(made.path, {**await seen(made), "act": "hand-in", **data})).status_code == 303
    judging = (await made.office_site.get(made.path)).text
    assert "现填" in judging and "A类" in judging and SAID in judging
    judged = {f"verdict-{line.id}": "true" for line in (await made.page()).lines}
    assert (await made.office_site.write(f"{made.path}/decide", {**await seen(made), **judged})).status_code == 303
    round_page = (await made.office_site.get(f"/look_backs/{made.round}")).text
    assert "调整了办理类别的答复" in round_page and "已审核" in round_page
    for name in ("result.pdf", "result.docx"):
        assert (await made.office_site.get(f"/look_backs/{made.round}/{name}")).status_code == 200


def xlsx_with(data, told):
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        if row[0].value == "2":
            row[6].value, row[7].value = "已完成", told
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def docx_with(data, told):
    book = Document(io.BytesIO(data))
    row = book.tables[0].rows[2]
    row.cells[6].text, row.cells[7].text = "已完成", told
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("name", "fill"), [("sheet.xlsx", xlsx_with), ("sheet.docx", docx_with)])
async def test_a_file_comes_back_filled_in_and_is_known_again(made, name, fill):
    given = (await made.unit_site.get(f"{made.path}/{name}")).content
    back = fill(given, SAID)
    answer = await made.unit_site.write(f"{made.path}/file", await seen(made), files={"file": (name, back)})
    assert answer.status_code == 303
    line = (await made.page()).lines[1]
    assert (line.stage.value, line.told) == ("done", SAID)
    assert (await made.page()).state.value == "to_fill", "a file hands nothing in by itself"
    wrong = await made.unit_site.write(
        f"{made.path}/file", await seen(made), files={"file": (name, fill(given, "x").replace(b"PK", b"QK", 1))}
    )
    assert wrong.status_code == 422 and "读不出来" in wrong.text
    other = await LookedBack().made(1)
    await other.begun()
    their = await client_of(made.unit_site, other.clerk)
    refused = await their.write(f"/look_back_sheets/{other.sheet}/file", {"seen": "1"}, files={"file": (name, back)})
    assert refused.status_code == 422 and "另一张回头看表" in refused.text


async def test_the_seal_has_room_and_headings_are_merged_in_the_workbook(made):
    book = load_workbook(io.BytesIO((await made.unit_site.get(f"{made.path}/sheet.xlsx")).content))
    sheet = book.worksheets[0]
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"D4:F4", "G4:I4", "A4:A5"} <= merged and sheet.page_setup.orientation == "landscape"
    assert "盖章" in str(sheet.cell(row=sheet.max_row, column=1).value)
    assert book.properties.identifier == f"look_back_sheet/{made.sheet}"


async def test_another_unit_sees_nothing_of_it(made):
    stranger = await client_of(made.unit_site, made.cast.clerk(1))
    for address in (made.path, f"{made.path}/sheet.xlsx"):
        assert (await stranger.get(address)).status_code == 404
    assert (await stranger.write(made.path, {"seen": "1", "act": "save"})).status_code == 404
    assert not await tables.ProgressReport.exists()
