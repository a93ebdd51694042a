"""Every question by hand and some hundred at random, to the parser and to a small index: none breaks it, none means
anything but words."""

import pytest

from search import Query
from search.query import plan_of
from tests.attack.hostile_queries import OPERATORS, at_random, by_hand
from tests.attack.queries import filled, tried


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("hostile") / "index", 120)


def test_no_question_breaks_an_index(index):
    questions = [*by_hand(), *at_random(300)]
    assert len(questions) >= 480
    broken = [line for row in tried(index, questions) for line in row.wrong if "took" not in line]
    assert broken == []


def test_no_sign_is_an_operator(index):
    """Whatever stands around a word, the documents with the word are found: none more, none fewer."""
    plain = {hit.key for hit in index.find(Query("养老", ("public",), limit=100)).hits}
    assert plain
    for around in (
        "养老*",
        "+养老",
        "养老~",
        "(养老)",
        "养老^",
        "[养老]",
        "/养老/",
        "!养老",
        "养老?",
        "\\养老",
        "养老:",
        "{养老}",
    ):
        assert {hit.key for hit in index.find(Query(around, ("public",), limit=100)).hits} == plain, around


def test_a_plan_is_small_whatever_was_typed():
    for _, text in [*by_hand(), *at_random(500, seed=2)]:
        plan = plan_of(text)
        assert len(plan.wanted) <= 40
        assert all(piece.needle == piece.needle.strip() for piece in plan.pieces)
    assert OPERATORS
