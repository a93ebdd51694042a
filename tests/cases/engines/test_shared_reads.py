"""Which reads are dear, and who may be answered together."""

import asyncio

import pytest

from cases.engines.shared_reads import DEAR, SURELY, DearReads, SharedCounts, Together, kind_of

pytestmark = pytest.mark.anyio
SQL = "SELECT count(*) FROM cases WHERE person = 7 AND level IN (1, 2, 3)"


async def test_nobody_is_given_a_reading_that_had_begun_before_he_asked():
    begun, gates = [], [asyncio.Event() for _ in range(3)]

    async def ask():
        number = len(begun)
        begun.append(number)
        await gates[number].wait()
        return {"places": number}

    shared = SharedCounts(ask)
    first = [asyncio.create_task(shared.counts()) for _ in range(3)]
    await asyncio.sleep(0.01)
    late = [asyncio.create_task(shared.counts()) for _ in range(3)]
    await asyncio.sleep(0.01)
    assert begun == [0]  # one at a time
    late[0].cancel()
    gates[0].set()
    assert [await one for one in first] == [{"places": 0}] * 3
    gates[1].set()
    assert [await one for one in late[1:]] == [{"places": 1}] * 2
    gates[2].set()
    assert await shared.counts() == {"places": 2}


async def test_a_reading_that_failed_is_not_the_next_ones():
    said = iter([OSError(), {"places": 1}])

    async def ask():
        found = next(said)
        if isinstance(found, OSError):
            raise found
        return found

    shared = SharedCounts(ask)
    with pytest.raises(OSError):
        await shared.counts()
    assert await shared.counts() == {"places": 1}


async def test_several_wait_for_one_reading_and_make_their_own_where_it_fails():
    gate, asks, together = asyncio.Event(), [], Together()

    async def ask():
        asks.append(1)
        await gate.wait()
        return [len(asks)]

    readers = [asyncio.create_task(together.read("key", ask)) for _ in range(4)]
    await asyncio.sleep(0.01)
    assert len(asks) == 1
    readers[1].cancel()
    readers[0].cancel()  # whoever it was that read
    await asyncio.sleep(0.01)
    gate.set()
    assert len(await readers[2]) == len(await readers[3]) == 1 and len(asks) == 3
    assert await together.read("key", ask) == [4]


async def test_a_kind_is_dear_by_the_quickest_of_several():
    dear = DearReads()
    for _ in range(3):
        dear.learn(SQL, 2 * DEAR)
    assert not dear.knows(SQL)
    dear.learn(SQL.replace("7", "8"), 2 * DEAR)  # another reader's
    assert dear.knows(SQL) and not dear.knows("SELECT 1")
    dear.learn(SQL, DEAR / 2)
    assert not dear.knows(SQL)


async def test_what_takes_very_long_is_dear_from_the_first_time():
    dear = DearReads()
    dear.learn(SQL, SURELY)
    assert dear.knows(SQL)
    dear.learn(SQL, DEAR / 2)  # it had waited, for the processor or for rows from the disk
    assert not dear.knows(SQL)


@pytest.mark.parametrize("sql", ["SELECT 1", "SELECT now(), id FROM cases", "SELECT pg_sleep(1) FROM places"])
async def test_what_hangs_on_the_moment_is_never_kept(sql):
    dear = DearReads()
    for _ in range(9):
        dear.learn(sql, 1.0)
    assert not dear.knows(sql)


async def test_a_kind_is_a_statement_without_its_numbers():
    assert kind_of(SQL) == kind_of(SQL.replace("1, 2, 3", "4").replace("7", "12"))
    assert kind_of("SELECT $1, $2") == kind_of("SELECT $1, $2, $3") != kind_of(SQL)
