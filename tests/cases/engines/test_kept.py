"""Kept answers: given while nothing they were read from changes, never another's, and never too many."""

import asyncio

import pytest

from cases.engines import kept
from cases.engines.kept import Changes, KeptReads, UnderWay
from cases.engines.library import sqlite3

SQL = "SELECT count(*) AS n FROM cases"
ROWS = [{"n": 3}]


@pytest.fixture
def path(tmp_path):
    raw = sqlite3.connect(tmp_path / "x.sqlite", isolation_level=None)
    raw.execute("CREATE TABLE change_counts (name TEXT, changes INTEGER)")
    raw.execute("INSERT INTO change_counts VALUES ('cases', 1), ('replies', 1)")
    yield raw
    raw.close()


@pytest.fixture
def changes(path, tmp_path):
    raw = sqlite3.connect(tmp_path / "x.sqlite", isolation_level=None, timeout=0)
    yield Changes(raw)
    raw.close()


def test_an_answer_is_over_with_a_change_of_what_it_was_read_from(path, changes):
    reads = KeptReads()
    reads.keep((SQL, ()), ROWS, changes.counts())
    path.execute("UPDATE change_counts SET changes = 2 WHERE name = 'replies'")
    given = reads.rows_of((SQL, ()), changes.counts())
    assert given == ROWS and reads.rows_of((SQL, (1,)), changes.counts()) is None
    given[0]["n"] = 4  # whoever is given rows may do with them what he likes
    assert reads.rows_of((SQL, ()), changes.counts()) == ROWS
    path.execute("UPDATE change_counts SET changes = 2 WHERE name = 'cases'")
    assert reads.rows_of((SQL, ()), changes.counts()) is None


def test_what_was_read_before_a_change_is_not_kept_as_if_read_after_it(path, changes):
    reads, before = KeptReads(), changes.counts()
    path.execute("UPDATE change_counts SET changes = 2 WHERE name = 'cases'")
    reads.keep((SQL, ()), ROWS, before)
    assert reads.rows_of((SQL, ()), changes.counts()) is None


def test_nothing_is_told_while_somebody_commits(path, changes):
    reads = KeptReads()
    reads.keep((SQL, ()), ROWS, changes.counts())
    path.execute("BEGIN EXCLUSIVE")
    assert changes.counts() is None and reads.rows_of((SQL, ()), changes.counts()) is None
    reads.keep((SQL, (1,)), ROWS, None)
    path.execute("COMMIT")
    assert reads.rows_of((SQL, ()), changes.counts()) == ROWS and reads.rows_of((SQL, (1,)), changes.counts()) is None


def test_only_so_much_is_kept_and_what_was_asked_last(changes, monkeypatch):
    monkeypatch.setattr(kept, "MOST_SIZE", 50_000)
    reads, counts = KeptReads(), changes.counts()
    for number in range(1000):
        reads.keep((SQL, (number,)), ROWS, counts)
        assert reads.rows_of((SQL, (0,)), changes.counts()) == ROWS
    assert 0 < reads._size <= 50_000 and reads.rows_of((SQL, (1,)), changes.counts()) is None
    reads.keep((SQL, ("long",)), [{"n": "长" * 2000}], counts)
    reads.keep((SQL, ("many",)), ROWS * 500, counts)
    assert (
        reads.rows_of((SQL, ("long",)), changes.counts()) is None
        and reads.rows_of((SQL, ("many",)), changes.counts()) is None
    )


@pytest.mark.anyio
async def test_who_asks_for_the_same_waits_for_it_and_nobody_waits_for_ever():
    under_way, told = UnderWay(), []

    async def ask(name, key, *, fails=False):
        waited = await under_way.ended(key)
        with under_way.by_me(key):
            told.append((name, waited))
            await asyncio.sleep(0.01)
            if fails:
                raise OSError

    asked = [ask("first", "a", fails=True), ask("second", "a"), ask("other", "b"), ask("third", "a")]
    found = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(one) for one in found] == [OSError, type(None), type(None), type(None)]
    assert told == [("first", False), ("other", False), ("second", True), ("third", True)]
    assert not await under_way.ended("a") and not under_way._readings
