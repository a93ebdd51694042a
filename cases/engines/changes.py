"""How often each table was written to: counted in the database itself, in the transaction that writes.

Of some tables it is counted beside how often nothing but words was written to: a draft is saved many times a second,
and which rows there are, and who may see them, stays as it was.

Whoever keeps an answer in memory, in whatever process, keeps with it how often the tables it was read from had been
written to by then. As long as these numbers stand the answer does, and with the commit of a change it is over.
"""

import functools
import re
from collections.abc import Collection, Mapping
from contextvars import ContextVar
from typing import Any

from piccolo.table import TABLE_REGISTRY

EVERY = "SELECT name, changes FROM change_counts"
_WRITING = re.compile(r'\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?([a-z_]+)"?', re.IGNORECASE)
_WORD = re.compile(r"[a-z][a-z_]+")
_WORDS: dict[str, frozenset[str]] = {
    "cases": frozenset({"title", "consent_publish", "consent_reason", "identity_kept", "updated_at"})
}
_SETTING = re.compile(r'UPDATE "([a-z_]+)" SET ((?:"[a-z_]+" = (?:\?|\$\d+)(?:, )?)+) WHERE ')
_COLUMN = re.compile(r'"([a-z_]+)"')
_HEAD = 300  # characters of a statement within which it names the table that it writes to

# The tables that whoever is being answered has read, where somebody wants to know.
noted: ContextVar[set[str] | None] = ContextVar("noted", default=None)


def written_by(sql: str) -> str | None:
    """The table that a statement writes to; None for one that writes none."""
    found = _WRITING.search(sql, 0, _HEAD) if not sql.startswith("SELECT") else None
    return found[1] if found else None


def words_alone(sql: str) -> bool:
    """Whether a statement writes nothing but words into rows that are there; one of another form is taken for more."""
    found = _SETTING.match(sql)
    return found is not None and _WORDS.get(found[1], frozenset()).issuperset(_COLUMN.findall(found[2]))


def counted_as(written: Mapping[str, bool]) -> list[str]:
    """What is counted up for the tables that were written to. written: by table, whether with more than words."""
    return sorted([*written, *(_words_of(name) for name, more in written.items() if not more)])


def _words_of(name: str) -> str:
    return f"{name}:words"


def counting(names: Collection[str], placeholders: Any) -> tuple[str, list[object]]:
    """The statement that counts up how often tables were written to. placeholders: the engine's own."""
    rows = ", ".join(placeholders(2 * at, 2) for at in range(len(names)))
    sql = (
        f'INSERT INTO "change_counts" ("name", "changes") VALUES {rows}'  # nosec B608 # names of our own  # noqa: S608
        ' ON CONFLICT ("name") DO UPDATE SET "changes" = "change_counts"."changes" + 1'
    )
    return sql, [value for name in sorted(names) for value in (name, 1)]


def note(sql: str) -> None:
    """Remember what a statement reads, where somebody wants to know."""
    tables = noted.get()
    if tables is not None:
        tables.update(read_by(sql))


@functools.lru_cache(maxsize=4000)
def read_by(sql: str) -> frozenset[str]:
    """Every table whose name stands in a statement, as that of a table or of something else."""
    return frozenset(_names().intersection(_WORD.findall(sql)))


@functools.lru_cache(maxsize=4000)
def _wordless(sql: str) -> frozenset[str]:
    """The tables in a statement of which it names no column that holds words, and does not take all of them."""
    if sql.count("*") != sql.count("(*)"):
        return frozenset()
    words = set(_WORD.findall(sql))
    return frozenset(name for name, columns in _WORDS.items() if name in words and not columns & words)


@functools.cache
def _names() -> frozenset[str]:
    return frozenset(table._meta.tablename for table in TABLE_REGISTRY)


def stamp_of(names: Collection[str], counts: Mapping[str, int]) -> dict[str, int]:
    """The numbers of some tables; 0 for one that was never written to."""
    return {name: counts.get(name, 0) for name in names}


def stamp_for(sql: str, counts: Mapping[str, int]) -> dict[str, int]:
    """The numbers on which the answer of a statement hangs."""
    stamp = stamp_of(read_by(sql), counts)
    for name in _wordless(sql):
        stamp[name] -= counts.get(_words_of(name), 0)
    return stamp
