"""Which SQLite this process runs on, and the settings under which its commits last. Nothing else imports either one.

Two libraries in one process must never open the same file: the locks of a file belong to the process, so that the
first one to close it would take them away from the other, in the midst of its transaction.
"""

import importlib
import sqlite3 as standard
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from piccolo.engine.sqlite import ADAPTERS, CONVERTERS


@dataclass(frozen=True, slots=True)
class Durability:
    """journal_mode and synchronous (2 FULL, 3 EXTRA) under which an acknowledged commit survives a power cut."""

    journal_mode: str
    synchronous: int


def durability_for(version: tuple[int, int, int]) -> Durability:
    """WAL with FULL where SQLite has no WAL-reset bug, else a rollback journal with EXTRA.

    The bug (two connections in a tight race lose commits) was mended in 3.51.3 and carried back to 3.50.7 and 3.44.6.
    """
    mended = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return Durability("wal", 2) if mended else Durability("delete", 3)


def chosen(own: ModuleType, other: ModuleType | None) -> ModuleType:
    """Python's own library, unless only the other one may write ahead: then readers need not wait for a commit."""
    if other is None or durability_for(own.sqlite_version_info[:3]).journal_mode == "wal":
        return own
    return other if durability_for(other.sqlite_version_info[:3]).journal_mode == "wal" else own


def _newer() -> ModuleType | None:
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:  # not installed, or made for another machine
        return None


if TYPE_CHECKING:
    import sqlite3
else:
    sqlite3 = chosen(standard, _newer())

VERSION = sqlite3.sqlite_version_info[:3]

if sqlite3 is not standard:  # Piccolo has taught its types to Python's library only
    for kind, adapter in ADAPTERS.items():
        sqlite3.register_adapter(kind, adapter)
    for name, converter in CONVERTERS.items():
        sqlite3.register_converter(name, converter)
