"""Source documents."""

import re

import pytest

from tests.samples import LIFTS, PHONE, PLAN

pytestmark = pytest.mark.anyio


async def address_of(site, name):
    page = (await site.client.get(f"/documents/?text={name}")).text
    return re.search(r'href="(/documents/\d+)"', page).group(1)


async def test_a_plan_is_opened_with_its_promises_marked(site):
    page = (await site.get(await address_of(site, "plan"))).text
    assert "护理型床位2300张" in re.sub(r"<[^>]+>", "", page)
    assert 'class="promise"' in page
    assert "需要留意" in page or "出处" in page


async def test_the_plain_text_is_the_file_for_staff(staff):
    text = (await staff.get(await address_of(staff, "lifts") + "/text")).text
    assert text == LIFTS


async def test_the_plain_text_is_masked_for_the_public_and_of_equal_length(site):
    text = (await site.get(await address_of(site, "lifts") + "/text")).text
    assert PHONE not in text
    assert len(text) == len(LIFTS)


async def test_kinds_narrow_the_list(site):
    page = (await site.client.get("/documents/?kind=plan")).text
    assert len(re.findall(r'<td><a href="/documents/\d+"', page)) == 1
    assert PLAN.split("\n")[0][:12] in page or "plan.txt" in page


async def test_a_closed_document_does_not_exist_for_the_public(site):
    assert "closed-911" not in (await site.client.get("/documents/")).text
    assert (await site.get("/documents/3")).status_code == 404
    assert (await site.get("/documents/3/text")).status_code == 404
