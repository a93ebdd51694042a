"""What statistics are narrowed to."""

from dataclasses import dataclass

from cases.vocabulary import Track


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted. years: of the session, else of the first reply; none: all. Empty fields do not narrow."""

    years: tuple[int, ...] = ()
    track: Track | None = None
    place: int | None = None
    unit: int | None = None
