"""The leaders' page and a unit's record: for whom they are, and that their numbers lead to rows."""

import re

import pytest

from cases import tables
from cases.vocabulary import Role

pytestmark = pytest.mark.anyio


async def test_a_leader_reads_five_numbers_and_three_tables_and_others_nothing(site, client_as):
    await site.enter(Role.LEADER)
    page = (await site.get("/overview")).text
    assert page.count("<table") == 3
    numbers = re.search(r'<ul class="numbers[^>]*>(.*?)</ul>', page, re.S)[1]
    assert numbers.count("<li>") == 5
    for address in re.findall(r'href="(/statistics/\w+/rows[^"]+)"', numbers)[:2]:
        assert (await site.get(address.replace("&amp;", "&"))).status_code == 200
    assert (await (await client_as(Role.CLERK)).get("/overview")).status_code in (303, 403, 404)


async def test_a_units_record_is_linked_for_the_offices_and_closed_to_other_units(site, client_as):
    unit = (await tables.Assignment.select(tables.Assignment.department.as_alias("id")).first())["id"]
    other = await tables.Department.select(tables.Department.id).where(tables.Department.id != unit).first()
    await site.enter(Role.OVERSIGHT)
    assert f'href="/departments/{unit}/record"' in (await site.get(f"/departments/{unit}")).text
    assert "的办理档案" in (await site.get(f"/departments/{unit}/record")).text
    clerk = await client_as(Role.CLERK, unit=other["id"])
    assert (await clerk.get(f"/departments/{unit}/record")).status_code == 404
    assert "办理档案" not in (await clerk.get(f"/departments/{unit}")).text
