"""Source documents: every page and file ever read, with its text kept for ever as it was."""

from piccolo.columns import ForeignKey, Serial
from piccolo.table import Table

from cases.tables.columns import (
    changed_at,
    choice,
    choice_or_none,
    day,
    instant,
    json_list,
    json_object,
    one_of,
    to_or_none,
    whole,
    words,
    words_or_none,
)
from cases.tables.places import Place
from cases.vocabulary import Audience, DocumentKind, Level, Track


class Document(Table, tablename="documents"):
    """One file as it was read.

    sha256: of the bytes. body_hash: of the text folded and without white space, equal for copies of one text.
    page_values: what the page says about itself, name to {text, source, span}. parts: the stretches with one author.
    personal: spans that the public must not see. superseded_by: the better copy of the same text.
    All spans count characters of text.
    """

    id: Serial
    sha256 = words(unique=True)
    body_hash = words(index=True)
    name = words()
    media = words()
    encoding = words()
    size = whole()
    text = words()
    kind = choice(DocumentKind.NOT_A_REPLY, index=True)
    track = choice(Track.OTHER)
    level = choice_or_none()
    place: ForeignKey = to_or_none(Place, index=True)
    title = words_or_none()
    signed_on = day(index=True)
    published_on = day(index=True)
    source_url = words_or_none()
    meta = json_object()
    page_values = json_object()
    parts = json_list()
    flags = json_list()
    personal = json_list()
    audience = choice(Audience.OFFICE)
    superseded_by: ForeignKey = to_or_none("self")
    created_at = instant()
    updated_at = changed_at()

    kind_in_1 = one_of("kind", DocumentKind)
    track_in_1 = one_of("track", Track)
    level_in_1 = one_of("level", Level)
    audience_in_2 = one_of("audience", Audience)
