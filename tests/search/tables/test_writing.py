"""One writer in PostgreSQL: whole commits, few segments, nothing left behind."""

import random

import pytest

from search import IndexBusy, Query, TableIndex
from search.tables import statements, writing
from tests.search.conftest import PUBLIC, document


def segments(door):
    return door.fetch("SELECT id, size, left_at FROM dafu_search.segments ORDER BY size")


def keys(index, text="驿站"):
    return sorted(hit.key for hit in index.find(Query(text, PUBLIC, limit=500)).hits)


def test_many_small_commits_become_few_segments_without_a_document_lost(index, door, monkeypatch):
    monkeypatch.setattr(writing, "MANY", 3)
    chance, held = random.Random(5), {}
    for number in range(16):
        some = {f"k{chance.randrange(25)}": f"第{number}批驿站" for _ in range(3)}
        gone = chance.sample(sorted(held), min(len(held), number % 2))
        index.write([document(key, text) for key, text in some.items()], delete=gone)
        held = {key: text for key, text in held.items() if key not in gone} | some
    assert keys(index) == sorted(held)
    assert index.count == len(held)
    assert len([one for one in segments(door) if one["left_at"] is None]) < 2 * writing.MANY
    left = {one["id"] for one in segments(door) if one["left_at"]}
    with door.writing(statements.LOCK, 1) as session:
        session.fetch("UPDATE dafu_search.segments SET left_at = left_at - interval '1 hour'")
    index.write([document("k0", "驿站")])
    assert left and not left & {one["id"] for one in segments(door)}
    for table in ("parts", "postings"):
        orphans = (
            f"SELECT 1 FROM dafu_search.{table} WHERE segment NOT IN (SELECT id FROM dafu_search.segments) LIMIT 1"
        )
        assert not door.fetch(orphans)


def test_a_group_is_replaced_as_a_whole(index):
    index.write([document(str(n), "驿站", group=f"case:{n % 2}") for n in range(6)])
    index.write([document("9", "驿站", group="case:1")], groups=["case:1"])
    assert keys(index) == ["0", "2", "4", "9"]


def test_what_is_written_is_read_under_the_lock(index, door):
    """Else a slow writer could put an older text over a newer one."""

    def read():
        with pytest.raises(IndexBusy):
            index.write([document("x", "旧的驿站")])
        yield document("x", "新的驿站")

    index.write(read())
    assert keys(index) == ["x"] == keys(index, "新的")


def test_one_writer_at_a_time(index, door):
    with door.writing(statements.LOCK, 0):
        for attempt in (lambda: index.write([document("x", "一")]), lambda: index.rebuild(())):
            with pytest.raises(IndexBusy):
                attempt()
    index.write([document("x", "驿站")])
    assert keys(index) == ["x"]


def test_what_broke_off_leaves_the_old_index_and_is_cleared(index, door, monkeypatch):
    index.rebuild([document("a", "驿站")])

    def broken():
        for number in range(5):
            yield document(f"n{number}", "驿站")
        raise RuntimeError("the source went away")

    monkeypatch.setattr(writing, "MOST_DOCUMENTS", 2)
    with pytest.raises(RuntimeError):
        index.rebuild(broken())
    assert keys(index) == ["a"] and len(segments(door)) > 1
    index.write([document("b", "驿站")])
    assert keys(TableIndex(door)) == ["a", "b"] and len(segments(door)) == 2
    index.rebuild(document(f"n{number}", "驿站") for number in range(5))
    assert keys(index) == [f"n{number}" for number in range(5)]
