"""A filter goes into an address and comes back the same."""

from datetime import date

import pytest

from cases.queries.commitments import CommitmentFilter
from cases.vocabulary import Category, CommitmentLabel, CommitmentState, Track
from server import list_forms


@pytest.mark.parametrize(
    ("read", "asked"),
    [
        (list_forms.case_filter, {"text": "养老", "track": "npc", "year": "2024", "place": "3", "department": "7"}),
        (list_forms.reply_filter, {"track": "cppcc", "text": "电梯", "result": "A", "year": "2023"}),
        (list_forms.figure_filter, {"unit": "个", "sort": "value"}),
        (
            list_forms.commitment_filter,
            {"due": "late", "label": "C-HARD", "category": "facility", "state": "confirmed", "due_to": "2025-01-31"},
        ),
    ],
)
def test_there_and_back(read, asked):
    assert dict(list_forms.pairs_of(read(asked))) == asked
    assert read(dict(list_forms.pairs_of(read(asked)))) == read(asked)


def test_nonsense_does_not_narrow():
    asked = {
        "due": "soonish",
        "label": "X",
        "state": "?",
        "category": "",
        "year": "12",
        "place": "-1",
        "sort": "random",
    }
    assert list_forms.commitment_filter(asked) == CommitmentFilter()
    assert list_forms.pairs_of(CommitmentFilter()) == []


def test_typed_values():
    wanted = list_forms.commitment_filter(
        {"label": "C-UP", "category": "talent", "state": "partly", "due_from": "2024-02-29"}
    )
    assert wanted.label is CommitmentLabel.UPWARD
    assert wanted.category is Category.TALENT
    assert wanted.state is CommitmentState.PARTLY
    assert wanted.due_from == date(2024, 2, 29)
    assert list_forms.case_filter({"track": "npc"}).track is Track.NPC


def test_a_chip_takes_its_own_narrowing_back():
    assert list_forms.without([("a", "1"), ("b", "2"), ("a", "3")], "a") == [("b", "2")]
