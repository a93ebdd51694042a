"""Indexes for the tests of this package."""

import pytest

from search import Document, open_index

PUBLIC = ("public",)


def document(key, text, **more):
    """A document with as little said as possible."""
    values = {"kind": "sentence", "group": f"group of {key}", "title": ""} | more
    return Document(key=key, text=text, **values)


@pytest.fixture
def index(tmp_path):
    """An empty index."""
    return open_index(tmp_path / "index")
