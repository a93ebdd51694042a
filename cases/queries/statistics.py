"""The statistics: a table, its total, what can be asked for, and the rows behind one of its numbers."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cases.actor import Actor
from cases.calendars import working_calendar
from cases.clock import today
from cases.errors import NotFound
from cases.kept_answers import kept
from cases.permissions import view_of, visible_to
from cases.queries.commitments import CommitmentRow, commitments_by_id
from cases.queries.counted_facts import counted_facts
from cases.queries.counted_promises import counted_promises
from cases.queries.heaped_facts import heaped_facts
from cases.queries.listing import Rows
from cases.statistics.facts import CaseFact, PartFact, RatingFact
from cases.statistics.measures import picked
from cases.statistics.needs import Scope, needs_of
from cases.statistics.reports import LAYOUTS, TOTAL, Heading, Line, columns_of, key_of, lines_of, measures_of
from cases.tables import Case
from cases.vocabulary import UNTITLED
from cases.vocabulary.statistics import Counted, Grouping, Measure, Rate, Report

_Followed = CaseFact | PartFact | RatingFact

# So many years can be set side by side.
MOST_YEARS = 5


@dataclass(frozen=True, slots=True)
class StatisticsPage:
    """One table. lines: one a row; total: of all facts, never a sum of the rows' shares. on: the day it counts for."""

    report: Report
    by: Grouping
    scope: Scope
    drawn: tuple[Measure, ...]
    headings: tuple[Heading, ...]
    columns: tuple[Measure, ...]
    rates: tuple[Rate, ...]
    lines: tuple[Line, ...]
    total: Line
    on: date


@dataclass(frozen=True, slots=True)
class CountedRow:
    """One thing behind a number: a case, a unit's part in it, a rating of it, or a promise."""

    case_id: int | None
    promise: CommitmentRow | None
    title: str
    number: str | None
    year: int | None
    unit: str
    said: str
    due_on: date | None


async def statistics_page(report: Report, scope: Scope, *, actor: Actor) -> StatisticsPage:
    """One table, counted from what the reader may see: anew after a change of what it counts, and every day."""
    return await kept(("statistics", report, scope, view_of(actor)), lambda: _page(report, scope, actor))


async def _page(report: Report, scope: Scope, actor: Actor) -> StatisticsPage:
    layout, day = LAYOUTS[report], today()
    needs = needs_of(measures_of(report), layout.by, spans=layout.spans)
    facts = await heaped_facts(scope, needs, actor=actor)
    lines, total = await asyncio.to_thread(lines_of, report, facts, day, await working_calendar())
    return StatisticsPage(
        report=report,
        by=layout.by,
        scope=scope,
        drawn=layout.drawn,
        headings=layout.headings,
        columns=columns_of(report),
        rates=layout.rates,
        lines=lines,
        total=total,
        on=day,
    )


async def counted_rows(
    report: Report, measure: Measure, key: str, scope: Scope, *, actor: Actor, page: int = 1, per_page: int = 20
) -> Rows[CountedRow]:
    """The rows behind one number of a table. key: of the row, or "total". Raises NotFound for a number not in it."""
    by = LAYOUTS[report].by
    if measure not in measures_of(report):
        raise NotFound(kind="统计项目", key=measure.value)
    if measure.counted is Counted.PROMISES:
        return await _promise_rows(measure, by, key, scope, actor, page, per_page)
    within = _of_year(scope, key) if by is Grouping.YEAR else scope
    facts = picked(measure, await counted_facts(within, needs_of((measure,)), actor=actor), today())
    found: list[Any] = [fact for fact in facts if key in (TOTAL, key_of(fact, by)[0])]
    found.sort(key=lambda fact: (-(fact.year or 0), fact.id))
    shown = found[(page - 1) * per_page : page * per_page]
    return Rows(tuple(await rows_of(shown, actor)), len(found), page, per_page)


def _of_year(scope: Scope, key: str) -> Scope:
    """The part of a scope that the row of one year can hold; all of it for other rows."""
    year = int(key) if key.isdecimal() and len(key) == 4 else None
    return replace(scope, years=(year,)) if year and (not scope.years or year in scope.years) else scope


async def _promise_rows(
    measure: Measure, by: Grouping, key: str, scope: Scope, actor: Actor, page: int, per_page: int
) -> Rows[CountedRow]:
    ids, total = await counted_promises(measure, by, key, scope, actor=actor, page=page, per_page=per_page)
    found = await commitments_by_id(ids, actor=actor)
    rows = [_promise_row(found[number]) for number in ids]
    return Rows(tuple(rows), total, page, per_page)


async def rows_of(facts: Sequence[_Followed], actor: Actor) -> list[CountedRow]:
    """How a list shows what was counted, in the same order."""
    ids = sorted({_case_of(fact) for fact in facts})
    found = await Case.select(Case.id, Case.title, Case.number).where(
        visible_to(actor, Case) & Case.id.is_in(ids or [0])
    )
    cases = {row["id"]: row for row in found}
    return [_row(fact, cases.get(_case_of(fact), {})) for fact in facts]


def _row(fact: _Followed, case: dict[str, Any]) -> CountedRow:
    return CountedRow(
        case_id=case.get("id"),
        promise=None,
        title=case.get("title") or UNTITLED,
        number=case.get("number"),
        year=fact.year,
        unit="" if isinstance(fact, CaseFact) else fact.unit_name,
        said=_said(fact),
        due_on=None if isinstance(fact, RatingFact) else fact.due_on,
    )


def _promise_row(promise: CommitmentRow) -> CountedRow:
    return CountedRow(
        case_id=promise.case_id,
        promise=promise,
        title=promise.quote,
        number=promise.number,
        year=promise.year,
        unit=promise.department or "",
        said=promise.state.label,
        due_on=promise.due_on,
    )


def _case_of(fact: _Followed) -> int:
    return fact.id if isinstance(fact, CaseFact) else fact.case


def _said(fact: _Followed) -> str:
    if isinstance(fact, RatingFact):
        return f"结果{fact.result.label}，态度{fact.attitude.label}" if fact.result and fact.attitude else "待评价"
    if isinstance(fact, PartFact):
        return f"{fact.role.label} · {fact.state.label}"
    return fact.state.label
