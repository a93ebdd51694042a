"""A bounded store of computed arrays: what was used longest ago leaves first."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any


class Cache:
    """Least recently used out. limit and sizes in bytes; safe between threads."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
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

    def put(self, key: Hashable, value: Any, size: int) -> None:
        """Keep a value; one larger than a quarter of the whole is not kept."""
        if size > self.limit // 4:
            return
        with self._lock:
            old = self._kept.pop(key, None)
            self.used += size - (old[1] if old else 0)
            self._kept[key] = (value, size)
            while self.used > self.limit:
                _, (_, gone) = self._kept.popitem(last=False)
                self.used -= gone
