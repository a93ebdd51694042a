"""The yearly files: everything open of a year and nothing else, the same bytes for the same data."""

import csv
import hashlib
import io
import json
import zipfile

import pytest

from cases.actor import PUBLIC
from cases.errors import NotFound
from cases.queries.counting import choices
from cases.tables import Case, Reply
from server.open_data import DATASETS
from server.yearly import yearly_file
from tests.samples import PHONE

pytestmark = pytest.mark.anyio


def inside(body):
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        assert packed.testzip() is None
        return {entry.filename: packed.read(entry) for entry in packed.infolist()}


async def test_all_of_a_year_twice_said_and_described(site):
    held = inside(await yearly_file(2024, "http://site.test"))
    fields = list(csv.reader(io.StringIO(held["fields.csv"].decode("utf-8-sig"), newline="")))[1:]
    for noun in ("cases", "replies", "commitments", "figures", "departments", "sessions", "places"):
        asked = "year=2024&limit=200" if DATASETS[noun].yearly else "limit=200"
        listed = (await site.get(f"/api/v1/{noun}?{asked}")).json()["data"]
        rows = [json.loads(line) for line in held[f"data/{noun}.jsonl"].decode().splitlines()]
        assert [row["id"] for row in rows] == [row["id"] for row in listed] != []
        assert all(
            row[key] == one[key] for row, one in zip(rows, listed, strict=True) for key in row.keys() & one.keys()
        )
        table = list(csv.DictReader(io.StringIO(held[f"data/{noun}.csv"].decode("utf-8-sig"), newline="")))
        assert [row["id"] for row in table] == [row["id"] for row in rows]
        assert list(table[0]) == list(rows[0]) == [key for name, key, *_ in fields if name == noun]
    assert all(row["text"] for row in map(json.loads, held["data/replies.jsonl"].decode().splitlines()))
    sums = dict(reversed(line.split("  ")) for line in held["SHA256SUMS"].decode().splitlines())
    assert sums == {n: hashlib.sha256(body).hexdigest() for n, body in held.items() if n != "SHA256SUMS"}
    assert "2024年" in held["README.txt"].decode()


async def test_equal_data_make_equal_bytes_and_nothing_closed_or_personal_is_inside(site):
    years = (await choices(actor=PUBLIC)).years
    before = {year: await yearly_file(year, "") for year in years}
    await Case.update({Case.title: "关于某处工地的保密提案"}).where(Case.audience != "public")
    await Reply.update({Reply.doc_no: "密发〔2023〕9号"}).where(Reply.audience != "public")
    assert before == {year: await yearly_file(year, "") for year in years}
    # A checksum's digits say nothing, and now and then are those of the case's number.
    held = [(name, body) for one in before.values() for name, body in inside(one).items()]
    text = b"".join(body for name, body in held if name != "SHA256SUMS").decode()
    for secret in (PHONE, "方静", "黑车", "911", "保密"):
        assert secret not in text
    with pytest.raises(NotFound):
        await yearly_file(1999, "")


async def test_it_is_fetched_under_its_year_and_asked_for_again_for_nothing(site):
    first = await site.get("/api/v1/yearly/2024.zip")
    assert first.headers["content-type"] == "application/zip"
    assert inside(first.content).keys() >= {"README.txt", "fields.csv", "SHA256SUMS"}
    assert (await site.get("/api/v1/yearly/2024.zip", If_None_Match=first.headers["etag"])).status_code == 304
    for wrong in ("2024", "x.zip", "1999.zip", "2024.tar"):
        assert (await site.get(f"/api/v1/yearly/{wrong}")).status_code == 404
    assert "/api/v1/yearly/2024.zip" in (await site.get("/api/")).text
