"""Who has a draft open just now, for the line that tells others. Kept in memory: it may be lost, it hides nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta

from cases.actor import Actor
from cases.clock import now

STALE = timedelta(minutes=2)
MOST_DRAFTS = 500


class Presence:
    """Drafts to the people who had them open of late. With several workers each knows those it has seen itself."""

    def __init__(self, clock: Callable[[], datetime] = now) -> None:
        self._clock = clock
        self._open: dict[int, dict[int, tuple[str, datetime]]] = {}

    def seen(self, draft: int, actor: Actor) -> None:
        """Note that somebody has a draft open."""
        if actor.person is None:
            return
        while len(self._open) >= MOST_DRAFTS and draft not in self._open:
            del self._open[next(iter(self._open))]
        self._open.setdefault(draft, {})[actor.person] = (actor.name, self._clock())

    def others(self, draft: int, actor: Actor) -> tuple[str, ...]:
        """The names of those who have it open besides the actor, who is noted too."""
        self.seen(draft, actor)
        since = self._clock() - STALE
        known = {who: one for who, one in self._open.get(draft, {}).items() if one[1] >= since}
        self._open[draft] = known
        return tuple(sorted(name for who, (name, _) in known.items() if who != actor.person))


PRESENT = Presence()
