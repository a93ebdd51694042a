"""The words of replies: whole, without what is personal, and none of a closed one."""

import pytest

from cases.actor import OFFICE, PUBLIC
from cases.queries.replies import ReplyFilter, every_reply
from cases.queries.reply_words import words_of_replies
from tests.samples import PHONE

pytestmark = pytest.mark.anyio


async def test_the_public_reads_published_words_without_telephone_numbers(archive):
    every = [row.id for row in await every_reply(ReplyFilter(), actor=OFFICE, most=10)]
    public, office = await words_of_replies(every, actor=PUBLIC), await words_of_replies(every, actor=OFFICE)
    assert set(public) < set(office) == set(every)
    for number, text in public.items():
        assert PHONE not in text
        assert len(text) == len(office[number]) > 80
    assert await words_of_replies([], actor=PUBLIC) == {}
