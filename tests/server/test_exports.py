"""CSV that no spreadsheet runs, and JSON of the same rows."""

import csv
import io
import json

import pytest

from server import exports

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "  ="])
def test_no_cell_begins_a_formula(start):
    assert exports._cell(f"{start}cmd|' /C calc'!A0").startswith("'")


@pytest.mark.parametrize("plain", ["养老", "607号", "12", "(1)"])
def test_plain_cells_stay(plain):
    assert exports._cell(plain) == plain


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
