"""Stale marks: what the search index has to read again. Written in the transaction that changed the thing."""

from piccolo.columns import Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.columns import instant, whole, words


class StaleMark(Table, tablename="stale_marks"):
    """thing is "case" or "document". stamp changes with every mark: the keeper deletes only the mark it has read."""

    id: Serial
    thing = words()
    thing_id = whole()
    stamp = words()
    marked_at = instant()

    one_mark_a_thing = Unique([thing, thing_id])
