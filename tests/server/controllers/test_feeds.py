"""Feeds, downloads and addresses for machines."""

import re
from xml.etree import ElementTree

import pytest

from server.controllers import feeds
from tests.samples import PHONE

pytestmark = pytest.mark.anyio
ATOM = "{http://www.w3.org/2005/Atom}"


async def test_the_feed_is_valid_and_dated_by_its_records(site):
    answer = await site.get("/feed.atom")
    feed = ElementTree.fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 2
    assert answer.content == (await site.get("/feed.atom")).content
    for entry in entries:
        assert re.fullmatch(r"tag:dafu,2026:reply-\d+", entry.find(f"{ATOM}id").text)
        assert (await site.client.get(entry.find(f"{ATOM}link").get("href"))).status_code == 200


async def test_the_feed_takes_the_filters_of_the_columns(site):
    feed = ElementTree.fromstring((await site.get("/feed.atom?track=npc")).content)
    assert [entry.find(f"{ATOM}title").text for entry in feed.findall(f"{ATOM}entry")] == [
        "关于多办家门口普惠托育点的建议"
    ]


async def test_the_site_map_lists_what_is_published(site):
    tree = ElementTree.fromstring((await site.get("/sitemap.xml")).content)
    assert len(tree) == 2
    for url in tree:
        assert (await site.client.get(url[0].text)).status_code == 200


async def test_a_site_map_that_would_be_too_long_becomes_several(site, monkeypatch):
    whole = [url[0].text for url in ElementTree.fromstring((await site.get("/sitemap.xml")).content)]
    monkeypatch.setattr(feeds, "IN_MAP", 1)
    site.app.state.kept = None  # nobody changes how much is in a map while answers are kept
    index = ElementTree.fromstring((await site.get("/sitemap.xml")).content)
    assert index.tag.endswith("sitemapindex") and len(index) == len(whole)
    parts = [ElementTree.fromstring((await site.get(one[0].text)).content) for one in index]
    assert [url[0].text for part in parts for url in part] == whole
    for wrong in ("3.xml", "0.xml", "1.txt", "x"):
        assert (await site.get(f"/sitemap/{wrong}")).status_code == 404


async def test_robots_are_told_where_not_to_go(site):
    text = (await site.get("/robots.txt")).text
    assert "Disallow: /search" in text
    assert "Sitemap: http://site.test/sitemap.xml" in text


@pytest.mark.parametrize(
    "path", ["/feed.atom", "/data/replies.csv", "/data/commitments.json?per=100", "/data/figures.csv"]
)
async def test_nothing_closed_or_personal_leaves(site, path):
    text = (await site.get(path)).text
    for secret in ("黑车", "第911号", PHONE):
        assert secret not in text


async def test_pages_of_json_link_to_each_other(site):
    held = (await site.get("/data/commitments.json")).json()
    assert held["links"]["first"] == held["links"]["self"] == held["links"]["last"]
    assert "next" not in held["links"]
