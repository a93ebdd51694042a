"""Departments (承办单位) and the other names under which they are printed."""

from piccolo.columns import ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.columns import (
    changed_at,
    choice,
    choice_or_none,
    day,
    instant,
    one_of,
    to,
    to_or_none,
    words,
    words_or_none,
    yes_or_no,
)
from cases.tables.places import Place
from cases.vocabulary import DepartmentKind, Level


class Department(Table, tablename="departments"):
    """A unit that handles cases. A reform ends it and names its successor; the row and its history stay.

    key: place code and canonical name, the same for every official spelling (hangzhou/卫生健康委员会). duties: what
    it is responsible for, for whoever chooses a unit.
    """

    id: Serial
    key = words_or_none(unique=True)
    place: ForeignKey = to(Place)
    name = words()
    short_name = words()
    sort_key = words_or_none(index=True)
    kind = choice(DepartmentKind.GOVERNMENT)
    level = choice_or_none()
    duties = words()
    since = day()
    until = day()
    successor: ForeignKey = to_or_none("self")
    created_at = instant()
    updated_at = changed_at()

    kind_in_1 = one_of("kind", DepartmentKind)
    level_in_1 = one_of("level", Level)
    one_name_a_place = Unique([place, name])


class DepartmentAlias(Table, tablename="department_aliases"):
    """Another name of a department. folded: as matching looks at it. settled: a person said so when asked.

    place: of the pages on which the name means this department; none for pages of no known place.
    """

    id: Serial
    department: ForeignKey = to(Department)
    place: ForeignKey = to_or_none(Place, index=True)
    alias = words()
    folded = words(index=True)
    settled = yes_or_no()
    created_at = instant()

    one_alias_a_department_and_place = Unique([department, place, folded])
