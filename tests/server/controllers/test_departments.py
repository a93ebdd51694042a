"""The list of units and one unit."""

import re

import pytest

pytestmark = pytest.mark.anyio


async def one(site, text):
    page = (await site.client.get(f"/departments/?text={text}")).text
    return re.search(r'href="(/departments/\d+)">', page).group(1)


async def test_a_unit_is_found_by_name_and_shows_its_work(site):
    page = (await site.get(await one(site, "民政局"))).text
    assert "加装电梯" in page
    assert "1 件 / 0 件" in page
    assert re.search(r'href="/cases/\d+#c\d+"', page)


async def test_a_helping_unit_is_told_from_a_leading_one(site):
    assert "0 件 / 1 件" in (await site.get(await one(site, "财政局"))).text


async def test_the_directory_is_longer_than_the_list(site):
    async def count(path):
        page = (await site.client.get(path)).text
        return int(re.search(r"共 <strong>([\d,]+)</strong>", page).group(1).replace(",", ""))

    assert await count("/departments/?whole=1") > await count("/departments/")


async def test_a_unit_of_closed_cases_only_is_not_listed_for_the_public(site):
    assert "公安局" not in (await site.client.get("/departments/")).text
    await site.enter()
    assert "公安局" in (await site.client.get("/departments/")).text
