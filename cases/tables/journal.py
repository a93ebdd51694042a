"""The journal: who did what to which thing. Rows are only ever added; triggers refuse everything else."""

from piccolo.columns import BigInt
from piccolo.table import Table

from cases.tables.columns import instant, whole_or_none, words, words_or_none


class JournalEntry(Table, tablename="journal"):
    """One act. seq counts without gaps; hash covers every other column and prev_hash, the hash of the row before."""

    seq: BigInt = BigInt(primary_key=True, default=0)
    at = instant()
    actor = words()
    person = whole_or_none()
    role = words()
    unit = whole_or_none()
    on_behalf_of = words_or_none()
    verb = words()
    thing = words()
    thing_id = whole_or_none()
    case = whole_or_none(index=True)
    old = words_or_none()
    new = words_or_none()
    reason = words_or_none()
    prev_hash = words(unique=True)
    hash = words(unique=True)
