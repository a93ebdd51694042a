"""What goes in and out is plain frozen data."""

import dataclasses

import pytest

from search import Document, Hit, Hits, Query, Suggestion, Word


@pytest.mark.parametrize("kind", [Document, Hit, Hits, Query, Suggestion, Word])
def test_nothing_can_be_changed(kind):
    assert dataclasses.is_dataclass(kind) and kind.__dataclass_params__.frozen
    assert "__dict__" not in dir(kind)
