"""Each unit of counting has its facts."""

from cases.statistics.facts import KINDS
from cases.vocabulary.statistics import Counted


def test_each_unit_of_counting_has_facts_of_its_own():
    assert set(KINDS) == set(Counted)
    assert len(set(KINDS.values())) == len(Counted)
