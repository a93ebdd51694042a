"""Which keys sealed values may need. The keys themselves are in a file, never in the database."""

from piccolo.columns import Serial
from piccolo.table import Table

from cases.tables.columns import instant, instant_or_none, words


class CipherKey(Table, tablename="cipher_keys"):
    """key: the public id of a key that values were sealed with. done_at: when all that is to be sealed was under it."""

    id: Serial
    key = words(unique=True)
    algorithm = words()
    done_at = instant_or_none()
    created_at = instant()
