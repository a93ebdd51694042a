"""Every number of the first page equals the rows it leads to."""

import re

import pytest

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("who", ["public", "office"])
async def test_numbers_equal_rows(site, who):
    if who == "office":
        await site.enter()
    page = (await site.get("/")).text
    numbers = re.findall(r'<li><a href="([^"]+)"><strong>([\d,]+)</strong>', page)
    assert len(numbers) == 5
    for address, number in numbers:
        listed = (await site.client.get(address, follow_redirects=True)).text
        assert re.search(r"共 <strong>([\d,]+)</strong>", listed).group(1) == number, address


async def test_newest_replies_and_next_promises_lead_on(site):
    page = (await site.get("/")).text
    links = re.findall(r'href="(/gk/\d+/[^"]+)"', page)
    assert links
    for link in links:
        assert (await site.get(link)).status_code == 200
