"""Which placeholders a kind needs: all that its papers ever say, in the samples of both tracks."""

import pytest

from cases.papers.kinds import paper_of
from cases.papers.placeholders import NEEDED, TEMPLATED, WRITTEN, lines_of, offered_in, said_by, written
from cases.papers.samples import sample
from cases.vocabulary import Track
from cases.vocabulary.paper_templates import MEANINGS, Placeholder
from cases.vocabulary.papers import PaperKind


@pytest.mark.parametrize("kind", TEMPLATED)
def test_whatever_a_paper_says_has_a_place_that_is_asked_for(kind):
    for track in Track:
        assert said_by(paper_of(kind, sample(track))) <= NEEDED[kind]
    assert NEEDED[kind] <= set(offered_in(kind))


def test_each_has_a_name_of_its_own_and_a_meaning():
    assert len({one.label for one in Placeholder}) == len(Placeholder) == len(MEANINGS)
    assert all(WRITTEN.fullmatch(written(one))[1] == one.label for one in Placeholder)


@pytest.mark.parametrize("words", ["{{案由}}", "{{ 案由 }}", "｛｛案由｝｝", "{｛案由｝}"])
def test_braces_of_any_keyboard_will_do(words):
    assert WRITTEN.fullmatch(words)[1] == "案由"


def test_what_is_known_of_the_case_is_said():
    lines = lines_of(paper_of(PaperKind.REPLY, sample()))
    assert lines[Placeholder.NUMBER] == ("第0018号",)
    assert lines[Placeholder.UNITS] == ("主办：溪口市民政局；会办：溪口市财政局",)
    assert lines[Placeholder.STATUS] == ()
