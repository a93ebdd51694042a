"""Requests that were carried out, so that a second press of the button or a reload does nothing again."""

from piccolo.columns import ForeignKey, Serial
from piccolo.table import Table

from cases.tables.columns import instant, to_or_none, words
from cases.tables.people import Person


class DoneRequest(Table, tablename="done_requests"):
    """key: the form's own random key, bound to its sender. place: where the first one led to."""

    id: Serial
    key = words(unique=True)
    person: ForeignKey = to_or_none(Person)
    place = words()
    created_at = instant()
