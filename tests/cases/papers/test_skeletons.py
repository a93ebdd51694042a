"""The skeleton of every kind is a template without faults, and sets the paper as the system itself does."""

import pytest

from cases.papers.kinds import paper_of
from cases.papers.placeholders import TEMPLATED
from cases.papers.samples import sample
from cases.papers.skeletons import skeleton_of
from cases.papers.template_checks import faults_of
from cases.papers.template_filling import filled
from cases.papers.word import as_docx
from cases.vocabulary import Track
from tests.paper_templates import words_of


@pytest.mark.parametrize(("number", "kind"), [*enumerate(TEMPLATED)])
def test_a_skeleton_loses_and_adds_nothing(number, kind):
    skeleton = skeleton_of(kind)
    assert faults_of(kind, "底稿.docx", skeleton) == ()
    paper = paper_of(kind, sample([*Track][number % 2]))
    assert words_of(filled(paper, skeleton)) == words_of(as_docx(paper))
