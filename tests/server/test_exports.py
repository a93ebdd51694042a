"""CSV that no spreadsheet runs, and JSON of the same rows."""

import csv
import io
import json

import openpyxl
import pytest

from cases.errors import TooManyRows
from server import exports
from server.sheets import MOST_ROWS

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("noun", ["replies", "commitments", "figures"])
async def test_csv_and_json_hold_the_same_rows(site, noun):
    sheet = await site.get(f"/data/{noun}.csv")
    assert sheet.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig"))))
    held = json.loads((await site.get(f"/data/{noun}.json?per=100")).text)
    assert len(rows) - 1 == held["meta"]["total"] == len(held["data"]) > 0
    assert [row[0] for row in rows[1:]] == [str(one["id"]) for one in held["data"]]


async def test_links_lead_to_the_pages(site):
    held = json.loads((await site.get("/data/commitments.json")).text)
    link = held["data"][0]["link"]
    assert link.startswith("http://site.test/")
    assert (await site.client.get(link, follow_redirects=True)).status_code == 200


@pytest.mark.parametrize("noun", ["cases", "replies", "commitments", "figures"])
async def test_a_workbook_holds_the_rows_of_the_list(site, noun):
    got = await site.get(f"/data/{noun}.xlsx?year=2024")
    assert got.headers["content-type"] == exports.SHEET
    sheet = openpyxl.load_workbook(io.BytesIO(got.content)).active
    held = json.loads((await site.get(f"/data/{noun}.json?per=100&year=2024")).text)
    assert "年度 2024" in sheet.cell(2, 1).value
    assert [row[0].value for row in sheet.iter_rows(min_row=6, max_row=sheet.max_row - 1)] == [
        one["id"] for one in held["data"]
    ]


def test_a_chinese_name_has_a_latin_one_beside_it():
    said = exports.attached(b"", '检索结果 养老"; x', "xlsx", exports.SHEET).headers["Content-Disposition"]
    assert said.isascii()
    assert 'filename="dafu.xlsx"' in said
    assert "filename*=UTF-8''%E6%A3%80" in said
    assert said.count('"') == 2


@pytest.mark.parametrize(("total", "fits"), [(0, True), (MOST_ROWS, True), (MOST_ROWS + 1, False)])
def test_a_table_is_never_cut_off_in_silence(total, fits):
    if fits:
        assert exports.count_of_table(total, MOST_ROWS) == total
    else:
        with pytest.raises(TooManyRows):
            exports.count_of_table(total, MOST_ROWS)
