"""How often each table was written to, so that answers kept for a while know when they are over."""

from piccolo.columns import Serial
from piccolo.table import Table

from cases.tables.columns import big_whole, words


class ChangeCount(Table, tablename="change_counts"):
    """name: of a table; changes: transactions that wrote to it. Both engines count them up before they commit."""

    id: Serial
    name = words(unique=True)
    changes = big_whole()
