"""Earlier cases on the same matter: found by title and by what is asked for, with their answers."""

import pytest

from cases import tables
from tests.server.controllers.test_submissions import begun, deputy, handed_in, office

__all__ = ["deputy", "office"]
pytestmark = pytest.mark.anyio


async def test_the_archives_case_on_the_same_matter_is_shown(deputy):
    case_id = await begun(deputy, title="老旧小区加装电梯减负")
    page = (await deputy.get(f"/similar/{case_id}")).text
    assert "关于给老旧小区加装电梯减负的提案" in page
    assert "杭州市民政局" in page
    assert "条承诺没有了结" in page
    assert "我的不同，继续" in page


async def test_nothing_alike_and_nothing_written(deputy):
    case_id = await begun(deputy, title="珊瑚礁", recommendations="潜水。")
    assert "写好案由以后再查" in (await deputy.get(f"/similar/{case_id}")).text
    case_id = await begun(deputy, title="珊瑚礁潜水", recommendations="潜水。")
    assert "没有找到相似的件" in (await deputy.get(f"/similar/{case_id}")).text


async def test_the_form_takes_the_list_as_a_part_of_itself(deputy):
    case_id = await begun(deputy, title="老旧小区加装电梯减负")
    part = (await deputy.client.get(f"/similar/{case_id}", headers={"HX-Request": "true"})).text
    assert part.lstrip().startswith('<div id="similar">')
    assert "关于给老旧小区加装电梯减负的提案" in part


async def test_the_review_is_led_back_to_its_sheet(deputy, office):
    case_id = await handed_in(deputy, title="老旧小区加装电梯减负")
    page = (await office.get(f"/similar/{case_id}")).text
    assert f'href="/reviews/{case_id}"' in page


async def test_any_reader_is_led_from_a_case_to_its_like_and_back(deputy, site):
    hidden = await begun(deputy, title="老旧小区加装电梯减负")
    row = await tables.Case.select(tables.Case.id).where(tables.Case.title.like("%加装电梯减负%")).first()
    page = (await site.client.get(f"/cases/{row['id']}")).text
    assert f'href="/similar/{row["id"]}"' in page
    shown = await site.client.get(f"/similar/{row['id']}")
    assert shown.status_code == 200 and f'href="/cases/{row["id"]}">回到本件' in shown.text
    assert f'href="/cases/{hidden}"' not in shown.text
    assert (await site.client.get(f"/similar/{hidden}")).status_code == 404
