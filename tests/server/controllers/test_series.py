"""Figures over time on pages."""

import json
import re

import pytest

from cases.vocabulary import Role
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


async def test_the_offices_join_part_and_undo_and_others_see_the_outcome(site, client_as):
    await enter_letters()
    await site.enter(Role.OVERSIGHT)
    (address,) = set(re.findall(r'href="(/series/\d+)"', (await site.get("/series/?text=书屋")).text))
    page = (await site.get(f"{address}?with=书车")).text
    other = re.search(r'name="other" value="(\d+)"', page)[1]
    assert "没有排到一起，因为：" in page
    refused = await site.write(f"{address}/join", {"other": other, "told": " "})
    assert (refused.status_code, "没有填写理由" in refused.text) == (422, True)
    assert (await site.write(f"{address}/join", {"other": other, "told": "同一项统计"})).status_code == 303
    page = (await site.get(address)).text
    points = re.findall(r'name="point" value="(\d+)"', page)
    assert len(points) > 2
    assert "同一项统计" in page
    outside = (await (await client_as(Role.SUBMITTER)).get(address)).text
    assert "经人工调整" in outside
    assert "同一项统计" not in outside
    dropped = {"figure": points[-1], "point": points, "told": "口径不同", "act": "drop"}
    assert (await site.write(f"{address}/part", dropped)).status_code == 303
    page = (await site.get(address)).text
    assert len(re.findall(r'name="point" value="(\d+)"', page)) == len(points) - 1
    undo = re.findall(r'action="(/series/decisions/\d+/undo)"', page)
    assert len(undo) == 2
    back = await site.write(undo[0])
    assert len(re.findall(r'name="point"', (await site.get(back.headers["location"])).text)) == len(points)
    assert "剔除序列中的数字" in (await site.get("/series/decisions")).text
