"""I1, I8, I9, I10, I12, I14: what must hold of a run that was watched from outside, given what was seen of it."""

import asyncio
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cases.database import engine
from cases.engines.library import sqlite3
from cases.invariants.findings import Violation
from cases.tables import TABLES

READY_SECONDS = 30.0
# Nothing of this belongs into an answer: it tells a stranger what runs here, and a user nothing.
_INSIDE = re.compile(r"Traceback|File \"|sqlite3\.|asyncpg|SELECT |INSERT INTO|/site-packages/")
_TABLES = {table._meta.tablename: table for table in TABLES}


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Something that a client was told is saved: in which column of which row, and the words themselves."""

    table: str
    id: int
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client got. incident: the number that the page names, found by the client."""

    status: int
    body: str
    incident: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """What the server takes: resident memory and write-ahead log in bytes, open files, threads."""

    memory: int
    files: int
    threads: int
    log: int = 0


async def acknowledged_is_there(ledger: Iterable[Acknowledged]) -> list[Violation]:
    """I1. What was acknowledged is in the opened database word for word."""
    found = []
    for said in ledger:
        table: Any = _TABLES[said.table]
        column = table._meta.get_column_by_name(said.column)
        row = await table.select(column).where(table.id == said.id).first()
        if row is None or str(row[said.column]) != said.value:
            why = "已确认保存，却不见了" if row is None else f"的 {said.column} 不是确认时的内容"
            found.append(Violation("I1", f"{said.table} 第 {said.id} 行{why}", said.table, said.id))
    return found


def nothing_leaks(bodies: Mapping[str, str], canaries: Iterable[str]) -> list[Violation]:
    """I8. No word that stands only in what strangers may not see is in anything that a stranger got."""
    words = tuple(canaries)
    return [Violation("I8", f"{place} 里有 {word}") for place, body in bodies.items() for word in words if word in body]


def faults_are_explained(answers: Iterable[Answer], log: str) -> list[Violation]:
    """I9. Every fault of ours has its number on the page and in the log; no answer shows the inside of the program."""
    found = []
    for answer in answers:
        if answer.status == 500 and not (answer.incident and answer.incident in log):
            found.append(Violation("I9", f"一次 500 在日志里查不到编号“{answer.incident}”"))
        if inside := _INSIDE.search(answer.body):
            found.append(Violation("I9", f"回答里露出了“{inside.group()}”"))
    return found


async def no_lock_is_left(seconds: float = 2.0) -> list[Violation]:
    """I10. A writer may begin at once, and nobody sleeps with an open transaction."""
    current = engine()
    if current.engine_type == "sqlite":
        return await asyncio.to_thread(_begin, current.path, seconds)
    rows = await current._run_in_new_connection(
        "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database()"
        " AND state LIKE 'idle in transaction%' AND now() - state_change > interval '30 seconds'"
    )
    return [Violation("I10", f"{rows[0]['n']} 个连接占着事务不动")] if rows[0]["n"] else []


def _begin(path: str, seconds: float) -> list[Violation]:
    connection = sqlite3.connect(path, timeout=seconds)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.rollback()
    except sqlite3.OperationalError as problem:
        return [Violation("I10", f"数据库还锁着（{problem}）")]
    finally:
        connection.close()
    return []


def load_is_back(before: Load, after: Load, *, share: float = 0.1) -> list[Violation]:
    """I12. When all is quiet the server takes no more than before, but for a tenth."""
    names = {"memory": "内存", "files": "打开的文件", "threads": "线程", "log": "预写日志"}
    return [
        Violation("I12", f"{label}从 {getattr(before, name)} 涨到 {getattr(after, name)}")
        for name, label in names.items()
        if getattr(after, name) > getattr(before, name) * (1 + share) + 1
    ]


def ready_in_time(seconds: float | None) -> list[Violation]:
    """I14. After a restart the program was ready by itself. seconds: until it was, None where it never was."""
    if seconds is None:
        return [Violation("I14", "重启后一直没有就绪")]
    return [] if seconds <= READY_SECONDS else [Violation("I14", f"重启后过了 {seconds:.1f} 秒才就绪")]
