"""What Piccolo works out anew for every query, worked out once.

Building the SQL of a select with joins took ten times as long as running it: each reading of a foreign key's attribute
lists all of them, each column spells its way through the joins, each piece of SQL is parsed for braces. None of it
ever changes, so a column remembers what was found of it. A copy, whose way or alias is another, has another identity
and remembers nothing. Classes of our own would look like changed columns to migrations, hence functions put in place.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any

from piccolo.columns import JSON, Column, ForeignKey
from piccolo.columns.combination import Where
from piccolo.query.methods.select import Select
from piccolo.querystring import Fragment, QueryString, Selectable

_MEMORY = "_remembered"
_OWN = frozenset(dir(ForeignKey)) - {"table_alias"}
_read = object.__getattribute__
_find = ForeignKey.__getattribute__
_spell = Column.get_select_string
_join = Select._get_joins
_said: Any = vars(Select)["default_querystrings"].fget
_renamed = Column.as_alias


def _memory(column: Column) -> dict[Any, Any]:
    """What is known of this very column, not of the one that it was copied from."""
    inside = _read(column, "__dict__")
    known = inside.get(_MEMORY)
    if known is None or known[0] != id(column):
        known = inside[_MEMORY] = (id(column), {})
    found: dict[Any, Any] = known[1]
    return found


def _attribute(key: ForeignKey, name: str) -> Any:
    if name.startswith("_") or (name in _OWN and name not in _read(key, "__dict__")):
        return _read(key, name)
    memory = _memory(key)
    if name not in memory:
        found = _find(key, name)
        if not isinstance(found, (Column, str)):
            return found
        memory[name] = found
    return memory[name]


def _select_string(column: Column, engine_type: str, with_alias: bool = True) -> QueryString:
    memory = _memory(column)
    if with_alias not in memory:
        memory[with_alias] = _spell(column, engine_type, with_alias)
    said: QueryString = memory[with_alias]
    return said


def _joins(select: Any, columns: Sequence[Selectable]) -> list[str]:
    """The joins of the columns, each once, in the order in which they are needed."""
    return list(dict.fromkeys(join for column in columns for join in _joins_of(select, column)))


def _joins_of(select: Any, column: Selectable) -> Sequence[str]:
    if not isinstance(column, Column):
        return _join(select, [column])
    if not column._meta.call_chain:
        return ()
    memory = _memory(column)
    if _JOINS not in memory:
        memory[_JOINS] = tuple(_join(select, [column]))
    joins: tuple[str, ...] = memory[_JOINS]
    return joins


_JOINS = object()  # no name of a column


def _as_alias(column: Column, name: str) -> Column:
    """The column under another name, each time the same one, so that it can remember in its turn."""
    memory = _memory(column)
    if (_ALIAS, name) not in memory:
        memory[_ALIAS, name] = _renamed(column, name)
    found: Column = memory[_ALIAS, name]
    return found


_ALIAS = object()


@dataclass(frozen=True, slots=True)
class _Head:
    """What a select of some columns begins with. columns: kept, so that their identities remain theirs."""

    columns: tuple[Column, ...]
    text: str
    joins: tuple[str, ...]


_heads: dict[tuple[Any, ...], _Head] = {}


def _head(select: Any, columns: Sequence[Any]) -> _Head | None:
    """None where something else than a column is asked for."""
    kind = select.table._meta.db.engine_type
    key = (select.table, kind, *map(id, columns))
    if key not in _heads:
        if not all(isinstance(column, Column) for column in columns):
            return None
        pieces = [column.get_select_string(engine_type=kind) for column in columns]
        if any(piece.args for piece in pieces):
            return None
        select._check_valid_call_chain(columns)
        text = f"{', '.join(piece.template for piece in pieces)} FROM {select.table._meta.get_formatted_tablename()}"
        if len(_heads) >= _MOST_HEADS:
            _heads.clear()
        _heads[key] = _Head(tuple(columns), text, tuple(_joins(select, columns)))
    return _heads[key]


def _querystrings(select: Any) -> Sequence[QueryString]:
    """The SQL of a select: its head as remembered, then what differs from one to the next."""
    asked, where = select.columns_delegate, select.where_delegate
    if not asked.selected_columns:
        asked.selected_columns = select.table._meta.columns
    head = None if _is_special(select) else _head(select, asked.selected_columns)
    if head is None:
        found: Sequence[QueryString] = _said(select)
        return found
    order, limit, offset = select.order_by_delegate, select.limit_delegate._limit, select.offset_delegate._offset
    further = [*where.get_where_columns(), *order.get_order_by_columns()]
    sql = " ".join([f"SELECT ALL {head.text}", *dict.fromkeys((*head.joins, *_joins(select, further)))])
    args = []
    if where._where:
        sql += " WHERE {}"
        args.append(where._where.querystring)
    more = (select.group_by_delegate._group_by, order._order_by.order_by_items and order._order_by, limit, offset)
    for part in filter(None, more):
        sql += "{}"
        args.append(part.querystring)
    return [QueryString(sql, *args)]


def _is_special(select: Any) -> bool:
    """Whether a select has what is asked for seldom, and is left to Piccolo."""
    distinct = select.distinct_delegate._distinct
    return bool(
        select.exclude_secrets
        or distinct.enabled
        or distinct.on
        or select.as_of_delegate._as_of
        or select.having_delegate._where
        or select.lock_rows_delegate._lock_rows
        or (select.offset_delegate._offset and not select.limit_delegate._limit)
    )


_MOST_HEADS = 2_000


@functools.lru_cache(maxsize=4096)
def _pieces(template: str) -> tuple[str, ...]:
    """The text before each pair of braces, and after the last."""
    return tuple(piece[0] for piece in Formatter().parse(template))


@functools.lru_cache(maxsize=4096)
def _plain(template: str) -> tuple[Fragment, ...]:
    """The pieces of what holds no value; nothing changes a piece once it is there."""
    return tuple(Fragment(piece, no_arg=True) for piece in _pieces(template))


def _bundle(
    said: QueryString, start_index: int = 1, bundled: list[Fragment] | None = None, combined_args: list | None = None
) -> tuple[int, list[Fragment], list]:
    """The pieces of SQL in order, numbered where a value goes, the number after the last, and the values."""
    bundled = [] if bundled is None else bundled
    combined_args = [] if combined_args is None else combined_args
    values = said.args
    if not values:
        bundled.extend(_plain(said.template))
        return start_index, bundled, combined_args
    for at, prefix in enumerate(_pieces(said.template)):
        if at >= len(values):
            bundled.append(Fragment(prefix, no_arg=True))
        elif type(values[at]) is QueryString and not values[at].args:
            bundled.append(Fragment(prefix, no_arg=True))
            bundled.extend(_plain(values[at].template))
        elif isinstance(values[at], QueryString):
            bundled.append(Fragment(prefix, no_arg=True))
            start_index, _, _ = values[at].bundle(start_index, bundled, combined_args)
        else:
            bundled.append(Fragment(prefix, start_index))
            start_index += 1
            combined_args.append(values[at])
    return start_index, bundled, combined_args


def _process_args(said: QueryString, args: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Column]]:
    """The values of a piece, those that are nothing but values passed on without being asked what they are."""
    if all(type(value) in _VALUES for value in args):
        return list(args), []
    found: tuple[Sequence[Any], Sequence[Column]] = _process(said, args)
    return found


def _clean_value(where: Where, value: Any) -> Any:
    """A value as the database takes it: text and numbers stand for themselves, but for numbers in JSON."""
    if type(value) is str or (type(value) is int and not isinstance(where.column, JSON)):
        return value
    return _clean(where, value)


_VALUES = frozenset({str, int})
_process = QueryString.process_args
_clean = Where.clean_value
_OURS = (
    (ForeignKey, "__getattribute__", _attribute),
    (Column, "get_select_string", _select_string),
    (Column, "as_alias", _as_alias),
    (Select, "_get_joins", _joins),
    (Select, "default_querystrings", property(_querystrings)),
    (QueryString, "bundle", _bundle),
    (QueryString, "process_args", _process_args),
    (Where, "clean_value", _clean_value),
)
_STOCK = tuple((owner, name, getattr(owner, name)) for owner, name, _ in _OURS)


def install() -> None:
    """Put the remembering functions in the place of Piccolo's."""
    for owner, name, function in _OURS:
        setattr(owner, name, function)


def remove() -> None:
    """Let Piccolo do it its own way again, to compare the two."""
    for owner, name, function in _STOCK:
        setattr(owner, name, function)
