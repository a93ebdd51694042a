"""Import runs for the office: the list, one run with its files and problems, and unknown units to settle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from piccolo.query.functions import Count, Min

from cases.actor import Actor
from cases.audiences import free
from cases.errors import Forbidden, NotFound
from cases.queries.texts import flags_in
from cases.tables import Case, Department, ImportItem, ImportProblem, ImportRun
from cases.vocabulary import Audience, Flag, Outcome, ProblemState, RunState


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run. outcomes: how many files ended how; open_problems: what still waits for a person."""

    id: int
    source: str
    state: RunState
    actor: str
    total: int | None
    done: int
    started_at: datetime | None
    finished_at: datetime | None
    outcomes: dict[Outcome, int]
    open_problems: int

    @property
    def going(self) -> bool:
        return self.state in (RunState.WAITING, RunState.RUNNING)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One file of a run."""

    id: int
    name: str
    outcome: Outcome | None
    document_id: int | None
    case_id: int | None
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One thing for a person to see. item: the file's name."""

    id: int
    code: str
    message: str
    unknown_name: str | None
    state: ProblemState
    settlement: str | None
    item: str | None
    item_id: int | None
    run_id: int | None
    document_id: int | None
    case_id: int | None


@dataclass(frozen=True, slots=True)
class RunPage:
    """One run opened."""

    run: RunRow
    items: tuple[ItemRow, ...]
    problems: tuple[ProblemRow, ...]


