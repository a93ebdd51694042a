"""How much of what costs was asked for, so that no one person or address takes it all, over all processes."""

from piccolo.columns import Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.columns import big_whole, instant, words


class UsageCount(Table, tablename="usage_counts"):
    """what: was asked for; who: a person, a hash of an address, or all; since: when the stretch of time began that
    amount was counted in, in pieces or bytes."""

    id: Serial
    what = words()
    who = words()
    since = instant()
    amount = big_whole()

    one_count_a_stretch = Unique([what, who, since])
