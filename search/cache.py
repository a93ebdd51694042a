"""A bounded store of computed arrays: what was used longest ago leaves first."""

import sys
import threading
from collections import OrderedDict
from collections.abc import Collection, Hashable
from typing import Any

import numpy as np

# What a process keeps of an index. A common word of 370,000 sentences takes some 3 MB, and of more in proportion: what
# one question needs has to stay until the next one, or nothing does.
BYTES = 64 * 1024 * 1024
EACH = 150  # bytes for each document of a large index
_ENTRY = 350  # what a place in the store takes beside key and value


def real_bytes(value: Any) -> int:
    """What a value takes in memory: of a view on an array, all that it keeps alive."""
    size = sys.getsizeof(value)
    if isinstance(value, np.ndarray):
        return size if value.base is None else size + real_bytes(value.base)
    if isinstance(value, tuple | list):
        return size + sum(map(real_bytes, value))
    return size


class Cache:
    """Least recently used out. limit and used in bytes; safe between threads."""

    def __init__(self, limit: int = BYTES) -> None:
        self._least = self.limit = limit
        self.used = 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Any | None:
        """The kept value or None."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: Any) -> None:
        """Keep a value; one larger than a quarter of the whole is not kept."""
        size = real_bytes(value) + real_bytes(key) + _ENTRY
        if size > self.limit // 4:
            return
        with self._lock:
            old = self._kept.pop(key, None)
            self.used += size - (old[1] if old else 0)
            self._kept[key] = (value, size)
            while self.used > self.limit:
                _, (_, gone) = self._kept.popitem(last=False)
                self.used -= gone

    def fit(self, documents: int) -> None:
        """Have room for an index of so many documents, EACH bytes for each and never less than at first."""
        self.limit = max(self._least, EACH * documents)

    def keep_only(self, firsts: Collection[Hashable]) -> None:
        """Let go of everything whose key, a tuple, does not begin with one of these: nobody will ask for it."""
        with self._lock:
            for key in [key for key in self._kept if isinstance(key, tuple) and key[0] not in firsts]:
                self.used -= self._kept.pop(key)[1]
