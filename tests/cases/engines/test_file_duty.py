"""The keeper's lock of a SQLite file: one at a time, and free with whoever held it."""

import os

import pytest

from cases.engines.file_duty import FileDuty, holder, lock_beside

pytestmark = pytest.mark.anyio


async def test_one_holds_it_and_is_known_until_he_lets_go(tmp_path, anyio_backend):
    database = tmp_path / "dafu.sqlite"
    first, second = FileDuty(database), FileDuty(database)
    assert holder(lock_beside(database)) is None
    term = await first.taken()
    assert await second.taken() is None
    known = holder(lock_beside(database))
    assert (known.name.rsplit(":")[-1], known.since) == (str(os.getpid()), term.since)
    assert await second.taken() is None, "to ask who holds it must not free it"
    first.drop()
    assert holder(lock_beside(database)) is None
    assert (await second.taken()).process == os.getpid()
    second.drop()


async def test_a_lock_on_a_file_that_was_taken_away_is_none(tmp_path, anyio_backend):
    database = tmp_path / "dafu.sqlite"
    first, second = FileDuty(database), FileDuty(database)
    await first.taken()
    lock_beside(database).unlink()
    await first.lost()
    assert await second.taken() is not None
    second.drop()


async def test_what_stands_in_the_file_puts_nobody_on_duty(tmp_path, anyio_backend):
    database = tmp_path / "dafu.sqlite"
    lock_beside(database).write_text('{"name": "gone:1", "since": "2026-01-01T00:00:00+00:00"}')
    assert holder(lock_beside(database)) is None
    one = FileDuty(database)
    assert await one.taken() is not None
    assert holder(lock_beside(database)).name != "gone:1"
    one.drop()
