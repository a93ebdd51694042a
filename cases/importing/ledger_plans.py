"""What each row of an old ledger would do: new, changed, nothing, or wrong and why. Nothing is written here.

A row is known by its year, track and case number, a promise by its words beside them; our own number in a column 编号
counts where title or words agree. What a signed reply says, and what is being handled in the system, no ledger changes:
it fills what is empty. Only what a ledger brought may be mended by a ledger.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cases.actor import Actor
from cases.importing.ledger_fields import FIELDS, NEEDED, Unreadable, field_of, number_of
from cases.importing.ledger_known import KnownCase, KnownPromise, Stock, stock_of
from cases.importing.ledger_tables import Ledger, Line, Mapped
from cases.reading.offices import folded
from cases.vocabulary import UNTITLED, LedgerKind, RowOutcome

LONGEST_TEXT = 30_000
# Fields that a row is known by, or that only a new row may set.
_KNOWN_BY = frozenset({"id", "track", "year", "number", "ordinal"})
_ONLY_NEW = frozenset({"state", "quote", "submitters", "unit", "co_units"})


@dataclass(frozen=True, slots=True)
class Planned:
    """One row. thing_id: what is there already; changes: the fields that it gets; case: of a promise."""

    line: Line
    outcome: RowOutcome
    reason: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    thing_id: int | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    case: int | None = None


async def plan_of(ledger: LedgerKind, table: Ledger, mapped: Mapped, *, actor: Actor) -> tuple[Planned, ...]:
    """What every row would do, in the order of the table."""
    read = [(line, *_read(ledger, line, mapped)) for line in table.lines]
    stock = await stock_of(ledger, [values for _, values, problems in read if not problems], actor=actor)
    seen: dict[Any, int] = {}
    return tuple(
        Planned(line, RowOutcome.FAILED, "；".join(problems), values)
        if problems
        else _planned(ledger, line, values, stock, seen)
        for line, values, problems in read
    )


def counts_of(planned: Sequence[Planned]) -> dict[RowOutcome, int]:
    """How many rows do what."""
    return {outcome: sum(one.outcome is outcome for one in planned) for outcome in RowOutcome}


def _read(ledger: LedgerKind, line: Line, mapped: Mapped) -> tuple[dict[str, Any], list[str]]:
    """The values of a row, empty ones left out, and what is wrong with its cells."""
    cells = dict(mapped.fixed)
    for at, key in mapped.columns.items():
        cell = line.cells[at] if at < len(line.cells) else ""
        if cell.strip():
            cells[key] = cell
    values: dict[str, Any] = {}
    problems = []
    for one in FIELDS[ledger]:
        cell = cells.get(one.key, "")
        if len(cell) > LONGEST_TEXT:
            problems.append(f"“{one.label}”有 {len(cell)} 字，太长")
        elif cell.strip():
            try:
                values[one.key] = one.read(cell)
            except Unreadable as why:
                problems.append(str(why))
    if "id" not in values and not problems:
        problems = [f"缺“{_label(ledger, key)}”" for key in NEEDED[ledger] if key not in values]
    return values, problems


def _planned(ledger: LedgerKind, line: Line, values: dict[str, Any], stock: Stock, seen: dict[Any, int]) -> Planned:
    known: KnownCase | KnownPromise | None
    try:
        if ledger is LedgerKind.PROPOSALS:
            known, key, case = _case_of(values, stock), _case_key(values), None
        else:
            known, case = _promise_of(values, stock)
            key = (case, folded(values.get("quote", "")))
        if known is None and (missing := [k for k in NEEDED[ledger] if k not in values]):
            raise Unreadable(f"缺“{_label(ledger, missing[0])}”，系统里也没有这个编号")
        key = known.id if known is not None else key
        if key in seen:
            raise Unreadable(f"与第 {seen[key]} 行重复")
    except Unreadable as why:
        return Planned(line, RowOutcome.FAILED, str(why), values)
    seen[key] = line.number
    if known is None:
        return Planned(line, RowOutcome.NEW, "", values, case=case)
    return _compared(ledger, line, values, known, case)


def _compared(
    ledger: LedgerKind, line: Line, values: dict[str, Any], known: KnownCase | KnownPromise, case: int | None
) -> Planned:
    """What a row changes in what is there; what it may not change is said."""
    changes, kept = {}, []
    for key, value in values.items():
        if key in _KNOWN_BY or known.says(key, value):
            continue
        if key not in _ONLY_NEW and known.takes(key):
            changes[key] = value
        else:
            kept.append(_label(ledger, key))
    said = f"未改：{'、'.join(kept)}（{known.why}）" if kept else ""
    if changes:
        names = "、".join(_label(ledger, key) for key in changes)
        said = f"更新：{names}" + (f"；{said}" if said else "")
        return Planned(line, RowOutcome.UPDATED, said, values, known.id, changes, case)
    return Planned(line, RowOutcome.SKIPPED, said or "没有变化", values, known.id, case=case)


def _case_key(values: Mapping[str, Any]) -> Any:
    if "number" not in values:
        return None
    place = folded(values.get("place", ""))
    return values.get("track"), values.get("year"), number_of(values["number"]), place


def _case_of(values: Mapping[str, Any], stock: Stock) -> KnownCase | None:
    """The case of a row, None where there is none yet. Raises Unreadable where it may be several."""
    own = stock.cases.get(values.get("id", 0))
    if own is not None and folded(values.get("title", own.title)) == folded(own.title or UNTITLED):
        return own
    if "number" not in values:
        return None
    numbered = stock.numbered.get((values.get("track"), values.get("year"), number_of(values["number"])), [])
    found = [one for one in numbered if "place" not in values or not one.places or one.says("place", values["place"])]
    if len(found) > 1:
        raise Unreadable(f"系统里有 {len(found)} 件同年同号，请填地区")
    return found[0] if found else None


def _promise_of(values: Mapping[str, Any], stock: Stock) -> tuple[KnownPromise | None, int | None]:
    """The promise of a row and its case. Raises Unreadable where no such case is known."""
    words = folded(values.get("quote", ""))
    own = stock.promises.get(values.get("id", 0))
    if own is not None and words == folded(own.quote):
        return own, own.case
    if not {"track", "year", "number"} <= values.keys():
        raise Unreadable("缺类型、年度或案号，不知道是哪一件的承诺")
    case = _case_of({key: values[key] for key in ("track", "year", "number", "place") if key in values}, stock)
    if case is None:
        raise Unreadable(
            f"系统里没有 {values['year']} 年{values['track'].label}第 {values['number']} 号，请先导入提案建议台账"
        )
    return stock.worded.get((case.id, words)), case.id


def _label(ledger: LedgerKind, key: str) -> str:
    found = field_of(ledger, key)
    return found.label if found else key


def as_kept(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
