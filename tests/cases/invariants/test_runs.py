"""What is asked of a run that was watched: each holds of a good one and fails of a bad one."""

import contextlib
from dataclasses import replace

import pytest

from cases import database, tables
from cases.engines.library import sqlite3
from cases.invariants.runs import (
    Acknowledged,
    Answer,
    Load,
    acknowledged_is_there,
    faults_are_explained,
    load_is_back,
    no_lock_is_left,
    nothing_leaks,
    ready_in_time,
)

pytestmark = pytest.mark.anyio


async def test_what_was_acknowledged_is_there(folder, anyio_backend):
    await database.open_database(f"sqlite:///{folder}/dafu.sqlite", migrated=False)
    row = await tables.Case.select().first()
    kept = Acknowledged("cases", row["id"], "title", row["title"])
    assert await acknowledged_is_there([kept]) == []
    found = await acknowledged_is_there([replace(kept, value="另一个"), replace(kept, id=987_654), kept])
    await database.close()
    assert ["不是确认时的内容" in found[0].what, "不见了" in found[1].what, len(found)] == [True, True, 2]


async def test_a_lock_that_is_left_is_found(folder, anyio_backend):
    await database.open_database(f"sqlite:///{folder}/dafu.sqlite", migrated=False)
    assert await no_lock_is_left() == []
    with contextlib.closing(sqlite3.connect(folder / "dafu.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert [one.invariant for one in await no_lock_is_left(0.05)] == ["I10"]
    await database.close()


def test_leaks_and_faults_are_found():
    assert nothing_leaks({"/gk": "公开的页面"}, ["zq0001x"]) == []
    assert [one.invariant for one in nothing_leaks({"/gk": "有 zq0001x"}, ["zq0001x"])] == ["I8"]
    good = [Answer(200, "办好了"), Answer(500, "出了故障，编号 A1B2C3", "A1B2C3"), Answer(503, "忙")]
    assert faults_are_explained(good, "fault A1B2C3 at GET /") == []
    assert len(faults_are_explained(good, "")) == 1
    assert len(faults_are_explained([Answer(404, "Traceback (most recent call last)")], "")) == 1


def test_load_and_readiness():
    quiet = Load(memory=100_000_000, files=40, threads=12)
    assert load_is_back(quiet, replace(quiet, memory=105_000_000)) == []
    assert len(load_is_back(quiet, replace(quiet, memory=150_000_000, files=80))) == 2
    assert [len(ready_in_time(seconds)) for seconds in (1.0, 30.0, 30.5, None)] == [0, 0, 1, 1]
