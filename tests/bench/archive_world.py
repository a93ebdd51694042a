"""What the rows of a made-up archive refer to, and the batch in which they wait to be written."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from piccolo.table import Table

from cases import journal, tables
from cases.vocabulary import Track, Verb


@dataclass(frozen=True)
class Someone:
    """A person as rows name him."""

    id: int
    name: str
    role: str
    unit: int | None = None


@dataclass(frozen=True)
class World:
    """What the cases refer to. sessions: by track and year, id and words; units: id, name, clerk and handler."""

    place: int
    today: date
    bodies: dict[Track, int]
    sessions: dict[tuple[Track, int], tuple[int, str]]
    schemes: dict[Track, str]
    units: tuple[tuple[int, str, Someone, Someone], ...]
    submitters: dict[Track, tuple[Someone, ...]]
    reviewers: dict[Track, Someone]
    assigner: Someone
    oversight: Someone


@dataclass
class Batch:
    """Rows that wait to be written, by table, as tuples of all its columns. ids: the last one given, by table."""

    ids: dict[type[Table], int]
    seq: int
    last_hash: str
    rows: dict[type[Table], list[tuple]] = field(default_factory=lambda: defaultdict(list))
    files: list[bytes] = field(default_factory=list)
    _columns: dict[type[Table], dict[str, Any]] = field(default_factory=dict)

    def add(self, table: type[Table], at: datetime, **said: Any) -> int:
        """One row; what is not said has the table's default, instants that must be there are ``at``."""
        self.ids[table] = number = self.ids[table] + 1
        columns = self._columns.get(table) or self._of(table)
        row = {**columns, "id": number, **said}
        for name in ("created_at", "updated_at"):
            if name in columns:
                row[name] = at
        self.rows[table].append(tuple(row.values()))
        return number

    def _of(self, table: type[Table]) -> dict[str, Any]:
        found = self._columns[table] = {c._meta.name: c.get_default_value() for c in table._meta.columns}
        return found

    def tell(self, who: Someone, verb: Verb, thing: str, number: int, at: datetime, **more: Any) -> None:
        """One row of the journal, chained to the one before."""
        self.seq += 1
        row = {
            "seq": self.seq, "at": at, "actor": who.name, "person": who.id or None, "role": who.role, "unit": who.unit,
            "on_behalf_of": None, "verb": verb.value, "thing": thing, "thing_id": number, "case": None, "old": None,
            "new": None, "reason": None, **more, "prev_hash": self.last_hash,
        }  # fmt: skip
        self.last_hash = journal.hash_of(row)
        self.rows[tables.JournalEntry].append((*row.values(), self.last_hash))


def columns_of(table: type[Table]) -> tuple[str, ...]:
    """The names of a table's columns in the order of its tuples."""
    return tuple(c._meta.name for c in table._meta.columns)
