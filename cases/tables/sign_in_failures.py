"""Failed tries to enter, kept so that guessing is slowed down over restarts and over several processes."""

from piccolo.columns import Serial
from piccolo.table import Table

from cases.tables.columns import instant, words


class SignInFailure(Table, tablename="sign_in_failures"):
    """One wrong try. origin: a hash of the address it came from. Rows older than an hour count for nothing."""

    id: Serial
    origin = words(index=True)
    at = instant()
