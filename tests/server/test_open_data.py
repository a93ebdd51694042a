"""Addresses of open data: what means nothing is refused, never overlooked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.errors import QueryWrong
from cases.queries.listing import Cut
from cases.vocabulary import Track
from server.open_data import DATASETS, MOST, USUAL, asked_of, cursor_of
from server.open_fields import Kind


@given(st.integers(0, 2**31 - 1), st.booleans())
def test_a_cursor_leads_back_to_its_place(number, before):
    cut = Cut(USUAL, before=number) if before else Cut(USUAL, after=number)
    assert asked_of(DATASETS["cases"], [("cursor", cursor_of(cut))])[1] == cut


@settings(max_examples=30)
@given(st.text(max_size=30).filter(bool))
def test_no_word_of_somebody_else_is_taken_for_a_cursor(word):
    try:
        _, cut = asked_of(DATASETS["cases"], [("cursor", word)])
    except QueryWrong as refused:
        assert refused.name == "cursor"
    else:
        assert cursor_of(cut) == word.rstrip("=") or cut.after or cut.before is not None


@pytest.mark.parametrize(
    "asked",
    [
        [("yeer", "2025")], [("year", "25")], [("track", "xx")], [("year", "2025"), ("year", "2024")], [("text", " ")],
        [("limit", "0")], [("limit", str(MOST + 1))], [("place", "0")], [("department", "x")], [("page", "2")],
    ],
)  # fmt: skip
def test_what_means_nothing_is_named_and_refused(asked):
    with pytest.raises(QueryWrong) as refused:
        asked_of(DATASETS["cases"], asked)
    assert asked[0][0] in refused.value.name


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS.keys())
def test_every_declared_parameter_narrows(dataset):
    usual, cut = asked_of(dataset, [])
    assert cut == Cut(USUAL)
    for param in dataset.params:
        said = {Kind.WHOLE: "2025", Kind.ID: "3", Kind.DAY: "2025-01-31"}.get(param.kind, "某字")
        value = list(param.codes)[-1].value if param.codes else said
        assert asked_of(dataset, [(param.name, value)])[0] != usual, param.name


def test_a_filter_is_read_as_the_pages_read_it():
    assert asked_of(DATASETS["replies"], [("track", "npc"), ("limit", "5")])[0].track is Track.NPC
