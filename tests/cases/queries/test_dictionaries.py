"""Each list gives its own words in their order."""

import pytest

from cases.actions.dictionaries import add_word, retire_word
from cases.actor import SYSTEM
from cases.queries.dictionaries import words_of
from cases.vocabulary import WordList

pytestmark = pytest.mark.anyio


async def test_lists_do_not_mix(database):
    number = await add_word(WordList.GROUND_NPC, "内容空泛", actor=SYSTEM, note="无具体建议")
    await add_word(WordList.GROUND_CPPCC, "内容空泛", actor=SYSTEM)
    (word,) = await words_of(WordList.GROUND_NPC)
    assert (word.id, word.label, word.note, word.retired_on) == (number, "内容空泛", "无具体建议", None)
    await retire_word(number, actor=SYSTEM)
    assert await words_of(WordList.GROUND_NPC, offered_only=True) == ()
    assert len(await words_of(WordList.GROUND_CPPCC, offered_only=True)) == 1
