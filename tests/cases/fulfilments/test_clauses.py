"""Clauses of a later document."""

from cases.fulfilments.clauses import clauses_of
from tests.cases.fulfilments.papers_of import paper


def test_clauses_keep_their_place_and_what_they_are_part_of():
    text = "去年建成“書屋”9家，將出台管理辦法。"
    one = paper(text, promised=("將出台管理辦法",))
    first, second = clauses_of(one)
    assert [text[c.span.start : c.span.end] for c in (first, second)] == ["去年建成“書屋”9家", "將出台管理辦法"]
    assert first.bare == "去年建成书屋9家"
    assert (first.promised, first.to_come, second.promised, second.to_come) == (False, False, True, True)
    assert first.sentence == second.sentence
