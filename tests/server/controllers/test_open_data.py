"""Open data: three skins of one query, walked without a gap, and not a byte of what is closed."""

import csv
import io
import re

import pytest

from cases.actor import IMPORTER
from cases.clock import now
from cases.importing.lookups import load_lookups
from cases.importing.parsing import parse
from cases.importing.saving import save
from cases.intake.sources import read_document
from cases.tables import ProgressReport, Publication, Reply
from cases.vocabulary import Role
from server.open_data import DATASETS
from tests.cases.tables.rules import new_row
from tests.samples import PHONE
from tests.server.controllers.series_letters import enter_letters

pytestmark = pytest.mark.anyio
SECRET = """杭州市水利局关于市政协十二届二次会议第913号提案的答复

公开方式：不予公开

许知远委员：
您提出的《关于堤坝隐患点巡查的提案》（第913号）收悉，现答复如下：
截至2022年底，全市设有巡查点417处。
我局将在2027年底前新增巡查点50处，并出台巡查办法。
杭州市水利局
2025年5月30日
"""


async def walked(site, address):
    """Every row that links lead to, and how many there are said to be."""
    rows, totals = [], set()
    while address:
        held = (await site.get(address)).json()
        rows, address = rows + held["data"], held["links"].get("next")
        totals.add(held["meta"]["total"])
    return rows, totals


async def test_links_lead_to_each_row_once_and_the_table_holds_the_same(site):
    await enter_letters()
    for noun in DATASETS:
        await in_three_skins(site, noun)


async def in_three_skins(site, noun):
    whole, totals = await walked(site, f"/api/v1/{noun}?limit=200")
    ids = [row["id"] for row in whole]
    assert len(set(ids)) == len(ids) > 0
    assert totals == {len(ids)}
    assert (await walked(site, f"/api/v1/{noun}.json?limit=1")) == (whole, totals)
    table = (await site.get(f"/api/v1/{noun}.csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [row["id"] for row in rows] == ids
    assert list(rows[0]) == list(whole[0])
    last = (await site.get(f"/api/v1/{noun}?limit=1&cursor=YTA")).json()
    assert last["data"] == whole[:1]


async def test_what_is_narrowed_is_the_list_of_the_page(site):
    for address, page in (
        ("commitments?keeping=ahead", "/gk/promises?keeping=ahead"),
        ("replies?track=npc", "/gk/?track=npc"),
    ):
        total = (await site.get(f"/api/v1/{address}")).json()["meta"]["total"]
        assert re.search(r"共 <strong>([\d,]+)</strong>", (await site.get(page)).text).group(1) == str(total)


async def test_who_has_it_asks_again_for_nothing(site):
    for address in ("/api/openapi.json", "/api/v1", "/api/v1/cases", "/api/v1/cases.csv", "/api/v1/replies/1"):
        first = await site.get(address)
        assert first.headers["etag"].startswith('"')
        assert first.headers["cache-control"] == "public, no-cache"
        assert "set-cookie" not in first.headers
        again = await site.get(address, If_None_Match=first.headers["etag"])
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        head = await site.client.head(address)
        assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])
    assert "last-modified" in (await site.get("/api/v1/replies/1")).headers


async def test_a_signed_in_reader_gets_what_everybody_gets(site, client_as):
    staff = await client_as(Role.REVIEWER)
    for address in ("/api/v1/commitments", "/api/v1/cases.csv"):
        assert (await staff.get(address)).content == (await site.get(address)).content


async def test_other_sites_may_read_this_and_nothing_else(site):
    for address, shared in (
        ("/api/v1/cases", True), ("/api/v1/cases/99", True), ("/", False), ("/data/cases.json", False),
        ("/cases/1", False),
    ):  # fmt: skip
        answer = await site.get(address, Origin="http://elsewhere.test")
        assert (answer.headers.get("access-control-allow-origin") == "*") is shared
        assert "access-control-allow-credentials" not in answer.headers
    before = await site.client.options("/api/v1/cases", headers={"Origin": "http://elsewhere.test"})
    assert (before.status_code, before.headers["access-control-allow-headers"]) == (204, "If-None-Match")
    assert (await site.client.post("/api/v1/cases")).status_code == 405


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/cases?yeer=1", 400, "query_wrong"), ("/api/v1/cases/1?limit=x", 400, "query_wrong"),
        ("/api/v1/cases/99", 404, "not_found"), ("/api/v1/cases/3", 404, "not_found"),
        ("/api/v1/cases/x", 404, "not_found"),
        ("/api/v1/nothing", 404, "http_404"),
    ],
)  # fmt: skip
async def test_a_problem_says_in_chinese_what_to_do(site, address, status, code):
    answer = await site.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    held = answer.json()
    assert (held["status"], held["code"]) == (status, code)
    assert re.search(r"[\u4e00-\u9fff]", held["title"]) and held["detail"].endswith("。")
    assert answer.headers["cache-control"] == "no-store"


async def test_what_was_withdrawn_is_gone(site):
    one = await Reply.select(Reply.case).where(Reply.id == 1).first()
    await Reply.update({Reply.audience: "office"}).where(Reply.id == 1)
    await Publication(case=one["case"], reply=1, state="withdrawn", withdrawn_at=now(), reason="写有姓名").save()
    gone = await site.get("/api/v1/replies/1")
    assert (gone.status_code, gone.json()["code"]) == (410, "withdrawn")
    assert "1" not in [row["id"] for row in (await walked(site, "/api/v1/replies"))[0]]


async def public(site):
    """Every public address that a crawler finds, with its bytes and headers."""
    found, waiting = {}, ["/gk/", "/sitemap.xml", "/feed.atom", "/api/v1", "/api/", "/api/openapi.json"]
    waiting += [f"/api/v1/{noun}{form}" for noun in DATASETS for form in ("?limit=200", ".csv")]
    waiting += [
        f"/data/{noun}.{form}" for noun in ("cases", "replies", "commitments", "figures") for form in ("csv", "json")
    ]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        answer = await site.get(address)
        kept = {name: answer.headers.get(name) for name in ("etag", "last-modified", "link", "content-length")}
        found[address] = (answer.status_code, answer.content, kept)
        if answer.headers.get("content-type", "").startswith(("application/json", "text/html")):
            waiting += re.findall(r'(?:http://site.test|href=")(/(?:gk|api)/[^"#?<>\\\s]*)', answer.text)
    return found


async def test_a_closed_case_changes_no_byte_of_what_is_open(site):
    before = await public(site)
    saved = await save(
        parse(read_document("closed-913.txt", SECRET.encode())), lookups=await load_lookups(), actor=IMPORTER
    )
    assert saved is not None
    # What units write among themselves in a case that is open, and what they tell of a promise that is.
    await new_row(Reply, case=1, printed_name="杭州市水利局", kind="co_opinion", state="sent", audience="units")
    await new_row(ProgressReport, commitment=1, told="巡查点已建成", amount="50")
    after = await public(site)
    assert before.keys() == after.keys() and len(before) > 30
    assert [address for address in before if before[address] != after[address]] == []
    text = b"".join(content for _, content, _ in after.values()).decode(errors="replace")
    for word in ("堤坝", "巡查", "水利局", PHONE, "黑车"):
        assert word not in text
