"""Figures over time on pages."""

import json
import re

import pytest

from tests.server.controllers.series_letters import enter_letters

pytestmark = pytest.mark.anyio


async def test_every_point_and_target_leads_to_its_sentence(site):
    await enter_letters()
    listed = (await site.get("/series/?text=书屋")).text
    (address,) = set(re.findall(r'href="(/series/\d+)"', listed))
    page = (await site.get(address)).text
    assert "310家" in page
    assert "还差 480" in page
    links = re.findall(r'href="(/(?:cases|documents)/\d+)#([fc]\d+)"', page)
    assert len(links) >= 3
    for place, anchor in links:
        assert f'id="{anchor}"' in (await site.get(place)).text


async def test_chart_and_table_tell_the_same(site):
    await enter_letters()
    (address,) = set(re.findall(r'href="(/series/\d+)"', (await site.get("/series/?text=书屋")).text))
    page = (await site.get(address)).text
    said = json.loads(re.search(r'<script type="application/json" id="series-chart">(.*?)</script>', page, re.S)[1])
    assert said["labels"][:2] == ["2023-06-08", "2024-06-08"]
    assert said["series"][0]["values"][:2] == [310, 420]
    assert "2024-06-08 420家" in said["words"]
    assert all(label in page for label in said["labels"][:2])


async def test_nothing_found_and_nonsense(site):
    assert (await site.get("/series/?text=没有这种东西")).status_code == 200
    assert (await site.get("/series/?place=x&page=-1")).status_code == 200
    assert (await site.get("/series/987654")).status_code == 404
    assert (await site.get("/series/x")).status_code == 404
