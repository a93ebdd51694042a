"""The map of themes as a page: a number leads to as many cases."""

import re

import pytest

pytestmark = pytest.mark.anyio


async def test_each_number_leads_to_as_many_cases(site):
    page = (await site.get("/statistics/themes")).text
    links = re.findall(r'<a href="(/statistics/themes/rows\?[^"]+)">([\d,]+)</a>', page)
    assert links
    for address, number in sorted(set(links))[:4]:
        rows = (await site.get(address.replace("&amp;", "&"))).text
        assert re.search(r"共 <strong>([\d,]+)</strong>", rows)[1] == number


async def test_an_empty_year_says_so_and_what_there_is_not_is_not_found(site):
    assert "本年度尚无数据" in (await site.get("/statistics/themes?year=1990")).text
    assert (await site.get("/statistics/themes?measure=promised")).status_code == 404
    assert (await site.get("/statistics/themes/rows?theme=nothing")).status_code == 404
