"""The index where the program has it: in a folder beside SQLite, in PostgreSQL itself."""

import pytest

from cases import fulltext


@pytest.fixture
async def index(database, tmp_path):
    """An empty index of the opened database."""
    folder = tmp_path / "index" if database.engine_type == "sqlite" else None
    await fulltext.rebuild(folder)
    return fulltext.open_index(folder)
