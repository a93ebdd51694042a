"""Web sessions of the server. Only a hash of the session's id is kept: a stolen table opens no session."""

from piccolo.columns import ForeignKey, Serial
from piccolo.table import Table

from cases.tables.columns import instant, instant_or_none, json_object, to_or_none, words
from cases.tables.people import Person


class WebSession(Table, tablename="web_sessions"):
    """id_hash: SHA-256 of the cookie's value, in hex."""

    id: Serial
    id_hash = words(unique=True)
    person: ForeignKey = to_or_none(Person, index=True)
    data = json_object()
    created_at = instant()
    expires_at = instant_or_none(index=True)
