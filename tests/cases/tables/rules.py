"""Rules that every table keeps, generated from its columns: unique keys, references, closed lists, values required."""

import itertools
import re
from datetime import date, timedelta
from typing import Any

import pytest
from piccolo.columns import Date, ForeignKey, Serial, Text
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from cases.database import Refusal, Refused, write_tx

_numbers = itertools.count(1)


async def new_row(table: type[Table], **values: Any) -> dict[str, Any]:
    """Enter a row of a table, and the rows it must refer to; columns that are not given get what the schema allows."""
    columns = dict(values)
    for column in table._meta.columns:
        name = column._meta.name
        if name in columns or isinstance(column, Serial):
            continue
        if isinstance(column, ForeignKey) and not column._meta.null:
            columns[name] = (await new_row(column._foreign_key_meta.resolved_references))["id"]
        elif column._meta.unique or column._meta.primary_key:
            columns[name] = fresh(column)
    async with write_tx():
        row = table(**columns)
        await table.insert(row)
    key = table._meta.primary_key._meta.name
    return await table.select().where(getattr(table, key) == getattr(row, key)).first()


def fresh(column: Any) -> Any:
    """A value that no other row has."""
    number = next(_numbers)
    if isinstance(column, Date):
        return date(2000, 1, 1) + timedelta(days=number)
    return f"value {number}" if isinstance(column, Text) else number


async def check_schema(table: type[Table]) -> None:
    """Every rule of the table holds: each broken one is refused under its name, and the row before stays whole."""
    row = await new_row(table)
    again = {name: value for name, value in row.items() if name != "id"}
    key = table._meta.primary_key._meta.name
    for columns in _unique_keys(table):
        parents = await _distinct(table, again, columns)
        if all(parents[name] is not None for name in columns):
            await _refused(Refusal.UNIQUE, table, parents)
    for column in table._meta.columns:
        name = column._meta.name
        if isinstance(column, ForeignKey):
            await _refused(Refusal.FOREIGN_KEY, table, await _distinct(table, again, [name]) | {name: 987_654})
        if not column._meta.null and not isinstance(column, Serial) and name != key:
            await _refused(Refusal.NOT_NULL, table, await _distinct(table, again, [name]) | {name: None})
    for name in _closed_lists(table):
        await _refused(Refusal.CHECK, table, await _distinct(table, again, [name]) | {name: "no such code"})
    assert await table.select().where(getattr(table, key) == row[key]).first() == row


def _unique_keys(table: type[Table]) -> list[list[str]]:
    single = [[c._meta.name] for c in table._meta.columns if c._meta.unique]
    several = [c.get_column_names() for c in table._meta.constraints if isinstance(c, Unique)]
    return single + several


def _closed_lists(table: type[Table]) -> list[str]:
    conditions = [c.get_condition_str() for c in table._meta.constraints if isinstance(c, Check)]
    return [re.match(r'"(\w+)"', condition)[1] for condition in conditions]


async def _distinct(table: type[Table], row: dict[str, Any], keep: list[str]) -> dict[str, Any]:
    """The row with other values in every unique key but the columns to keep."""
    changed = dict(row)
    for columns in _unique_keys(table):
        if set(columns) <= set(keep):
            continue
        name = next((c for c in columns if c not in keep and c not in _closed_lists(table)), None)
        if name is None:  # what the caller puts in makes the row another one
            continue
        column = table._meta.get_column_by_name(name)
        if isinstance(column, ForeignKey):
            changed[name] = (await new_row(column._foreign_key_meta.resolved_references))["id"]
        else:
            changed[name] = fresh(column)
    name = table._meta.primary_key._meta.name
    if name != "id":
        changed[name] = fresh(table._meta.primary_key)
    return changed


async def _refused(why: Refusal, table: type[Table], row: dict[str, Any]) -> None:
    with pytest.raises(Refused) as caught:
        async with write_tx():
            await table.insert(table(**row))
    assert caught.value.why is why, f"{table.__name__} {row}: {caught.value}"
