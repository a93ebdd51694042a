"""The audit page: for auditors and, in part, the administrator; filtered by its address; never to be changed."""

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from cases.database import engine
from cases.tables import Case, JournalEntry
from cases.vocabulary import Role

pytestmark = pytest.mark.anyio


def shown(page: str) -> int:
    return int(re.search(r"共 <strong>([\d,]+)</strong>", page).group(1).replace(",", ""))


@pytest.fixture
async def auditor(client_as):
    return await client_as(Role.AUDITOR)


async def test_every_row_is_there_for_the_auditor(auditor):
    page = (await auditor.get("/audit")).text
    assert shown(page) == await JournalEntry.count() > 0
    assert 'href="/audit" aria-current="page"' in (await auditor.get("/audit")).text.replace("/audit/", "/audit")
    assert not re.search(r'<form[^>]*method="post"[^>]*/audit', page)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR, Role.ADMIN, Role.PUBLIC, Role.OPERATOR,
                                                     Role.IMPORTER, Role.SYSTEM}))  # fmt: skip
async def test_other_roles_are_turned_away(client_as, role):
    client = await client_as(role)
    for path in ("/audit", "/audit?chain=1", "/audit/journal.csv", "/audit/journal.xlsx"):
        assert (await client.get(path)).status_code == 403
    assert 'href="/audit"' not in (await client.get("/")).text


async def test_the_public_is_led_to_the_entry(site):
    assert (await site.get("/audit")).status_code == 303


async def test_the_administrator_sees_the_technical_part(client_as, auditor):
    admin = await client_as(Role.ADMIN)
    signed_in = (await admin.get("/audit?verb=sign_in")).text
    assert shown(signed_in) > 0
    assert shown((await admin.get("/audit")).text) <= shown((await auditor.get("/audit")).text)


async def test_filters_stand_in_the_address_and_in_the_downloads(auditor):
    page = (await auditor.get("/audit?verb=sign_in&who=%E5%AE%89")).text
    assert re.search(r"/audit/journal\.csv\?who=%E5%AE%89&amp;verb=sign_in", page)
    held = await auditor.get("/audit/journal.csv?verb=sign_in")
    rows = list(csv.DictReader(io.StringIO(held.text.removeprefix("\ufeff"))))
    assert len(rows) == shown((await auditor.get("/audit?verb=sign_in")).text) > 0
    assert {row["操作"] for row in rows} == {"登录"}
    assert held.headers["cache-control"] == "no-store"
    for nonsense in ("verb=x", "since=never", "page=0", "page=zz", "until=0001-01-01", "since=0001-01-01"):
        assert (await auditor.get(f"/audit?{nonsense}")).status_code == 200


async def test_a_workbook_says_what_was_asked_and_leaves_a_row(auditor):
    answer = await auditor.get("/audit/journal.xlsx?verb=sign_in")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet["A2"].value == "条件：操作 登录"
    last = await JournalEntry.select().order_by(JournalEntry.seq, ascending=False).first()
    assert (last["verb"], last["person"]) == ("read_audit", auditor.actor.person)
    assert re.fullmatch(r"导出 \d+ 条", last["new"])
    assert (await auditor.get("/audit/other.xlsx")).status_code == 404


async def test_the_chain_is_examined_when_asked_and_only_then(auditor):
    await engine().run_ddl("DROP TRIGGER journal_no_update")
    before = (await auditor.get("/audit")).text
    assert "未发现改动" not in before
    assert f"共 {await JournalEntry.count()} 条，未发现改动" in (await auditor.get("/audit?chain=1")).text
    await JournalEntry.update({JournalEntry.actor: "别人"}).where(JournalEntry.seq == 2)
    found = (await auditor.get("/audit?chain=1")).text
    assert "第 2 条内容被改动，之前 1 条完好" in found
    assert "未发现改动" not in found


async def test_opening_a_case_that_is_not_public_leaves_a_row_the_auditor_finds(auditor, client_as):
    case = await Case.select().where(Case.audience == "public").first()
    await Case.update({Case.audience: "parties"}).where(Case.id == case["id"])
    reader = await client_as(Role.OVERSIGHT)
    for _ in range(2):
        assert (await reader.get(f"/cases/{case['id']}")).status_code == 200
    page = (await auditor.get(f"/audit?verb=see&case={case['number']}")).text
    assert shown(page) == 1
    assert reader.actor.name in page
    await Case.update({Case.audience: "public"}).where(Case.id == case["id"])
    await (await client_as(Role.LEADER)).get(f"/cases/{case['id']}")
    assert shown((await auditor.get("/audit?verb=see")).text) == 1
