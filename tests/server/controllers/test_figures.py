"""The list of figures."""

import re

import pytest

pytestmark = pytest.mark.anyio


async def test_figures_lead_to_their_place(site):
    page = (await site.client.get("/figures/")).text
    links = re.findall(r'href="(/(?:cases|documents)/\d+)#(f\d+)"', page)
    assert links
    for address, anchor in links:
        assert f'id="{anchor}"' in (await site.get(address)).text


async def test_sorting_by_value_puts_the_greatest_first(site):
    held = (await site.get("/data/figures.json?sort=value")).json()["data"]
    amounts = [float(row["value"]) for row in held]
    assert amounts == sorted(amounts, reverse=True)


async def test_units_narrow(site):
    held = (await site.get("/data/figures.json?unit=%E5%8F%B0")).json()["data"]
    assert [row["value"] for row in held] == ["3219"]
