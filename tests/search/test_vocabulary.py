"""Words of an index looked up by shape and sound, against a plain reading of the rule."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from search.sounds import beginning, saying
from search.vocabulary import MOST, Counts, Vocabulary

WORDS = some.text("养老床位托育", min_size=1, max_size=6)


def one_slip(word, other):
    """Whether one character wrong, missing, too many, or two neighbours swapped make one word of the other."""
    if word == other:
        return False
    if len(word) == len(other):
        places = [at for at in range(len(word)) if word[at] != other[at]]
        swapped = len(places) == 2 and places[1] == places[0] + 1 and word[places[0]] == other[places[1]]
        return len(places) == 1 or (swapped and word[places[1]] == other[places[0]])
    short, long = sorted((word, other), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


@given(some.dictionaries(some.text(max_size=4).filter(str.isprintable), some.integers(1, 9)), some.text(max_size=2))
def test_counts_are_the_dictionary_they_were_made_of(counts, word):
    for ours in (Counts.of(counts), Counts.read(Counts.of(counts).stored())):
        assert ours == counts and len(ours) == len(counts)
        assert ours.get(word, 0) == counts.get(word, 0) and (word in ours) == (word in counts)


@given(some.dictionaries(WORDS, some.integers(1, 9), min_size=1), some.data())
def test_words_that_are_not_whole_are_told(counts, data):
    stored = Counts.of(counts).stored()
    with pytest.raises(ValueError):
        Counts.read(stored[: data.draw(some.integers(0, len(stored) - 1))])


@given(some.dictionaries(some.text("养老lé𠮷ㄅ！\u4e00\u9fff\ua000", max_size=9), some.integers(1, 9)))
def test_words_of_chinese_characters_are_looked_up_and_no_others(counts):
    known = Vocabulary(Counts.of(counts))
    every = np.ones(0x10000, bool)
    for length in range(1, 10):
        wanted = {word for word in counts if re.fullmatch(f"[\u4e00-\u9fff]{{{length}}}", word) and 2 <= length <= 8}
        found = known.fitting([every] * length)
        assert set(found) <= wanted and len(found) == min(len(wanted), MOST)


@given(some.dictionaries(WORDS, some.integers(1, 9), max_size=30), some.text("养老床位托育", min_size=3, max_size=6))
def test_near_words_are_those_one_slip_away(counts, word):
    wanted = {other for other in counts if len(other) > 1 and one_slip(word, other)}
    found = Vocabulary(Counts.of(counts)).near(word)
    assert set(found) <= wanted
    assert len(found) == min(len(wanted), MOST)
    assert [counts[other] for other in found] == sorted((counts[other] for other in found), reverse=True)


def test_words_of_two_characters_have_no_near_ones():
    assert Vocabulary(Counts.of({"养老": 5, "敬老": 3})).near("安老") == []


def test_fitting_words_have_the_sound_at_every_place():
    known = Vocabulary(Counts.of({"养老": 9, "养料": 3, "样老": 1, "养老院": 7, "yanglao": 2, "6": 4}))
    assert known.fitting([saying("yang"), saying("lao")]) == ["养老", "样老"]
    assert known.fitting([beginning("y"), beginning("l"), beginning("y")]) == ["养老院"]
    assert known.fitting([saying("yang")]) == []
