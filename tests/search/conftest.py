"""Indexes for the tests of this package."""

import pytest
from hypothesis import settings

from search import Document, open_index

# The first example loads the dictionaries; how long that takes is no property of the rule under test.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

PUBLIC = ("public",)


def document(key, text, **more):
    """A document with as little said as possible."""
    values = {"kind": "sentence", "group": f"group of {key}", "title": ""} | more
    return Document(key=key, text=text, **values)


@pytest.fixture
def index(tmp_path):
    """An empty index."""
    return open_index(tmp_path / "index")
