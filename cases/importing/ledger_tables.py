"""The sheets of an uploaded ledger: where its headings stand, its rows under them, and what its columns mean."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cases.importing.ledger_fields import FIELDS, proposed
from cases.intake.isolation import read_apart
from cases.vocabulary import LedgerKind

_LOOKED_AT = 12  # titles, conditions and headings stand above this row
_TOTAL = ("合计", "总计", "小计")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as text, cell by cell."""

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its number as the spreadsheet shows it, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """A table. head_row: the last row of its headings, from 1; headings: by column, 期限/到期日 where merged."""

    sheet: str
    head_row: int
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def read_ledger(name: str, data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a file, read in a process of its own. Raises SheetUnreadable, TooSlow, DamagedFile."""
    found = json.loads(read_apart("sheet", name, data).text)
    return tuple(Sheet(one["name"], tuple(map(tuple, one["rows"]))) for one in found)


def likely_head(sheet: Sheet, ledger: LedgerKind) -> int:
    """The row that knows most of the fields by name, from 1; the lower one of a heading in two rows."""
    best, known = 1, 0
    for number, row in enumerate(sheet.rows[:_LOOKED_AT], start=1):
        count = len(proposed(ledger, _headings(row, sheet.rows[number - 2] if number > 1 else ())))
        if count >= known and count > 0 and len({cell for cell in row if cell.strip()}) > 1:
            best, known = number, count
    return best


def table_of(sheet: Sheet, head_row: int) -> Ledger:
    """The rows under a heading; empty rows and those of sums are no rows."""
    head = sheet.rows[head_row - 1] if 0 < head_row <= len(sheet.rows) else ()
    above = sheet.rows[head_row - 2] if head_row >= 2 else ()
    lines = tuple(
        Line(number, row)
        for number, row in enumerate(sheet.rows[head_row:], start=head_row + 1)
        if any(cell.strip() for cell in row) and not _is_sum(row)
    )
    return Ledger(sheet.name, head_row, tuple(_headings(head, above)), lines)


def _headings(head: Sequence[str], above: Sequence[str]) -> list[str]:
    """The headings with what stands over several of them; a title over the whole table stands over none."""
    groups = [" ".join(cell.split()) for cell in above] + [""] * len(head)
    shared = len({cell for cell in groups if cell}) > 1
    found = []
    for at, cell in enumerate(head):
        name = " ".join(cell.split())
        found.append(f"{groups[at]}/{name}" if shared and groups[at] and name and groups[at] != name else name)
    return found


def _is_sum(row: Sequence[str]) -> bool:
    return row[0].strip().startswith(_TOTAL) and sum(bool(cell.strip()) for cell in row) <= max(3, len(row) // 2)


def known_by(headings: Sequence[str]) -> str:
    """What a set of headings is remembered by."""
    return hashlib.sha256("\x1f".join(headings).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Mapped:
    """What the columns of a ledger mean. columns: field by column; fixed: what every row says that does not say it."""

    columns: Mapping[int, str]
    fixed: Mapping[str, str]

    def as_json(self) -> str:
        return json.dumps({"columns": {str(at): key for at, key in self.columns.items()}, "fixed": dict(self.fixed)})

    def missing(self, needed: Sequence[str]) -> tuple[str, ...]:
        """Those of the fields that no row can say."""
        said = {*self.columns.values(), *self.fixed}
        return tuple(key for key in needed if key not in said)


def mapped_from(kept: Mapping[str, Mapping[str, str]], ledger: LedgerKind) -> Mapped:
    """The meaning of columns as it was kept, without fields that there are no more."""
    keys = {field.key for field in FIELDS[ledger]}
    columns = {int(at): key for at, key in kept.get("columns", {}).items() if key in keys}
    return Mapped(columns, {key: value for key, value in kept.get("fixed", {}).items() if key in keys})
