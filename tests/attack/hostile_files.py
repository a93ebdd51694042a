"""Files as somebody would send them who means harm, or whose disk is broken: made anew each time, none is kept.

``every()`` gives them all. Each says what has to become of it where Word files, PDFs and pictures are taken to be
handed on (attachments): refused, or taken because it harms nobody.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

REFUSED, TAKEN, EITHER = "refused", "taken", "either"


@dataclass(frozen=True)
class Hostile:
    """One file. kind: of what family; name: as it is sent; make: its bytes; fate: at the place for attachments."""

    kind: str
    told: str
    name: str
    make: Callable[[], bytes]
    fate: str = REFUSED

    @cached_property
    def data(self) -> bytes:
        return self.make()


def every() -> Iterator[Hostile]:
    """All of them, the same in every run."""
    from tests.attack import hostile_pages, hostile_pdfs, hostile_pictures, hostile_sheets, hostile_words

    for module in (hostile_words, hostile_pdfs, hostile_pictures, hostile_sheets, hostile_pages):
        yield from module.made()
