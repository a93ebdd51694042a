"""What is alike is asked for in the words of the submission, and never answered with the submission itself."""

import pytest

from tests.server.controllers.test_submissions import begun, deputy, handed_in

__all__ = ["deputy"]
pytestmark = pytest.mark.anyio


async def test_its_own_words_do_not_find_it(deputy, site):
    sent = await handed_in(deputy, title="给渡口搭一座候船凉亭")
    again = await begun(deputy, title="给渡口搭一座候船凉亭")
    for case_id in (sent, again):
        page = (await deputy.get(f"/similar/{case_id}")).text
        assert f'href="/cases/{case_id}"' not in page


async def test_where_few_have_every_word_those_with_most_of_them_follow(deputy):
    case_id = await begun(deputy, title="老旧小区加装电梯和摆渡船")
    assert "关于给老旧小区加装电梯减负的提案" in (await deputy.get(f"/similar/{case_id}")).text
