"""What keeps the interpreter busy: one at a time, in order, as if it were called here."""

import asyncio
import contextvars
import threading

import pytest

from cases.computing import computed

pytestmark = pytest.mark.anyio
_place = contextvars.ContextVar("place", default="nowhere")


async def test_one_is_at_work_at_a_time_in_order_of_arrival():
    at_work, said = [], []

    def work(number):
        at_work.append(number)
        assert at_work == [number]
        threading.Event().wait(0.002)
        at_work.remove(number)
        said.append(number)
        return number

    assert await asyncio.gather(*(computed(work, number) for number in range(8))) == said == list(range(8))


async def test_it_answers_as_if_it_were_called_here():
    _place.set("here")
    assert await computed(_place.get) == "here"
    assert await computed(sorted, (2, 1), reverse=True) == [2, 1]
    with pytest.raises(ZeroDivisionError):
        await computed(divmod, 1, 0)
    assert await computed(threading.current_thread) is not threading.current_thread()
