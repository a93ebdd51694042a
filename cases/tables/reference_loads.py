"""Which files of reference data the database has been brought up to."""

from piccolo.columns import Serial
from piccolo.table import Table

from cases.tables.columns import instant, words


class ReferenceLoad(Table, tablename="reference_loads"):
    """digest: SHA-256 of the files that were loaded, so that a start need not compare each of their rows again."""

    id: Serial
    digest = words(unique=True)
    loaded_at = instant()
