"""The pages of long tables."""

import pytest

from cases.vocabulary import Role

pytestmark = pytest.mark.anyio


async def test_what_would_be_written_is_said_before(client_as):
    clerk = await client_as(Role.CLERK)
    assert "没有在保存期内的表格" in (await clerk.get("/exports")).text
    page = await clerk.get("/exports/new?noun=cases&year=2024")
    assert "年度 2024" in page.text and "开始生成" in page.text
    for address in ("/exports/new?noun=journal", "/exports/new?noun=nothing", "/exports/987", "/exports/x"):
        assert (await clerk.get(address)).status_code == 404
    assert (await clerk.write("/exports", {"noun": "journal"})).status_code == 404
