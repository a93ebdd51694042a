"""Freezing a table from its page."""

import pytest

from cases.vocabulary import Role

pytestmark = pytest.mark.anyio


async def test_a_table_is_frozen_from_its_page_and_opened_again(site):
    await site.enter(Role.OVERSIGHT)
    page = (await site.get("/statistics/units?year=2024")).text
    form = page.split('action="/snapshots"')[1].split("</form>")[0]
    fields = {part.split('"')[0]: part.split('value="')[1].split('"')[0] for part in form.split('name="')[1:]}
    assert fields["year"] == "2024"
    answer = await site.post("/snapshots", data=fields)
    assert answer.status_code == 303
    frozen = (await site.get(answer.headers["location"])).text
    assert fields["title"] in frozen
    assert "/statistics/units?year=2024" in frozen
    assert fields["title"] in (await site.get("/snapshots")).text
    assert "没有填写快照名称" in (await site.write("/snapshots", {"report": "units", "title": ""})).text


async def test_the_public_freezes_nothing(site):
    assert "存为快照" not in (await site.get("/statistics")).text
