"""Matters raised again year after year: which cases, what was answered, what was promised, and what became of it."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from piccolo.query.functions import Count

from cases.actor import Actor
from cases.clock import today
from cases.kept_answers import kept
from cases.permissions import view_of, visible_to
from cases.queries.counted_facts import counted_facts
from cases.queries.counting import leaders_of, results_of
from cases.queries.listing import Rows
from cases.reading.shadow import shadow_of
from cases.statistics.measures import picked
from cases.statistics.needs import Scope, needs_of
from cases.statistics.recurring import Matter, Raised, matters
from cases.tables import Case, Commitment
from cases.vocabulary import DISMISSED, SETTLED, UNTITLED, CaseState, CommitmentState
from cases.vocabulary.statistics import Measure

Row = dict[str, Any]
_WEIGHT = 30  # of a page with its cases, among answers that are kept


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
    """A matter with its cases, the oldest first."""

    words: str
    years: tuple[int, ...]
    cases: tuple[RaisedCase, ...]

    def all_of(self, name: str) -> int:
        """The sum of one of the counts of its cases."""
        return sum(getattr(case, name) for case in self.cases)


@dataclass(frozen=True, slots=True)
class RecurringPage:
    """Matters of at least so many years. of: filed cases with a year, of which ``again`` are in a matter shown; places:
    what is compared is of one place."""

    matters: Rows[RecurringMatter]
    again: int
    of: int
    on: date


async def recurring_page(
    scope: Scope, *, actor: Actor, least: int = 2, page: int = 1, per_page: int = 20
) -> RecurringPage:
    """What was raised again, as far as the reader may see it. Of a scope's years each is compared with the others.
    Compared anew after a change and every day."""
    on = ("recurring", scope, least, page, per_page, view_of(actor))
    return await kept(on, lambda: _page(scope, actor, least, page, per_page), weight=_WEIGHT)


async def _page(scope: Scope, actor: Actor, least: int, page: int, per_page: int) -> RecurringPage:
    facts = picked(Measure.FILED, await counted_facts(scope, needs_of((Measure.FILED,)), actor=actor), today())
    years: dict[int, int] = {fact.id: fact.year for fact in facts if fact.year}  # type: ignore[union-attr]
    titles = await Case.select(Case.id, Case.title, Case.place).where(visible_to(actor, Case))
    found = await asyncio.to_thread(_found, [row for row in titles if row["id"] in years], years, least)
    part = found[(page - 1) * per_page : page * per_page]
    cases = await _cases([case for one in part for case in one.cases], years, actor)
    shown = tuple(RecurringMatter(one.words, one.years, tuple(cases[case] for case in one.cases)) for one in part)
    again = sum(len(one.cases) for one in found)
    return RecurringPage(Rows(shown, len(found), page, per_page), again, len(years), today())


def _found(rows: Sequence[Row], years: dict[int, int], least: int) -> list[Matter]:
    """Cases of one place are compared with one another only."""
    places: dict[int | None, list[Raised]] = {}
    for row in rows:
        raised = Raised(row["id"], years[row["id"]], shadow_of(row["title"]).text)
        places.setdefault(row["place"], []).append(raised)
    found = [one for raised in places.values() for one in matters(raised, least=least)]
    return sorted(found, key=lambda one: (-len(one.years), -len(one.cases), one.words))


async def _cases(ids: list[int], years: dict[int, int], actor: Actor) -> dict[int, RaisedCase]:
    columns = (Case.id, Case.title, Case.number_raw, Case.state)
    rows = await Case.select(*columns).where(visible_to(actor, Case) & Case.id.is_in(ids or [0]))
    leaders, results = await leaders_of(ids, actor=actor), await results_of(ids, actor=actor)
    promises = await _promises(ids, actor)
    return {
        row["id"]: RaisedCase(
            id=row["id"],
            title=row["title"] or UNTITLED,
            number=row["number_raw"],
            year=years[row["id"]],
            state=CaseState(row["state"]),
            unit=leaders.get(row["id"], (None, None))[1],
            result=results.get(row["id"]),
            **{name: promises[row["id"], name] for name in ("promised", "kept", "late", "open")},
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
