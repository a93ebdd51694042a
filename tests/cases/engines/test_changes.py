"""Which tables a statement names, to write to it or to read it."""

import pytest

from cases import tables
from cases.engines.changes import counted_as, counting, read_by, stamp_for, stamp_of, words_alone, written_by

pytestmark = pytest.mark.anyio
CASE = tables.Case


async def test_what_a_query_of_the_tables_writes_to(database):
    queries = {
        CASE.insert(CASE(title="甲")): "cases", CASE.update({CASE.title: "乙"}, force=True): "cases",
        CASE.delete(force=True): "cases", CASE.select(CASE.id): None, CASE.count(): None,
    }  # fmt: skip
    for query, table in queries.items():
        for querystring in query.querystrings:
            assert written_by(querystring.compile_string(engine_type=database.engine_type)[0]) == table


async def test_words_of_a_reader_are_no_statement():
    assert written_by("SELECT 1 FROM cases WHERE title = 'UPDATE cases'") is None
    assert written_by("PRAGMA data_version") is None
    assert written_by("WITH x AS (SELECT 1) DELETE FROM notices WHERE id IN (SELECT 1)") == "notices"


async def test_every_table_of_a_statement_is_read_by_it(database):
    joined = CASE.select(CASE.id, CASE.place.name).where(
        CASE.id.is_in(tables.Assignment.select(tables.Assignment.case))
    )
    sql = joined.querystrings[0].compile_string(engine_type="sqlite")[0]
    assert {"cases", "places", "assignments"} <= read_by(sql) < {table._meta.tablename for table in tables.TABLES}
    assert "replies" not in read_by(sql)


async def test_names_and_numbers_stand_in_pairs():
    sql, values = counting({"b", "a"}, lambda first, count: f"({', '.join('?' * count)})")
    assert values == ["a", 1, "b", 1] and sql.count("?") == 4
    assert stamp_of(("a", "b"), {"a": 3}) == {"a": 3, "b": 0}


async def test_saving_the_words_of_a_draft_leaves_the_answers_that_read_none(database):
    def said(query):
        return query.querystrings[0].compile_string(engine_type=database.engine_type)[0]

    words = said(CASE.update({CASE.title: "乙", CASE.identity_kept: True}, force=True).where(CASE.id == 1))
    assert words_alone(words)
    more = [
        CASE.update({CASE.title: "乙", CASE.phase: "draft"}, force=True).where(CASE.id == 1), CASE.delete(force=True),
        CASE.update({CASE.version: CASE.version + 1}, force=True).where(CASE.id == 1), CASE.insert(CASE(title="甲")),
        tables.Reply.update({tables.Reply.updated_at: None}, force=True).where(tables.Reply.id == 1),
    ]  # fmt: skip
    assert not any(words_alone(said(query)) for query in more)
    before, after = {"cases": 4, "cases:words": 1}, {"cases": 5, "cases:words": 2}
    for query in (CASE.count(), CASE.select(CASE.id).where(CASE.phase == "draft")):
        assert stamp_for(said(query), before) == stamp_for(said(query), after) != stamp_for(said(query), {"cases": 5})
    whole = CASE.raw("SELECT * FROM cases")
    for query in (CASE.select(CASE.title), CASE.count().where(CASE.identity_kept.eq(True)), whole):
        sql = said(query)
        assert stamp_for(sql, before) != stamp_for(sql, after)


async def test_what_wrote_more_than_words_once_counts_as_more():
    assert counted_as({"cases": False, "places": True}) == ["cases", "cases:words", "places"]
    assert counted_as({"cases": True, "places": True}) == ["cases", "places"]
