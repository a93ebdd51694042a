"""Answers kept in the memory of one process: each is made once, by one of those who ask for it at the same time, and
stands until something that it was made of changes. What it was made of, its ``stamp``, is told by whoever makes it."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Generic, TypeVar

MOST_BYTES = 32 * 1024 * 1024  # of one process, headers included
MOST_OF_ONE = 2 * 1024 * 1024
# Some sentences depend on the hour, such as how long the index has been behind; and nothing wrong outlives a minute.
MOST_SECONDS = 60.0
_AROUND = 1_000  # bytes of memory beside headers and body
ROWS, HITS = "rows", "hits"  # what an answer is made of: of the database, or of the index as well

State = Mapping[str, object]
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent. stamp: of each thing it was made of, what that was like before; None where it may not be kept."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    stamp: State | None = None
    made: float = field(default_factory=monotonic)

    @property
    def size(self) -> int:
        """Bytes of memory."""
        return _AROUND + len(self.body) + sum(len(name) + len(value) for name, value in self.headers)

    def stands(self, state: State) -> bool:
        """Whether it is what would be made in this state."""
        if self.stamp is None or monotonic() - self.made > MOST_SECONDS:
            return False
        return all(state.get(name, 0) == value for name, value in self.stamp.items())

    def header(self, name: bytes) -> bytes:
        """The first header of that name in small letters, empty without one."""
        return next((value for known, value in self.headers if known.lower() == name), b"")


@dataclass(slots=True)
class _Making:
    """One answer under way. answer: what came of it, None where nothing did or it is for its own reader alone."""

    done: asyncio.Event = field(default_factory=asyncio.Event)
    answer: Answer | None = None


class Kept(Generic[K]):
    """The answers of one process, those asked for last at the end. most: bytes of all of them together."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size = most, 0
        self._known: OrderedDict[K, Answer] = OrderedDict()
        self._makings: dict[K, _Making] = {}
        self.hits = self.made = 0

    @property
    def size(self) -> int:
        """Bytes of all answers together."""
        return self._size

    def knows(self, key: K) -> bool:
        """Whether an answer is there, standing or not, or being made."""
        return key in self._known or key in self._makings

    async def answer(self, key: K, state: State, make: Callable[[], Awaitable[Answer]]) -> Answer:
        """A kept answer that stands in the state that its reader found, else one made now.

        It holds whatever was committed before its reader asked: of those who come while it is being made by another,
        one who has found a newer state waits for the next.
        """
        waited = False
        while True:
            known = self._known.get(key)
            if known is not None and known.stands(state):
                self._known.move_to_end(key)
                self.hits += 1
                return known
            making = self._makings.get(key)
            if making is None:
                return await self._make(key, make)
            await making.done.wait()
            if making.answer is None:
                return await make()
            if waited or making.answer.stands(state):  # the second was begun after this reader had come
                self.hits += 1
                return making.answer
            waited = True

    async def _make(self, key: K, make: Callable[[], Awaitable[Answer]]) -> Answer:
        making = self._makings[key] = _Making()
        try:
            made = await make()
            self.made += 1
            if made.stamp is not None:
                making.answer = made
                self._keep(key, made)
            return made
        finally:
            del self._makings[key]
            making.done.set()

    def _keep(self, key: K, made: Answer) -> None:
        old = self._known.pop(key, None)
        self._size -= old.size if old is not None else 0
        if made.size > MOST_OF_ONE:
            return
        self._known[key] = made
        self._size += made.size
        while self._size > self._most:
            _, gone = self._known.popitem(last=False)
            self._size -= gone.size
