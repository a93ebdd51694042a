"""Keeping searches: from the page to the list and away again; nobody sees those of another."""

import re

import pytest

from cases.vocabulary import Role

pytestmark = pytest.mark.anyio


async def test_a_search_is_saved_renamed_paused_and_deleted_search_9(site, client_as):
    await site.enter(Role.OVERSIGHT)
    page = (await site.get("/search?q=养老&page=2")).text
    query = re.search(r'action="/saved_searches".*?name="query" value="([^"]*)"', page, re.S)[1]
    made = await site.write("/saved_searches", {"page": "search", "query": query, "name": "养老的事"})
    place = made.headers["location"]
    assert "检索词 养老" in (await site.get(place)).text
    assert 'href="/search?q=%E5%85%BB%E8%80%81"' in (await site.get("/saved_searches")).text
    refused = await site.write("/saved_searches", {"page": "cases", "query": "", "name": "养老的事"})
    assert refused.status_code == 409 and "已经有一个叫" in refused.text
    other = await client_as(Role.OVERSIGHT)
    assert (await other.get(place)).status_code == 404
    assert (await other.write(f"{place}/delete")).status_code == 404
    await site.write(f"{place}/told")
    assert "恢复提醒" in (await site.get(place)).text
    await site.write(f"{place}/told", {"wanted": "1"})
    await site.write(f"{place}/name", {"name": "别的名字"})
    assert "别的名字" in (await site.get(place)).text
    await site.write(f"{place}/delete")
    assert (await site.get(place)).status_code == 404


async def test_the_last_questions_are_ones_own_and_can_be_erased_search_9(site, client_as):
    await site.enter(Role.OVERSIGHT)
    for n in range(22):
        await site.get(f"/search?q=养老 {n % 21}")
    listed = (await site.get("/saved_searches")).text
    assert listed.count("检索词 养老") == 20 and "养老 0<" in listed and "养老 1<" not in listed
    assert "检索词 养老" not in (await (await client_as(Role.OVERSIGHT)).get("/saved_searches")).text
    await site.write("/saved_searches/forget")
    assert "检索词 养老" not in (await site.get("/saved_searches")).text
