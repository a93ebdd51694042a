"""The list of cases and one case."""

import re

import pytest

from cases.vocabulary import Role
from tests.samples import PHONE

pytestmark = pytest.mark.anyio


async def address_of(site, text):
    """Address of the first case whose title holds a text."""
    page = (await site.client.get(f"/cases/?text={text}")).text
    return re.search(r'href="(/cases/\d+)"', page).group(1)


async def test_a_case_shows_facts_reply_and_every_promise_in_place(site):
    page = (await site.get(await address_of(site, "电梯"))).text
    for fact in ("第607号", "石长青", "杭州市民政局", "杭州市财政局", "2023年6月8日（周四）"):
        assert fact in page, fact
    anchors = set(re.findall(r'<mark class="promise" id="c(\d+)"', page))
    listed = set(re.findall(r'<a class="clamp" href="#c(\d+)"', page))
    assert anchors == listed != set()


async def test_every_figure_has_its_anchor(site):
    page = (await site.get(await address_of(site, "电梯"))).text
    assert set(re.findall(r'class="figure" id="f(\d+)"', page)) == set(re.findall(r'href="#f(\d+)"', page)) != set()


async def test_the_text_is_the_original_character_for_character(site):
    page = (await site.get(await address_of(site, "电梯"))).text
    prose = re.search(r'<div class="prose">(.*?)</div>', page, flags=re.S).group(1)
    plain = re.sub(r'<a class="at".*?</a>|<[^>]+>', "", prose)
    assert "截至2022年底，全市累计加装电梯3219台，惠及住户约4.2万户。" in plain


async def test_the_public_never_sees_the_phone_number(site):
    page = await site.get(await address_of(site, "电梯"))
    assert PHONE not in page.text
    assert PHONE[-4:] not in page.text


async def test_staff_sees_it_and_the_journal(site):
    staff = await site.enter(Role.ASSIGNER)
    page = (await staff.get(await address_of(staff, "电梯"))).text
    assert PHONE in page
    assert "经过" in page


async def test_a_closed_case_does_not_exist_for_the_public(site):
    assert "黑车" not in (await site.client.get("/cases/")).text
    hidden, missing = await site.get("/cases/3"), await site.get("/cases/9")
    assert hidden.status_code == missing.status_code == 404
    for page, number in ((hidden, "3"), (missing, "9")):
        page.bare = page.text.replace(f"/cases/{number}", "").replace(f"“{number}”", "")
    assert hidden.bare.replace("%2Fcases%2F3", "") == missing.bare.replace("%2Fcases%2F9", "")


async def test_staff_reads_the_closed_case(staff):
    assert "黑车" in (await staff.client.get("/cases/")).text


NARROWED = [("track=npc", 1), ("track=cppcc", 1), ("text=607", 1), ("text=0607", 1), ("year=1999", 0)]


@pytest.mark.parametrize(("asked", "found"), NARROWED)
async def test_the_list_narrows(site, asked, found):
    page = (await site.client.get(f"/cases/?{asked}")).text
    assert len(set(re.findall(r'href="/cases/(\d+)"', page))) == found
    if not found:
        assert "没有符合条件的提案建议" in page
