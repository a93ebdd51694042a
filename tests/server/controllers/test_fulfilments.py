"""Promises beside what later documents tell."""

import pytest

from tests.server.controllers.series_letters import enter_letters

pytestmark = pytest.mark.anyio


async def test_both_sentences_and_why(staff):
    await enter_letters()
    page = (await staff.get("/fulfilments/")).text
    assert "已印发《杭州市社区书屋管理办法》" in page
    assert "所承诺的文件已经出台" in page


async def test_the_public_is_not_shown_what_nobody_has_judged(site):
    assert (await site.get("/fulfilments/")).status_code in (303, 403, 404)