@dataclass(frozen=True, slots=True)
class DepartmentChoice:
    """A unit to pick for an unknown name."""

    id: int
    name: str
    place: str
    place_id: int


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A printed name of no known unit. problem: the first open one with it."""

    name: str
    count: int
    problem: int


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """One problem opened. near: the likeliest units; units: all that exist today."""

    problem: ProblemRow
    case_title: str | None
    near: tuple[DepartmentChoice, ...]
    units: tuple[DepartmentChoice, ...]


MOST_ITEMS = 500
MOST_NEAR = 6
SHARED_ENOUGH = 0.7


async def run_list(*, actor: Actor, limit: int = 30) -> tuple[RunRow, ...]:
    """The latest runs. Raises Forbidden for the public."""
    _office_only(actor)
    rows = await ImportRun.select().order_by(ImportRun.id, ascending=False).limit(limit)
    return await _runs(rows)


async def run_row(run_id: int, *, actor: Actor) -> RunRow:
    """One run without its files, cheap enough to be asked for every second. Raises NotFound, Forbidden."""
    _office_only(actor)
    rows = await ImportRun.select().where(ImportRun.id == run_id)
    if not rows:
        raise NotFound(kind="导入批次", key=str(run_id))
    return (await _runs(rows))[0]


async def run_page(run_id: int, *, actor: Actor) -> RunPage:
    """One run with its files and problems. Raises NotFound, Forbidden."""
    run = await run_row(run_id, actor=actor)
    items = await ImportItem.select().where(ImportItem.run == run_id).order_by(ImportItem.ordinal).limit(MOST_ITEMS)
    problems = await _problems(ImportProblem.run == run_id)
    return RunPage(run, tuple(_item(r) for r in items), problems)


async def open_unknown_names(*, actor: Actor) -> tuple[UnknownName, ...]:
    """Printed names of units that nobody could place, the most frequent first."""
    _office_only(actor)
    rows = (
        await ImportProblem.select(ImportProblem.unknown_name, Count(alias="n"), Min(ImportProblem.id, alias="first"))
        .where((ImportProblem.state == ProblemState.OPEN.value) & ImportProblem.unknown_name.is_not_null())
        .group_by(ImportProblem.unknown_name)
    )
    names = (UnknownName(r["unknown_name"], r["n"], r["first"]) for r in rows)
    return tuple(sorted(names, key=lambda name: (-name.count, name.name)))


async def problem_page(problem_id: int, *, actor: Actor) -> ProblemPage:
    """One problem with the units that may be meant. Raises NotFound, Forbidden."""
    _office_only(actor)
    found = await _problems(ImportProblem.id == problem_id)
    if not found:
        raise NotFound(kind="问题", key=str(problem_id))
    problem = found[0]
    case = await Case.select(Case.title, Case.place).where(Case.id == (problem.case_id or 0)).first()
    units = await _units()
    return ProblemPage(
        problem=problem,
        case_title=case["title"] if case else None,
        near=_near(problem.unknown_name or "", units, case["place"] if case else None),
        units=units,
    )


async def _units() -> tuple[DepartmentChoice, ...]:
    """Every unit of the directory, by place and name."""
    d = Department
    columns = (d.id, d.name, d.place.as_alias("place_id"), d.place.short_name.as_alias("place"))
    rows = await d.select(*columns).where(d.until.is_null()).order_by(d.place, d.name)
    return tuple(DepartmentChoice(r["id"], r["name"], r["place"], r["place_id"]) for r in rows)


def _near(name: str, units: Sequence[DepartmentChoice], place: int | None) -> tuple[DepartmentChoice, ...]:
    """The units whose names share most characters with a printed one, those of the place first."""

    def shared(unit: DepartmentChoice) -> float:
        return len(set(name) & set(unit.name)) / max(1, len(set(name)))

    near = [unit for unit in units if shared(unit) > SHARED_ENOUGH]
    return tuple(sorted(near, key=lambda unit: (unit.place_id != place, -shared(unit)))[:MOST_NEAR])


def _office_only(actor: Actor) -> None:
    if Audience.OFFICE not in free(actor):
        raise Forbidden(act="查看导入")


async def _runs(rows: Sequence[dict[str, Any]]) -> tuple[RunRow, ...]:
    ids = [r["id"] for r in rows] or [0]
    ended = (
        await ImportItem.select(ImportItem.run, ImportItem.outcome, Count(alias="n"))
        .where(ImportItem.run.is_in(ids) & ImportItem.outcome.is_not_null())
        .group_by(ImportItem.run, ImportItem.outcome)
    )
    waiting = (
        await ImportProblem.select(ImportProblem.run, Count(alias="n"))
        .where(ImportProblem.run.is_in(ids) & (ImportProblem.state == ProblemState.OPEN.value))
        .group_by(ImportProblem.run)
    )
    outcomes: dict[int, dict[Outcome, int]] = {}
    for row in ended:
        outcomes.setdefault(row["run"], {})[Outcome(row["outcome"])] = row["n"]
    problems = {row["run"]: row["n"] for row in waiting}
    return tuple(
        RunRow(
            id=r["id"],
            source=r["source"],
            state=RunState(r["state"]),
            actor=r["actor"],
            total=r["total"],
            done=r["done"],
            started_at=r["started_at"],
            finished_at=r["finished_at"],
            outcomes=outcomes.get(r["id"], {}),
            open_problems=problems.get(r["id"], 0),
        )
        for r in rows
    )


async def _problems(where: Any) -> tuple[ProblemRow, ...]:
    p = ImportProblem
    rows = (
        await p.select(
            p.id,
            p.code,
            p.message,
            p.unknown_name,
            p.state,
            p.settlement,
            p.document.as_alias("document_id"),
            p.case.as_alias("case_id"),
            p.item.as_alias("item_id"),
            p.run.as_alias("run_id"),
            p.item.name.as_alias("item_name"),
        )
        .where(where)
        .order_by(p.state, p.id)
        .limit(MOST_ITEMS)
    )
    return tuple(
        ProblemRow(
            id=r["id"],
            code=r["code"],
            message=r["message"],
            unknown_name=r["unknown_name"],
            state=ProblemState(r["state"]),
            settlement=r["settlement"],
            item=r["item_name"],
            item_id=r["item_id"],
            run_id=r["run_id"],
            document_id=r["document_id"],
            case_id=r["case_id"],
        )
        for r in rows
    )


def _item(r: dict[str, Any]) -> ItemRow:
    return ItemRow(
        id=r["id"],
        name=r["name"],
        outcome=Outcome(r["outcome"]) if r["outcome"] else None,
        document_id=r["document"],
        case_id=r["case"],
        flags=flags_in(r["flags"]),
    )
