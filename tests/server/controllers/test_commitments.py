"""The list of promises."""

import re

import pytest

pytestmark = pytest.mark.anyio


def shown(page):
    return int(re.search(r"共 <strong>([\d,]+)</strong>", page).group(1))


async def test_every_quote_leads_to_its_sentence(site):
    page = (await site.client.get("/commitments/?per=100")).text
    links = re.findall(r'href="(/(?:cases|documents)/\d+)#(c\d+)"', page)
    assert links
    for address, anchor in links:
        assert f'id="{anchor}"' in (await site.get(address)).text


async def test_parts_of_the_list_add_up_to_the_whole(site):
    whole = shown((await site.client.get("/commitments/")).text)
    dated = shown((await site.client.get("/commitments/?due=dated")).text)
    undated = shown((await site.client.get("/commitments/?due=undated")).text)
    assert dated + undated == whole >= dated > 0


async def test_filters_of_the_page_are_those_of_the_download(site):
    page = (await site.client.get("/commitments/?text=%E6%8A%A4%E7%90%86")).text
    held = (await site.client.get("/data/commitments.json?text=%E6%8A%A4%E7%90%86")).json()
    assert held["meta"]["total"] == shown(page) == 1
    assert "/data/commitments.csv?text=" in page


async def test_a_plan_s_promise_is_there_too(site):
    page = (await site.client.get("/commitments/?text=%E6%8A%A4%E7%90%86")).text
    assert re.search(r'href="/documents/\d+#c\d+"', page)


async def test_nothing_found_says_so_and_offers_a_way_back(site):
    page = (await site.client.get("/commitments/?text=zzz")).text
    assert "没有符合条件的承诺" in page
    assert 'href="/commitments"' in page
