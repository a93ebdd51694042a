"""What every step of saving shares: which page the rows come from, and completing a row without changing it."""

from dataclasses import dataclass
from typing import Any

from piccolo.table import Table

from cases.tables.columns import Changes


@dataclass(frozen=True, slots=True)
class Source:
    """What the rows of one page refer back to."""

    document: int
    run: int | None
    item: int | None


async def fill(table: type[Table], row_id: int, columns: dict[str, Any]) -> None:
    """Set the columns that are still empty; what is there already stays."""
    wanted = {name: value for name, value in columns.items() if value is not None}
    if not wanted:
        return
    key = table._meta.primary_key
    known = await table.select().where(key == row_id).first()
    empty: Changes = {name: value for name, value in wanted.items() if known is not None and known[name] is None}
    if empty:
        await table.update(empty).where(key == row_id)
