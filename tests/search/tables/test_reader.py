"""What the database says is said in the errors of an index; what was read is not asked for again."""

import pytest

from cases.engines.side_door import SideDoor
from search import IndexDamaged, IndexUnreachable, Query, TableIndex
from search.tables import statements
from tests.search.conftest import PUBLIC, document


async def _nothing(connection):
    return None


def test_a_database_that_is_away_is_said_so(tmp_path):
    door = SideDoor({"host": str(tmp_path), "user": "nobody", "database": "none", "timeout": 2}, _nothing)
    with pytest.raises(IndexUnreachable) as raised:
        TableIndex(door).find(Query("驿站", PUBLIC))
    assert "数据库" in str(raised.value)
    door.close()


def test_a_damaged_segment_is_said_so(index, door):
    index.write([document("a", "驿站"), document("b", "")])
    index.write([document("c", "")])
    index.inspect()
    for table in ("postings", "parts"):
        with door.writing(statements.LOCK, 1) as session:
            session.fetch("BEGIN")
            session.fetch(f"CREATE TABLE dafu_search.kept AS SELECT * FROM dafu_search.{table}")
            session.fetch(f"TRUNCATE dafu_search.{table}")
            session.fetch("COMMIT")
            with pytest.raises(IndexDamaged):
                index.inspect()
            session.fetch(f"INSERT INTO dafu_search.{table} SELECT * FROM dafu_search.kept")
            session.fetch("DROP TABLE dafu_search.kept")
    index.inspect()
    with door.writing(statements.LOCK, 1) as session:
        session.fetch("UPDATE dafu_search.parts SET data = 'damaged' WHERE name = 'columns'")
    with pytest.raises(IndexDamaged):
        TableIndex(door).find(Query("驿站", PUBLIC))


def test_the_second_time_only_the_state_is_asked_for(index):
    index.write([document(str(n), "新建驿站 三处") for n in range(5)])
    query = Query("新建驿站 三处", PUBLIC, facets=("f",), fold=True)
    first = index.find(query)
    asked, real = [], index._reader.rows
    index._reader.rows = lambda sql, *values, **more: asked.append(sql) or real(sql, *values, **more)
    assert index.find(query) == first
    assert asked == [statements.STATE]
