"""Lists of words: those that ship, in their order; retired entries are gone from forms."""

import pytest

from cases.clock import today
from cases.queries.word_lists import words_in
from cases.tables import DictionaryEntry
from cases.vocabulary import CATEGORIES, GROUNDS, OFFICES, Track, WordList
from tests.furnishing import furnish

pytestmark = pytest.mark.anyio


async def test_every_list_ships_and_is_loaded_once(furnished):
    await furnish()
    before = await DictionaryEntry.count()
    await furnish()
    assert await DictionaryEntry.count() == before
    for listed in set(WordList) - set(OFFICES.values()):  # whom to ring is for each place to say
        words = await words_in(listed)
        assert len(words) >= 6
        assert len({word.code for word in words}) == len(words)
    for track in (Track.CPPCC, Track.NPC):
        assert all(word.note for word in await words_in(GROUNDS[track]))
        assert (await words_in(CATEGORIES[track]))[-1].code == "其他"


async def test_a_retired_word_is_offered_no_more(furnished):
    await furnish()
    gone = (DictionaryEntry.list_name == "ground_npc") & (DictionaryEntry.code == "empty")
    await DictionaryEntry.update({DictionaryEntry.retired_on: today()}, force=True).where(gone)
    assert "empty" not in {word.code for word in await words_in(WordList.GROUND_NPC)}
    await furnish()
    assert "empty" not in {word.code for word in await words_in(WordList.GROUND_NPC)}
