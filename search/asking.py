"""What can be asked of an index, wherever it lies: each kind of index only says how it comes by its newest snapshot."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np

from search.alternatives import Alternative, alternatives
from search.answers import answer
from search.documents import Hit, Hits, Query, Sample
from search.likeness import like
from search.snapshot import Snapshot

PATIENCE = 0.5  # seconds that a question waits for other spellings while the words are being loaded


class Askable(ABC):
    """From any number of threads, as of the last commit of any process or machine. Everything raises SearchError."""

    _warming: threading.Event | None = None

    @abstractmethod
    def _fresh(self) -> Snapshot:
        """The newest snapshot; IndexMissing, IndexOutdated or IndexDamaged if it cannot be read."""

    def find(self, query: Query) -> Hits:
        """The answer to a question."""
        return answer(self._fresh(), query)

    def like(self, sample: Sample) -> tuple[Hit, ...]:
        """One hit for each of the groups most like a sample, the best first."""
        return like(self._fresh(), sample)

    def alternatives(self, text: str, audience: Sequence[str]) -> tuple[Alternative, ...]:
        """Other questions that a misspelt one, or one in pinyin, may have meant, the likeliest first; none as long as
        loading takes what they are found by, for the question itself is answered without them."""
        if (warming := self._warming) is not None and not warming.wait(PATIENCE):
            return ()
        return self._alternatives(text, audience)

    def warm(self) -> None:
        """Load what the first question would wait for, and the first misspelt one: seconds, of a large index."""
        self._warming = done = threading.Event()
        try:
            self._fresh().warm()
            self._alternatives("yangben", ())
        finally:
            self._warming = None
            done.set()

    def _alternatives(self, text: str, audience: Sequence[str]) -> tuple[Alternative, ...]:
        snapshot = self._fresh()
        return alternatives(snapshot, text, snapshot.visible(audience))

    @property
    def generation(self) -> int:
        """Grows with every commit and rebuild."""
        return self._fresh().generation

    @property
    def count(self) -> int:
        """Documents in the index."""
        return self._fresh().count

    def versions(self) -> dict[str, int]:
        """Key to ``version_of`` of every document: what the index holds, to be compared with the database."""
        snapshot = self._fresh()
        keys = (key for segment in snapshot.segments for key, _, _ in segment.records())
        rows = zip(keys, snapshot.column("version", np.uint64).tolist(), snapshot.live.tolist(), strict=True)
        return {key: version for key, version, live in rows if live}
