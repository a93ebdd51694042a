"""Statistics frozen at an hour: what was counted then stays as it was."""

from piccolo.columns import ForeignKey, Serial
from piccolo.table import Table

from cases.tables.columns import instant, json_object, to_or_none, words
from cases.tables.people import Person


class Snapshot(Table, tablename="snapshots"):
    """Figures as they were. scope: what was counted; data: every indicator with numerator, denominator and ids.

    digest: SHA-256 of scope and data as they stand, so that a change would show. rules: the version of the formulas.
    """

    id: Serial
    title = words()
    scope = json_object()
    data = json_object()
    rules = words()
    digest = words()
    taken_by: ForeignKey = to_or_none(Person)
    created_at = instant()
