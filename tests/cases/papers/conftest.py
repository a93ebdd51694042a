"""Papers are read by plain queries: one database is enough, but for the test that reads a whole case."""

import pytest


@pytest.fixture
def database_url(sqlite_url):
    """Address of a fresh migrated database."""
    return sqlite_url
