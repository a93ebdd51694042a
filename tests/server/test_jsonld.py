"""What a published reply says to search engines: its page, and no more."""

import json
import re

import pytest

from server.open_data import DATASETS

pytestmark = pytest.mark.anyio


async def linked(site):
    listed = (await site.get("/gk/?track=cppcc")).text
    page = (await site.get(re.search(r'href="(/gk/\d{4}/ta/[^"]+)"', listed).group(1))).text
    return page, json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S).group(1))


async def test_a_reply_is_a_report_that_cites_its_proposal(site):
    page, said = await linked(site)
    assert said["@type"] == "Report"
    assert said["publisher"] == {"@type": "GovernmentOrganization", "name": "杭州市民政局"}
    assert said["datePublished"] == "2023-06-12"
    assert said["citation"]["identifier"] == "607"
    assert said["url"] in page


async def test_no_value_is_empty_or_unknown_to_the_page(site):
    page, said = await linked(site)

    def leaves(value):
        inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return [leaf for part in inside for leaf in leaves(part)] if inside else [value]

    for leaf in leaves(said):
        assert leaf not in (None, "", [], {})
    assert said["name"] in page and said["identifier"] in page


async def told(site, address):
    page = (await site.get(address)).text
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S).group(1))


async def test_the_catalogue_and_the_public_lists_lead_to_files(site):
    catalogue = await told(site, "/api/")
    assert catalogue["@type"] == "DataCatalog"
    files = [one["contentUrl"] for part in catalogue["dataset"] for one in part["distribution"]]
    assert len(files) == len(set(files)) > 2 * len(DATASETS)
    for address in ("/gk/", "/gk/promises"):
        said = await told(site, address)
        assert (said["@type"], said["url"]) == ("Dataset", f"http://site.test{address}")
        files += [one["contentUrl"] for one in said["distribution"]]
    for place in dict.fromkeys(files):
        answer = await site.client.get(place)
        assert answer.status_code == 200, place
