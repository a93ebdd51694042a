"""The list of units and one unit."""

import re
from html import unescape

import pytest

from cases.queries.departments import DepartmentYear
from server.controllers.departments import _chart

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


async def test_years_stand_in_a_table_whose_numbers_lead_to_their_rows(site):
    page = (await site.get(await one(site, "民政局"))).text
    table = page.split('id="years"')[1].split("</section>")[0]
    cells = re.findall(r'href="([^"]+)">([\d,]+)</a>', table)
    assert len(cells) == 4
    for address, number in cells:
        listed = (await site.client.get(unescape(address))).text
        assert re.search(r"共 <strong>([\d,]+)</strong>", listed).group(1) == number, address


async def test_one_year_is_no_chart(site):
    page = (await site.get(await one(site, "民政局"))).text
    assert "data-chart" not in page and "echarts" not in page


def test_a_chart_says_what_its_table_says():
    drawn = _chart([DepartmentYear(2023, 1, 5), DepartmentYear(2024, 2, 8), DepartmentYear(None, 3, 0)])
    assert drawn["labels"] == ["2023年", "2024年"]
    assert [one["values"] for one in drawn["series"]] == [[1, 2], [5, 8]]
    assert "2024年答复 2 件、承诺 8 条" in drawn["words"]
