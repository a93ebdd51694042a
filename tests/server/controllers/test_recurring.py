"""What is raised year after year as a page, with its rule."""

import pytest

pytestmark = pytest.mark.anyio


async def test_the_page_says_what_it_found_or_that_it_found_nothing(site):
    page = (await site.get("/statistics/recurring")).text
    assert "口径" in page or "没有提过 2 个年度以上的事项" in page
    assert "没有提过 5 个年度以上的事项" in (await site.get("/statistics/recurring?least=5")).text
    assert "本年度尚无数据" in (await site.get("/statistics/recurring?year=1990")).text
    assert (await site.get("/statistics/recurring?least=x&page=-1")).status_code == 200
