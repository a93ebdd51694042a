"""Every closed list: codes the database and the command line can rely on, labels people can tell apart."""

import inspect
import pickle
import re

import pytest

from cases import vocabulary
from cases.vocabulary import Comparator, Labelled, PasswordRule

ENUMS = [
    one
    for _, one in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(one, Labelled) and one is not Labelled
]
MEMBERS = [member for one in ENUMS for member in one]
# The signs themselves are the codes here.
SIGNS = {"=", ">=", ">", "<=", "<", "~"}
# Said on a page as they stand, one after the other; all others are names.
SENTENCES = (PasswordRule,)


def test_there_are_lists_and_none_is_empty():
    assert len(ENUMS) > 20
    assert [one.__name__ for one in ENUMS if not len(one)] == []


@pytest.mark.parametrize("member", MEMBERS, ids=repr)
def test_a_label_is_chinese(member):
    said = r"[\u4e00-\u9fff0-9，、“” ]{1,40}" if isinstance(member, SENTENCES) else r"[\u4e00-\u9fff]{1,12}"
    assert re.fullmatch(said, member.label)


@pytest.mark.parametrize("member", MEMBERS, ids=repr)
def test_a_code_is_plain(member):
    if isinstance(member, Comparator):
        assert member.value in SIGNS
    else:
        assert re.fullmatch(r"[a-z][a-z_]*[a-z]|C-[A-Z]+", member.value)


@pytest.mark.parametrize("one", ENUMS, ids=lambda one: one.__name__)
def test_no_code_and_no_label_twice(one):
    """A code given twice makes the second name an alias of the first: iteration would hide it."""
    assert [name for name, member in one.__members__.items() if member.name != name] == []
    labels = [member.label for member in one]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("member", MEMBERS, ids=repr)
def test_a_member_is_its_code(member):
    """So that a code from the database or a form compares, formats and is found like a plain string."""
    assert member == member.value == str(member) == f"{member}"
    assert type(member)(member.value) is member
    assert {member.value: 1}[member] == 1
    assert pickle.loads(pickle.dumps(member)) is member


@pytest.mark.parametrize("one", ENUMS, ids=lambda one: one.__name__)
def test_an_unknown_code_is_refused(one):
    with pytest.raises(ValueError, match="is not a valid"):
        one("no such code")
    with pytest.raises(ValueError, match="is not a valid"):
        one(next(iter(one)).label)


def test_a_member_without_a_label_has_an_empty_one():
    """What the tests above would catch: a member someone forgets to label."""

    class Bare(Labelled):
        ONE = "one"

    assert (Bare.ONE.value, Bare.ONE.label) == ("one", "")


def test_every_enum_is_told_what_it_is_for():
    assert [one.__name__ for one in ENUMS if not (one.__doc__ or "").strip()] == []
    docs = [one.__doc__ for one in ENUMS]
    assert len(set(docs)) == len(docs)


def test_the_word_for_a_missing_title_is_chinese():
    assert re.fullmatch(r"[\u4e00-\u9fff]+", vocabulary.UNTITLED)
