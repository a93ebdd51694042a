"""Tables written beside: whole, told of when ready, fetched by whoever asked and by nobody else, gone after a week."""

import asyncio
import io
from datetime import timedelta

import openpyxl
import pytest

from cases.clock import now
from cases.tables import ExportJob, Notice
from cases.vocabulary import Role
from server import exports

pytestmark = pytest.mark.anyio


async def test_a_long_table_is_written_beside_and_belongs_to_who_asked(client_as, monkeypatch):
    monkeypatch.setattr(exports, "WAITED_FOR", 1)
    mine = await client_as(Role.ASSIGNER)
    led = await mine.get("/data/commitments.xlsx?year=2024")
    assert led.status_code == 303
    assert "年度 2024" in (await mine.get(led.headers["location"])).text
    begun = await mine.write("/exports", {"noun": "commitments", "asked": "year=2024"})
    page = begun.headers["location"]
    await asyncio.gather(*mine.app.state.tasks)
    assert "已生成" in (await mine.get(page)).text
    sheet = openpyxl.load_workbook(io.BytesIO((await mine.get(f"{page}/file")).content)).active
    assert "年度 2024" in sheet.cell(2, 1).value
    listed = (await mine.get("/data/commitments.json?year=2024")).json()
    assert sheet.max_row - 6 == listed["meta"]["total"] > 0
    told = await Notice.select().where(Notice.event == "export_ready")
    assert [row["link"] for row in told] == [page]
    other = await client_as(Role.ASSIGNER)
    assert (await other.get(page)).status_code == (await other.get(f"{page}/file")).status_code == 404
    await ExportJob.update({ExportJob.expires_at: now() - timedelta(minutes=1)}).where(ExportJob.id > 0)
    assert (await mine.get(f"{page}/file")).status_code == 404
