"""Promises as the statistics count them: by the heap where they are alike, and one by one behind a number."""

from functools import reduce
from operator import or_
from typing import Any

from piccolo.custom_types import Combinable

from cases.actor import Actor
from cases.clock import today
from cases.permissions import visible_to
from cases.queries.commitments import in_year, year_of_promise
from cases.statistics.facts import PromiseFact
from cases.statistics.measures import promises_counted
from cases.statistics.needs import Scope
from cases.statistics.reports import NO_KEY, TOTAL
from cases.tables import Commitment
from cases.vocabulary import DISMISSED, CommitmentLabel, CommitmentState, SubmitterKind
from cases.vocabulary.statistics import Grouping, Measure

Row = dict[str, Any]
_C: Any = Commitment  # columns of joined tables are known at run time only


async def promise_facts(scope: Scope, by: Grouping, *, actor: Actor) -> list[PromiseFact]:
    """Of cases within the scope, and of plans and press conferences where no track is asked for. Those of cases are
    counted by the database, which tells of each only by what rows the table has."""
    told = {
        Grouping.YEAR: {"year": _C.case.year},
        Grouping.UNIT: {"department": _C.department, "name": _C.department.name},
        Grouping.SUBMITTER: {"submitter_kind": _C.case.submitter_kind},
    }[by]
    named = [column.as_alias(name) for name, column in told.items()]
    where = _within(scope, actor) & _C.case.is_not_null()
    each = _C.select(*named, _C.label, _C.state, _C.due_on).where(where).querystrings[0]
    alike = ", ".join(f'"{name}"' for name in (*told, "label", "state"))
    # Every promise is looked at once; whether its day has passed is part of what is told apart.
    told_of = f'SELECT {alike}, "due_on" < {{}} AS "due", count(*) AS "n" FROM ({{}}) AS "each"'  # nosec B608 # names of our own  # noqa: S608
    heaps = await _C.raw(f"{told_of} GROUP BY {alike}, {len(told) + 3}", today(), each)
    made = [_fact(row, row.get("year"), bool(row["due"])) for row in heaps]
    return made if scope.track else made + await _of_papers(scope, actor)


async def counted_promises(
    measure: Measure, by: Grouping, key: str, scope: Scope, *, actor: Actor, page: int, per_page: int
) -> tuple[list[int], int]:
    """Ids of one page of the promises behind a number, the newest entered first, and how many there are in all."""
    where = _within(scope, actor) & _alike(measure)
    if scope.track:
        where = where & _C.case.is_not_null()
    if key != TOTAL:
        where = where & _in_row(by, key)
    rows = await _C.select(_C.id).where(where).order_by(_C.id, ascending=False).limit(per_page).offset(
        (page - 1) * per_page
    )  # fmt: skip
    return [row["id"] for row in rows], await _C.count().where(where)


def _within(scope: Scope, actor: Actor) -> Combinable:
    where = visible_to(actor, Commitment) & _C.current.eq(True) & _C.state.not_in(sorted(DISMISSED))
    if scope.place:
        where = where & (_C.document.place == scope.place)
    if scope.track:
        where = where & (_C.case.track == scope.track.value)
    if scope.unit is not None:
        where = where & (_C.department == scope.unit)
    if scope.years:
        where = where & reduce(or_, (in_year(year) for year in scope.years))
    return where


def _is_due(due: bool) -> Combinable:
    day = today()
    return _C.due_on < day if due else _C.due_on.is_null() | (_C.due_on >= day)


def _alike(measure: Measure) -> Combinable:
    """The promises that a measure counts, by what it looks at: few conditions, for most measures look at one thing."""
    states: dict[bool, dict[str, set[str]]] = {False: {}, True: {}}
    for label, state, due in promises_counted(measure, today()):
        states[due].setdefault(state.value, set()).add(label.value)
    if states[False] == states[True]:
        return _told(states[True])
    return reduce(or_, (_is_due(due) & _told(told) for due, told in states.items() if told))


def _told(states: dict[str, set[str]]) -> Combinable:
    """In one of the states, with one of its labels."""
    by_labels: dict[frozenset[str], list[str]] = {}
    for state, labels in states.items():
        by_labels.setdefault(frozenset(labels), []).append(state)
    alike = (_C.state.is_in(sorted(some)) & _C.label.is_in(sorted(labels)) for labels, some in by_labels.items())
    return reduce(or_, alike)


def _in_row(by: Grouping, key: str) -> Combinable:
    number = int(key) if key.isdecimal() and len(key) < 10 else 0
    if by is Grouping.UNIT:
        return _C.department.is_null() if key == NO_KEY else _C.department == number
    if by is Grouping.YEAR:
        return in_year(0 if key == NO_KEY else number if 1 < number < 9999 else 1)
    kind = _C.case.submitter_kind
    return _C.case.is_null() | kind.is_null() if key == NO_KEY else kind == key


async def _of_papers(scope: Scope, actor: Actor) -> list[PromiseFact]:
    """Of plans and press conferences, which are few."""
    rows = await _C.select(
        _C.case, _C.department.as_alias("department"), _C.department.name.as_alias("name"), _C.label, _C.state,
        _C.due_on, _C.document.signed_on.as_alias("signed_on"), _C.document.published_on.as_alias("published_on"),
    ).where(_within(scope, actor) & _C.case.is_null())  # fmt: skip
    day = today()
    return [_fact(row, year_of_promise(row), bool(row["due_on"] and row["due_on"] < day)) for row in rows]


def _fact(row: Row, year: int | None, due: bool) -> PromiseFact:
    return PromiseFact(
        year=year or None,
        submitter=SubmitterKind(row["submitter_kind"]) if row.get("submitter_kind") else None,
        unit=row.get("department"),
        unit_name=row.get("name") or "",
        label=CommitmentLabel(row["label"]),
        state=CommitmentState(row["state"]),
        due=due,
        n=row.get("n", 1),
    )
