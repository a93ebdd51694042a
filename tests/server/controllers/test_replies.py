"""The public columns."""

import re

import pytest

from cases.clock import now
from cases.tables import Publication, Reply
from tests.samples import PHONE

pytestmark = pytest.mark.anyio


async def links(site, asked=""):
    return re.findall(r'href="(/gk/\d{4}/[a-z]+/[^"]+)"', (await site.client.get(f"/gk/?{asked}")).text)


async def test_tabs_and_facets_count_their_rows(site):
    page = (await site.client.get("/gk/")).text
    counted = re.findall(r'href="(/gk/\?[^"]*)"[^>]*>(?:<span>)?[^<]*(?:</span>)? ?<b>(\d+)</b>', page)
    assert len(counted) >= 5
    for address, number in counted:
        listed = (await site.client.get(address.replace("&amp;", "&"))).text
        assert re.search(r"共 <strong>([\d,]+)</strong>", listed).group(1) == number, address


async def test_an_address_is_stable_and_corrects_itself(site):
    (right,) = await links(site, "track=npc")
    assert (await site.get(right)).status_code == 200
    number = right.rpartition("-")[2]
    for wrong in (f"/gk/1999/ta/1-{number}", f"/gk/2024/jy/{number}"):
        moved = await site.get(wrong)
        assert moved.status_code == 301
        assert moved.headers["location"] == right


async def test_a_reply_has_its_table_text_promises_and_foot(site):
    (address,) = await links(site, "track=cppcc")
    page = (await site.get(address)).text
    for fact in ("索引号", "002489/2023-00607", "石长青", "2023年6月12日（周一）", "主动公开"):
        assert fact in page, fact
    assert "<svg" in page
    assert PHONE not in page
    assert 'class="promise"' in page


async def test_a_closed_reply_is_in_no_list_and_at_no_address(site):
    assert len(await links(site)) == 2
    assert (await site.get("/gk/2023/ta/911-3")).status_code == 404


async def test_staff_sees_no_more_here_than_elsewhere_closed_for_it(staff):
    assert len(await links(staff)) == 3


async def test_a_withdrawn_reply_says_so_at_its_old_address(site):
    (address,) = await links(site, "track=cppcc")
    number = int(address.rpartition("-")[2])
    case = (await Reply.select(Reply.case).where(Reply.id == number).first())["case"]
    await Reply.update({Reply.audience: "office"}).where(Reply.id == number)
    assert (await site.get(address)).status_code == 404
    await Publication(case=case, reply=number, state="withdrawn", withdrawn_at=now(), reason="写有姓名").save()
    gone = await site.get(address)
    assert gone.status_code == 410
    assert "撤回" in gone.text and "检索" in gone.text
    assert "写有姓名" not in gone.text and "加装电梯" not in gone.text
    assert address not in (await site.get("/sitemap.xml")).text
