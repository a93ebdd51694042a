"""A counterexample to an invariant."""

from dataclasses import dataclass

MOST = 20  # counterexamples that are told; after so many it is known that something is wrong


@dataclass(frozen=True, slots=True)
class Violation:
    """invariant: its number, "I4". what: a sentence for whoever keeps the machine. thing, id: of a row, if any."""

    invariant: str
    what: str
    thing: str = ""
    id: int | None = None

    def __str__(self) -> str:
        return f"{self.invariant} {self.what}"
