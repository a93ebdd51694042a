"""Matters raised again year after year: which cases, what was answered, what was promised, and what became of it."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from piccolo.columns.combination import WhereRaw
from piccolo.query.functions import Count

from cases.actor import Actor
from cases.clock import today
from cases.errors import NotFound
from cases.kept_answers import kept
from cases.permissions import view_of, visible_to
from cases.queries.counting import leaders_of, results_of
from cases.queries.heaped_facts import cases_in
from cases.queries.listing import Rows
from cases.reading.shadow import shadow_of
from cases.statistics.measures import FILED_STATES
from cases.statistics.needs import Scope
from cases.statistics.recurring import Matter, Raised, matters
from cases.tables import Case, Commitment
from cases.vocabulary import DISMISSED, SETTLED, UNTITLED, CaseState, CommitmentState

Row = dict[str, Any]
_WEIGHT = 10  # of all matters with the ids of their cases, among answers that are kept
_COUNTS = ("promised", "kept", "late", "open")
SHOWN = 5  # cases of a matter beside others: there are matters of hundreds


@dataclass(frozen=True, slots=True)
class RaisedCase:
    """A case of a matter. promised, kept, late, open: its promises, those kept, those past their day and not settled,
    and those not settled whose day has not come."""

    id: int
    title: str
    number: str | None
    year: int
    state: CaseState
    unit: str | None
    result: str | None
    promised: int
    kept: int
    late: int
    open: int


@dataclass(frozen=True, slots=True)
class RecurringMatter:
    """A matter. key: its oldest case, by which an address calls it; total: of all its cases; cases: the newest of them,
    or one page of them all, the oldest first."""

    key: int
    words: str
    years: tuple[int, ...]
    total: int
    sums: Mapping[str, int]
    cases: tuple[RaisedCase, ...]

    def all_of(self, name: str) -> int:
        """The sum of one of the counts of all its cases."""
        return self.sums[name]


@dataclass(frozen=True, slots=True)
class RecurringPage:
    """Matters of at least so many years. of: filed cases with a year, of which ``again`` are in a matter shown; places:
    what is compared is of one place."""

    matters: Rows[RecurringMatter]
    again: int
    of: int
    on: date


@dataclass(frozen=True, slots=True)
class MatterPage:
    """One matter with a page of its cases."""

    matter: RecurringMatter
    cases: Rows[RaisedCase]
    on: date


@dataclass(frozen=True, slots=True)
class _Compared:
    """Every matter of at least two years, and the years of the cases that were compared."""

    matters: Sequence[Matter]
    years: Mapping[int, int]


async def recurring_page(
    scope: Scope, *, actor: Actor, least: int = 2, page: int = 1, per_page: int = 20
) -> RecurringPage:
    """What was raised again, as far as the reader may see it. Of a scope's years each is compared with the others.
    Compared anew after a change and every day."""
    on = ("recurring", scope, least, page, per_page, view_of(actor))
    return await kept(on, lambda: _page(scope, actor, least, page, per_page))


async def matter_page(key: int, scope: Scope, *, actor: Actor, page: int = 1, per_page: int = 20) -> MatterPage:
    """The matter that a case is in, with one page of all its cases. Raises NotFound where it is in none."""
    compared = await _compared(scope, actor)
    found = next((one for one in compared.matters if key in one.cases), None)
    if found is None:
        raise NotFound(kind="事项", key=str(key))
    part = found.cases[(page - 1) * per_page : page * per_page]
    shown = (await _told([(found, part)], compared.years, actor))[0]
    return MatterPage(shown, Rows(shown.cases, len(found.cases), page, per_page), today())


async def _page(scope: Scope, actor: Actor, least: int, page: int, per_page: int) -> RecurringPage:
    compared = await _compared(scope, actor)
    found = [one for one in compared.matters if len(one.years) >= least]
    part = [(one, one.cases[-SHOWN:]) for one in found[(page - 1) * per_page : page * per_page]]
    shown = tuple(await _told(part, compared.years, actor))
    again = sum(len(one.cases) for one in found)
    return RecurringPage(Rows(shown, len(found), page, per_page), again, len(compared.years), today())


async def _compared(scope: Scope, actor: Actor) -> _Compared:
    """Made once for all pages, whatever number of years they ask for."""
    return await kept(("matters", scope, view_of(actor)), lambda: _compare(scope, actor), weight=_WEIGHT)


async def _compare(scope: Scope, actor: Actor) -> _Compared:
    filed = Case.state.is_in(sorted(FILED_STATES)) & Case.merged_into.is_null() & Case.year.is_not_null()
    rows = await Case.select(Case.id, Case.title, Case.place, Case.year).where(
        WhereRaw(cases_in(scope, actor, led=True)) & filed
    )
    return _Compared(await asyncio.to_thread(_found, rows), {row["id"]: row["year"] for row in rows})


async def _told(
    part: Sequence[tuple[Matter, Sequence[int]]], years: Mapping[int, int], actor: Actor
) -> list[RecurringMatter]:
    """Matters with those of their cases that are shown."""
    promises = await _promises([case for one, _ in part for case in one.cases], actor)
    cases = await _cases([case for _, shown in part for case in shown], years, promises, actor)
    return [
        RecurringMatter(
            key=one.cases[0],
            words=one.words,
            years=one.years,
            total=len(one.cases),
            sums={name: sum(promises[case, name] for case in one.cases) for name in _COUNTS},
            cases=tuple(cases[case] for case in shown),
        )
        for one, shown in part
    ]


def _found(rows: Sequence[Row]) -> list[Matter]:
    """Cases of one place are compared with one another only."""
    places: dict[int | None, list[Raised]] = {}
    for row in rows:
        raised = Raised(row["id"], row["year"], shadow_of(row["title"]).text)
        places.setdefault(row["place"], []).append(raised)
    found = [one for raised in places.values() for one in matters(raised)]
    return sorted(found, key=lambda one: (-len(one.years), -len(one.cases), one.words))


async def _cases(
    ids: list[int], years: Mapping[int, int], promises: Counter[tuple[int, str]], actor: Actor
) -> dict[int, RaisedCase]:
    columns = (Case.id, Case.title, Case.number_raw, Case.state)
    rows = await Case.select(*columns).where(visible_to(actor, Case) & Case.id.is_in(ids or [0]))
    leaders, results = await leaders_of(ids, actor=actor), await results_of(ids, actor=actor)
    return {
        row["id"]: RaisedCase(
            id=row["id"],
            title=row["title"] or UNTITLED,
            number=row["number_raw"],
            year=years[row["id"]],
            state=CaseState(row["state"]),
            unit=leaders.get(row["id"], (None, None))[1],
            result=results.get(row["id"]),
            **{name: promises[row["id"], name] for name in _COUNTS},
        )
        for row in rows
    }


async def _promises(ids: list[int], actor: Actor) -> Counter[tuple[int, str]]:
    """Of each case by what became of them."""
    c: Any = Commitment
    alive = visible_to(actor, c) & c.current.eq(True) & c.case.is_in(ids or [0])
    counted = alive & c.state.not_in(sorted({*DISMISSED, CommitmentState.CANCELLED}))
    found: Counter[tuple[int, str]] = Counter()
    for due in (False, True):
        passed = c.due_on < today() if due else c.due_on.is_null() | (c.due_on >= today())
        rows = await c.select(c.case.as_alias("case"), c.state, Count(alias="n")).where(counted & passed).group_by(
            c.case, c.state
        )  # fmt: skip
        for row in rows:
            found[row["case"], "promised"] += row["n"]
            if row["state"] == CommitmentState.FULFILLED:
                found[row["case"], "kept"] += row["n"]
            elif CommitmentState(row["state"]) not in SETTLED:
                found[row["case"], "late" if due else "open"] += row["n"]
    return found
