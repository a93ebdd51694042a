"""Words are added, moved, retired and offered again; none is ever lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.actions.dictionaries import add_word, restore_word, retire_word, shift_word
from cases.actor import SYSTEM
from cases.errors import FieldMissing, NotFound, WordKnown
from cases.queries.dictionaries import words_of
from cases.tables import DictionaryEntry, JournalEntry
from cases.vocabulary import WordList

pytestmark = pytest.mark.anyio
LIST = WordList.CATEGORY_CPPCC


async def labels(**which):
    return [word.label for word in await words_of(LIST, **which)]


async def test_a_life_of_a_word(database):
    numbers = [await add_word(LIST, label, actor=SYSTEM) for label in ("养老", "托育", "助餐")]
    assert await labels() == ["养老", "托育", "助餐"]
    await shift_word(numbers[2], up=True, actor=SYSTEM)
    await shift_word(numbers[0], up=True, actor=SYSTEM)
    assert await labels() == ["养老", "助餐", "托育"]
    await retire_word(numbers[2], actor=SYSTEM)
    assert await labels(offered_only=True) == ["养老", "托育"]
    assert await labels() == ["养老", "助餐", "托育"]
    await restore_word(numbers[2], actor=SYSTEM)
    assert await labels(offered_only=True) == ["养老", "助餐", "托育"]
    assert await JournalEntry.count().where(JournalEntry.verb == "manage_dictionary") == 6


async def test_what_is_refused(database):
    number = await add_word(LIST, "养老", actor=SYSTEM)
    with pytest.raises(WordKnown):
        await add_word(LIST, " 养老 ", actor=SYSTEM)
    with pytest.raises(FieldMissing):
        await add_word(LIST, "　", actor=SYSTEM)
    await DictionaryEntry.update({DictionaryEntry.list_name: "somebody_elses"}, force=True)
    with pytest.raises(NotFound):
        await retire_word(number, actor=SYSTEM)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=6))
async def test_moving_keeps_every_word_once(database, moves):
    await DictionaryEntry.delete(force=True)
    numbers = [await add_word(LIST, f"词{n}", actor=SYSTEM) for n in range(5)]
    expected = list(numbers)
    for which, up in moves:
        at = expected.index(numbers[which])
        other = at - 1 if up else at + 1
        if 0 <= other < 5:
            expected[at], expected[other] = expected[other], expected[at]
        await shift_word(numbers[which], up=up, actor=SYSTEM)
    assert [word.id for word in await words_of(LIST)] == expected
