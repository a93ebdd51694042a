"""How characters sound."""

import pytest

from search import sounds


@pytest.mark.parametrize(
    ("char", "said"), [("养", "yang"), ("长", "chang"), ("长", "zhang"), ("女", "nv"), ("托", "tuo")]
)
def test_a_character_has_all_its_readings(char, said):
    assert said in sounds.readings()[char]


def test_readings_are_plain_letters_of_simplified_characters():
    assert all(part.isascii() and part.islower() for said in sounds.readings().values() for part in said)
    assert "養" not in sounds.readings()


def test_characters_of_one_sound_are_like_each_other():
    for char in "养老托育床位":
        mask = sounds.sounding_like(char)
        assert mask[ord(char)]
        others = [chr(code) for code in mask.nonzero()[0]]
        assert all(sounds.sounding_like(other)[ord(char)] for other in others[:20])
        assert (sounds.sounding_like(char, softly=True) >= mask).all()


@pytest.mark.parametrize(("one", "other"), [("zhang", "zang"), ("lin", "ling"), ("nan", "lan"), ("shi", "si")])
def test_soft_readings_do_not_tell_regions_apart(one, other):
    assert sounds.softened(one) == sounds.softened(other)


def test_first_letters():
    assert sounds.beginning("y")[ord("养")]
    assert not sounds.beginning("l")[ord("养")]
    assert not sounds.beginning("v").any()


def test_what_is_no_syllable_says_nothing():
    assert not sounds.is_syllable("yxq")
    assert not sounds.saying("yxq").any()
    assert not sounds.sounding_like("a").any()
