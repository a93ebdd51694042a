"""Places: the areas that congresses, committees and departments belong to."""

from piccolo.columns import ForeignKey, Serial
from piccolo.table import Table

from cases.tables.columns import changed_at, choice_or_none, instant, one_of, to_or_none, words
from cases.vocabulary import Level


class Place(Table, tablename="places"):
    """An administrative area. code: ascii where the reference data knows it (hangzhou), else the name as printed."""

    id: Serial
    code = words(unique=True)
    name = words(unique=True)
    short_name = words(index=True)
    level = choice_or_none()
    parent: ForeignKey = to_or_none("self")
    created_at = instant()
    updated_at = changed_at()

    level_in_1 = one_of("level", Level)
