"""The tables of an index stand apart from the data: no migration, no backup, nothing lost with them."""

import pytest

from cases.backups.contents import TABLES_OF
from search.tables import statements


def test_nothing_of_the_index_is_among_the_data(index, door):
    own = door.fetch("SELECT DISTINCT schemaname FROM pg_tables WHERE schemaname !~ '^(pg_|info)'")
    assert [row["schemaname"] for row in own] == [statements.SCHEMA]
    assert not door.fetch(TABLES_OF["postgresql"])


def test_a_reading_connection_cannot_write(index, door):
    with pytest.raises(ConnectionError, match="read-only"):
        door.fetch("DELETE FROM dafu_search.state")
