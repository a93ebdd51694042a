"""The few kinds of column that the tables are made of, with the traps of both databases stepped around.

Text has no length (SQLite would not enforce one), a date has no hidden default, a foreign key never cascades, JSON is
kept as text with a valid default, and every instant is aware and UTC.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

from piccolo.columns import JSON, BigInt, Boolean, Column, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.defaults import timestamptz
from piccolo.constraints import Check

from cases.clock import now
from cases.engines import building

building.install()

Changes: TypeAlias = dict[Column | str, Any]  # what an update takes


def changes_row(row: Mapping[str, Any], changes: Mapping[Any, Any]) -> bool:
    """Whether an update would change a row that was read. What the public reads is made anew with each write to one of
    its tables, so a saving of a draft leaves out those that stay as they are. changes: by column."""
    return any(row[column._meta.name] != value for column, value in changes.items())


def words(*, unique: bool = False, index: bool = False) -> Text:
    """Text that must be there, though it may be empty."""
    return Text(default="", unique=unique, index=index)


def words_or_none(*, unique: bool = False, index: bool = False) -> Text:
    """Text that may be unknown."""
    return Text(null=True, default=None, unique=unique, index=index)


def choice(default: StrEnum | str, *, index: bool = False) -> Text:
    """Code of a closed list; pair it with ``one_of``."""
    return Text(default=str(default), index=index)


def choice_or_none(*, index: bool = False) -> Text:
    """Code of a closed list that may be unknown; pair it with ``one_of``."""
    return Text(null=True, default=None, index=index)


def one_of(column: str, codes: type[StrEnum]) -> Check:
    """The column holds a code of the list or nothing. A list that grows needs a constraint under a new name."""
    listed = ", ".join(f"'{member.value}'" for member in codes)
    return Check(f'"{column}" IN ({listed})')


def whole(default: int = 0) -> Integer:
    """A whole number that must be there."""
    return Integer(default=default)


def whole_or_none(*, index: bool = False) -> Integer:
    """A whole number that may be unknown."""
    return Integer(null=True, default=None, index=index)


def big_whole(default: int = 0) -> BigInt:
    """A whole number of up to 63 bits."""
    return BigInt(default=default)


def yes_or_no(default: bool = False) -> Boolean:
    """True or false."""
    return Boolean(default=default)


def day(*, index: bool = False) -> Date:
    """A calendar day in Beijing that may be unknown."""
    return Date(null=True, default=None, index=index)


class TimestamptzNow(timestamptz.TimestamptzNow):
    """The instant of the insert by our own clock. The name is that of the library's default, which the schema has and
    by which migrations compare."""

    def python(self) -> datetime:
        return now()


def instant() -> Timestamptz:
    """An aware UTC instant, by default that of the insert."""
    return Timestamptz(default=TimestamptzNow())


def instant_or_none(*, index: bool = False) -> Timestamptz:
    """An aware UTC instant that may not have come yet."""
    return Timestamptz(null=True, default=None, index=index)


def changed_at() -> Timestamptz:
    """The instant of the last change, kept by every update."""
    return Timestamptz(default=TimestamptzNow(), auto_update=now)


def json_list() -> JSON:
    """A JSON list, read back with ``.output(load_json=True)``."""
    return JSON(default="[]")


def json_object() -> JSON:
    """A JSON object, read back with ``.output(load_json=True)``."""
    return JSON(default="{}")


def to(table: Any, *, index: bool = True) -> ForeignKey:
    """A row that must exist. It cannot be deleted while somebody refers to it."""
    return ForeignKey(table, null=False, on_delete=OnDelete.restrict, on_update=OnUpdate.restrict, index=index)


def to_or_none(table: Any, *, index: bool = False) -> ForeignKey:
    """A row that may be unknown. It cannot be deleted while somebody refers to it."""
    return ForeignKey(
        table, null=True, default=None, on_delete=OnDelete.restrict, on_update=OnUpdate.restrict, index=index
    )
