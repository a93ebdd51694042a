"""Counters: numbers that are given out once each, without gaps."""

from piccolo.columns import Serial
from piccolo.table import Table

from cases.tables.columns import big_whole, changed_at, words


class Counter(Table, tablename="counters"):
    """value: the last number given out under this name."""

    id: Serial
    name = words(unique=True)
    value = big_whole()
    updated_at = changed_at()
