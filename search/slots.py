"""Numbers added up by document: room for one each, written down once a thread and used again."""

import threading
from collections.abc import Sequence

import numpy as np

from search.segment import Floats, Ids, either

_scratch = threading.local()


def slots(size: int) -> Floats:
    """Room for one number per document, this thread's own; what was left in it is of no account."""
    room: Floats | None = getattr(_scratch, "room", None)
    if room is None or len(room) < size:
        room = _scratch.room = np.zeros(max(size, 1024), np.float32)
    return room


def summed(parts: Sequence[tuple[Ids, Floats]]) -> tuple[Ids, Floats]:
    """Every document of some lists, ascending as in each of them, and the sum of what it has in all.

    It takes as long as the lists are, however many documents there are beside theirs.
    """
    if len(parts) == 1:
        return parts[0]
    ids = either(*(some for some, _ in parts))
    if not len(ids):
        return ids, np.empty(0, np.float32)
    room = slots(int(ids[-1]) + 1)
    room[ids] = 0
    for some, values in parts:
        room[some] += values
    return ids, room.take(ids)
