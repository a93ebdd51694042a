"""Forms to be filled in: nothing ticked beforehand, a code where the site is known, promises line by line."""

from dataclasses import replace

import pytest

from cases.errors import NothingToPrint
from cases.papers.forms import feedback_form_of, look_back_form_of
from cases.papers.model import Code
from cases.papers.samples import sample
from cases.papers.texts import shown_in


def words(paper):
    return "\n".join(shown_in(paper))


def codes(paper):
    return [block.address for block in paper.blocks if isinstance(block, Code)]


def test_the_first_copy_that_is_open_is_meant():
    paper = feedback_form_of(sample())
    assert "霍青云" in words(paper)
    assert codes(paper) == ["https://ta.xikou.example/ratings/2"]
    assert codes(feedback_form_of(sample(), of=1)) == ["https://ta.xikou.example/ratings/1"]


def test_the_scale_of_the_rules_is_offered_and_nothing_is_ticked():
    said = words(feedback_form_of(sample()))
    assert said.count("□满意　□基本满意　□不满意") == 2
    assert not set("☑√■") & set(said)


def test_without_an_address_or_a_copy_there_is_no_code():
    assert codes(feedback_form_of(replace(sample(), base=""))) == []
    assert codes(feedback_form_of(replace(sample(), deliveries=()))) == []
    with pytest.raises(NothingToPrint, match="没有这一份送达"):
        feedback_form_of(sample(), of=77)


def test_each_promise_has_room_for_what_became_of_it():
    grid = look_back_form_of(replace(sample(), listed=())).blocks[1]
    assert len(grid.rows) == 3
    assert all(row[5].text == row[6].text == "" for row in grid.rows[1:])
    assert len(look_back_form_of(sample()).blocks[1].rows) == 2


def test_without_promises_there_is_nothing_to_look_back_at():
    with pytest.raises(NothingToPrint, match="没有登记承诺"):
        look_back_form_of(replace(sample(), promises=(), listed=()))
