"""A letter as it was recognised on a page: what every reader of single values starts from."""

from dataclasses import dataclass

from cases.reading.dates import FoundDate
from cases.reading.page_closing import Closing
from cases.reading.page_contact import Contact
from cases.reading.page_opening import Opening
from cases.reading.page_reference import Found, Reference
from cases.reading.page_salutation import Salutation
from cases.reading.page_text import squeezed
from cases.reading.page_title import Title
from cases.reading.shadow import Shadow
from cases.reading.shapes import Value
from cases.vocabulary import ValueSource


@dataclass(frozen=True, slots=True)
class Letter:
    """What was recognised on a page that answers a submission. head: where its own text begins; said: reference of the
    opening sentence; listed: of the page's field for the number; above: of the last lines above the letter, for a title
    of which only a part is left."""

    original: str
    text: str
    shadow: Shadow
    titles: tuple[Title, ...]
    opening: Opening | None
    salutation: Salutation | None
    said: Reference
    listed: Reference
    above: Reference
    closing: Closing
    contact: Contact
    head: int

    def value(self, start: int, end: int, source: ValueSource) -> Value | None:
        """A stretch of the folded page as a value: the original's characters without white space."""
        if end <= start:
            return None
        words = "".join(self.original[self.shadow.origin[at]] for at in range(start, end))
        return Value(squeezed(words), source, self.shadow.span(start, end)) if squeezed(words) else None

    def found(self, found: Found | None, source: ValueSource) -> Value | None:
        """A stretch that was recognised, as a value."""
        return self.value(found.start, found.end, source) if found else None

    def read_as(self, found: Found | None, source: ValueSource) -> Value | None:
        """A stretch whose reading differs from its words (十二届二次会议)."""
        return Value(found.text, source, self.shadow.span(found.start, found.end)) if found else None

    def dated(self, found: FoundDate | None, source: ValueSource) -> Value | None:
        """A date as an ISO value."""
        return Value(found.on.isoformat(), source, self.shadow.span(found.start, found.end)) if found else None

    def references(self) -> list[tuple[Reference, ValueSource]]:
        """Every passage that may name the submission, the most reliable first."""
        titles = [(title.reference, ValueSource.TITLE) for title in self.titles]
        told = [*titles, (self.said, ValueSource.OPENING), (self.listed, ValueSource.FIELD)]
        if not any(reference.session for reference, _ in told):
            told.append((self.above, ValueSource.TITLE))
        return told
