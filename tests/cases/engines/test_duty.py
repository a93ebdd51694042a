"""The lock of whoever keeps: one at a time, proved by its session. The work around it: tests/server/test_duty.py."""

from dataclasses import replace

import asyncpg
import pytest

from cases.engines import duty
from cases.engines.duty import Duty, OffDuty
from cases.engines.postgres import config_of

pytestmark = pytest.mark.anyio


def test_what_is_waited_for_is_less_than_the_ten_seconds_that_are_promised():
    assert duty.SILENCE + 2 * duty.BEAT + duty.PATIENCE < 10


async def test_one_holds_it_until_he_lets_go_and_his_session_is_the_proof(postgres_url):
    first, second = Duty(config_of(postgres_url)), Duty(config_of(postgres_url))
    term = await first.taken()
    assert (await second.taken(), (await first.taken()).process) == (None, term.process)
    other = await asyncpg.connect(**config_of(postgres_url))
    try:
        duty.on_duty.set(term)
        await duty.check(other)
        for wrong in (
            replace(term, process=other.get_server_pid()),
            replace(term, since=term.since.replace(year=2000)),
        ):
            duty.on_duty.set(wrong)
            with pytest.raises(OffDuty):
                await duty.check(other)
        first.drop()
        while (later := await second.taken()) is None:
            pass
        duty.on_duty.set(term)
        with pytest.raises(OffDuty):
            await duty.check(other)
        duty.on_duty.set(later)
        await duty.check(other)
    finally:
        duty.on_duty.set(None)
        second.drop()
        await other.close()


async def test_a_database_out_of_reach_puts_nobody_on_duty(anyio_backend):
    assert await Duty(config_of("postgresql://nobody@127.0.0.1:9/none")).taken() is None
