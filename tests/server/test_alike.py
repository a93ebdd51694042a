"""What is alike is asked for in the words of the submission, and never answered with the submission itself."""

import pytest

from tests.server.controllers.test_submissions import begun, deputy, handed_in

__all__ = ["deputy"]
pytestmark = pytest.mark.anyio


async def test_its_own_words_do_not_find_it(deputy, site):
    sent = await handed_in(deputy, title="给渡口搭一座候船凉亭")
    again = await begun(deputy, title="给渡口搭一座候船凉亭")
    for case_id in (sent, again):
        page = (await deputy.client.get(f"/similar/{case_id}", headers={"HX-Request": "true"})).text
        assert f'href="/cases/{case_id}"' not in page


async def test_one_matter_of_two_is_enough_to_be_found(deputy):
    case_id = await begun(deputy, title="老旧小区加装电梯和摆渡船")
    assert "关于给老旧小区加装电梯减负的提案" in (await deputy.get(f"/similar/{case_id}")).text
