"""The side door: from any thread, with its own limits, and no writer who is not on duty."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from cases.engines import duty
from cases.engines.postgres import config_of, stay_alive
from cases.engines.side_door import SideDoor


@pytest.fixture
def door(postgres_server):
    made = SideDoor(config_of(postgres_server), stay_alive)
    yield made
    made.close()


def test_threads_share_it_and_it_opens_again_after_it_was_closed(door):
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda n: door.fetch("SELECT $1::int AS n", n)[0]["n"], range(40))
        assert list(found) == list(range(40))
    door.close()
    assert door.fetch("SELECT 1 AS n")[0]["n"] == 1


def test_each_failure_has_its_kind(door):
    for sql, kind in (
        ("SELECT 1 FROM nowhere.at_all", LookupError),
        ("SELECT pg_sleep(2)", TimeoutError),
        ("CREATE TABLE t (a int)", ConnectionError),
    ):
        with pytest.raises(kind):
            door.fetch(sql)
    assert door.fetch("SELECT pg_sleep(1.2)", patient=True)


def test_a_keeper_that_is_off_duty_may_not_write(door):
    before = duty.on_duty.set(duty.Term(1, datetime(2020, 1, 1, tzinfo=UTC)))
    try:
        with pytest.raises(duty.OffDuty), door.writing(77, 0):
            pass
    finally:
        duty.on_duty.reset(before)
    with door.writing(77, 0) as session:
        assert session.fetch("SELECT 1 AS n")[0]["n"] == 1
        with pytest.raises(BlockingIOError), door.writing(77, 0.1):
            pass
