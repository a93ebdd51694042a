"""Secret addresses of calendars. Only a hash of the secret is kept: a stolen table opens no calendar."""

from piccolo.columns import ForeignKey, Serial
from piccolo.table import Table

from cases.tables.accounts import Post
from cases.tables.columns import instant, instant_or_none, to, words
from cases.tables.people import Person


class CalendarAddress(Table, tablename="calendar_addresses"):
    """Under which a calendar program fetches what is due of one post of its owner. secret_hash: SHA-256 in hex."""

    id: Serial
    person: ForeignKey = to(Person)
    post: ForeignKey = to(Post)
    secret_hash = words(unique=True)
    withdrawn_at = instant_or_none()
    created_at = instant()
