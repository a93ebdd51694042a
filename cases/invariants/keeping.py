"""I4, I6, I11: the journal is whole, every file that a row names is there, and the database is sound in itself."""

import asyncio
from collections.abc import Iterable
from typing import Any

from piccolo.columns import ForeignKey

from cases import journal
from cases.database import engine
from cases.engines.library import sqlite3
from cases.files import Place, name_of
from cases.invariants.findings import MOST, Violation
from cases.kept_files import named_files, state_of
from cases.tables import TABLES


async def journal_is_whole(kept: Iterable[str] = ()) -> list[Violation]:
    """I4. The rows of the journal count from 1 without gaps, each fits the one before, none is missing at the end.

    kept: hashes of an earlier copy, see ``journal.examined``.
    """
    chain = await journal.examined(kept)
    if chain.broken is None:
        return []
    said = f"审计日志第 {chain.broken.seq} 条{chain.broken.fault.label}"
    return [Violation("I4", said, "journal", chain.broken.seq)]


async def files_are_there(place: Place) -> list[Violation]:
    """I6. Each file that a row names is in the store with its bytes; nothing half written is left from yesterday."""
    state = await asyncio.to_thread(state_of, place, await named_files())
    return [
        *(Violation("I6", f"附件缺失：{name}") for name in state.missing[:MOST]),
        *(Violation("I6", f"附件与校验值不符：{name}") for name in state.changed[:MOST]),
        *(Violation("I6", f"没有写完的文件：{name_of(one.key)}") for one in state.left[:MOST]),
    ]


async def database_is_sound() -> list[Violation]:
    """I11. The file of SQLite is whole, and on both databases every reference leads to a row."""
    current = engine()
    found: list[Violation] = []
    if current.engine_type == "sqlite":
        said = await asyncio.to_thread(_integrity, current.path)
        found += [Violation("I11", f"数据库文件损坏：{line}") for line in said[:MOST]]
    for table in TABLES:
        for column in table._meta.columns:
            if isinstance(column, ForeignKey):
                found += await _dangling(table, column)
    return found


def _integrity(path: str) -> list[str]:
    read = sqlite3.connect(path, timeout=60)
    try:
        lines = [row[0] for row in read.execute("PRAGMA integrity_check(20)")]
    except sqlite3.DatabaseError as problem:
        lines = [str(problem)]
    finally:
        read.close()
    return [line for line in lines if line != "ok"]


async def _dangling(table: Any, column: ForeignKey) -> list[Violation]:
    name, own = table._meta.tablename, column._meta.name
    other = column._foreign_key_meta.resolved_references._meta.tablename
    rows = await table.raw(
        f'SELECT a.id AS id FROM "{name}" a LEFT JOIN "{other}" b ON b.id = a."{own}"'  # nosec B608 # noqa: S608 - names of our own
        f' WHERE a."{own}" IS NOT NULL AND b.id IS NULL LIMIT {MOST}'
    )
    return [Violation("I11", f"{name} 第 {row['id']} 行的 {own} 指向不存在的 {other}", name, row["id"]) for row in rows]
