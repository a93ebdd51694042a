"""The results of a search carried away like any list: a long table beside, with what the page counts."""

import asyncio
import io

import openpyxl
import pytest

from cases.actor import OFFICE, PUBLIC
from cases.errors import NotFound
from cases.vocabulary import Role
from server import exports
from server.hits_listing import hits_listing, listing_for
from server.saved_searches import params_of

pytestmark = pytest.mark.anyio


async def test_a_long_result_is_written_beside_search_11(client_as, monkeypatch):
    monkeypatch.setattr(exports, "WAITED_FOR", 1)
    mine = await client_as(Role.OVERSIGHT)
    asked = "q=养老&year=2023&year=2024"
    led = await mine.get(f"/search/export.xlsx?{asked}")
    assert led.status_code == 303
    page = (await mine.get(led.headers["location"])).text
    assert "检索词 养老" in page and "年度 2023、2024" in page
    begun = await mine.write("/exports", {"noun": "search", "asked": asked})
    await asyncio.gather(*mine.app.state.tasks)
    file = await mine.get(f"{begun.headers['location']}/file")
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).active
    index = mine.app.state.index
    listing = hits_listing(index)
    wanted = listing.read(params_of(asked))
    total = (await listing.page(wanted, actor=mine.actor, page=1, per_page=1)).total
    assert sheet.max_row - 5 == total == len(await listing.rows(wanted, actor=OFFICE, total=total)) > 1
    with pytest.raises(NotFound):
        listing_for(index, "journal", actor=PUBLIC)
