"""Numbers and names that lists show beside their rows, fetched for all rows at once; and the numbers of the archive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from piccolo.columns.combination import WhereRaw
from piccolo.query.functions import Count
from piccolo.table import Table

from cases.actor import Actor
from cases.clock import now
from cases.permissions import visible_to
from cases.queries.listing import Listed
from cases.tables import Assignment, Case, Commitment, Department, Document, Figure, Place, Reply, StaleMark
from cases.vocabulary import (
    LEADING,
)

# Each value of an indexed column once, from one to the next: of thousands of places few have documents.
_VALUES = (
    'WITH RECURSIVE "one"("value") AS (SELECT min("{column}") FROM "{table}" UNION ALL'
    ' SELECT (SELECT min("{column}") FROM "{table}" WHERE "{column}" > "one"."value") FROM "one"'
    ' WHERE "one"."value" IS NOT NULL) SELECT "value" FROM "one" WHERE "value" IS NOT NULL'
)
LAG = timedelta(minutes=5)
NOW = Commitment.current == True  # noqa: E712


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much the archive holds for this reader. Each number equals the rows of the list it leads to."""

    cases: int
    documents: int
    commitments: int
    dated: int
    figures: int
    departments: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a filter."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What lists can be narrowed by: only what occurs."""

    departments: tuple[Choice, ...]
    places: tuple[Choice, ...]
    years: tuple[int, ...]


async def numbers(*, actor: Actor) -> Numbers:
    """The numbers of the first page."""
    promised = Listed(actor, Commitment, NOW)
    return Numbers(
        cases=await Listed(actor, Case, Case.merged_into.is_null()).count(),
        documents=await Listed(actor, Document, Document.superseded_by.is_null()).count(),
        commitments=await promised.count(),
        dated=await promised.count(Commitment.due_on.is_not_null()),
        figures=await Listed(actor, Figure, Figure.current == True).count(),  # noqa: E712
        departments=len(await departments_met(actor=actor)),
    )


async def choices(*, actor: Actor) -> Choices:
    """The filters' entries. Each value there may be is looked up by itself: whether one row has it, not how many."""
    named = await Department.select(Department.id, Department.name).where(_met(actor))
    held = WhereRaw(f'"places"."id" IN ({_VALUES.format(table="documents", column="place")})')
    known = _occurs(actor, Document, "place", '"places"."id"')
    places = await Place.select(Place.id, Place.short_name).where(held & known)
    return Choices(
        departments=tuple(sorted((Choice(r["id"], r["name"]) for r in named), key=lambda c: c.name)),
        places=tuple(sorted((Choice(r["id"], r["short_name"]) for r in places), key=lambda c: c.name)),
        years=await _years(actor),
    )


async def departments_met(*, actor: Actor) -> set[int]:
    """The departments that have a part in any case the reader may see."""
    return {row["id"] for row in await Department.select(Department.id).where(_met(actor))}


def _met(actor: Actor) -> WhereRaw:
    return _occurs(actor, Assignment, "department", '"departments"."id"')


async def _years(actor: Actor) -> tuple[int, ...]:
    """The years of the cases that the reader may see, the latest first."""
    every, seen = _VALUES.format(table="cases", column="year"), _occurs(actor, Case, "year", '"every"."value"')
    sql = f'SELECT "every"."value" AS "year" FROM ({every}) AS "every" WHERE {seen.querystring.template}'  # nosec B608 # names of our own  # noqa: S608
    return tuple(sorted((row["year"] for row in await Case.raw(sql)), reverse=True))


def _occurs(actor: Actor, table: type[Table], column: str, value: str) -> WhereRaw:
    """That a row which the reader may see has a value in a column. value: the SQL of it, from the query around."""
    name, seen = table._meta.tablename, visible_to(actor, table).querystring.template
    # The first will do: of an EXISTS PostgreSQL makes a join, for which it reads all rows that the reader may see.
    first = f'SELECT 1 FROM "{name}" WHERE "{name}"."{column}" = {value} AND {seen} LIMIT 1'  # nosec B608 # names of our own  # noqa: S608
    return WhereRaw(f"({first}) IS NOT NULL")


async def leaders_of(ids: Sequence[int], *, actor: Actor) -> dict[int, tuple[int | None, str]]:
    """Who leads each case: id, where the directory knows the unit, and name."""
    if not ids:
        return {}
    rows = (
        await Assignment.select(
            Assignment.case,
            Assignment.printed_name,
            Assignment.department.as_alias("department_id"),
            Assignment.department.name.as_alias("name"),
        )
        .where(visible_to(actor, Assignment) & Assignment.case.is_in(list(ids)) & Assignment.role.is_in(list(LEADING)))
        .order_by(Assignment.id, ascending=False)
    )
    return {r["case"]: (r["department_id"], r["name"] or r["printed_name"]) for r in rows}


async def results_of(ids: Sequence[int], *, actor: Actor) -> dict[int, str]:
    """The result class printed in each case's newest reply."""
    if not ids:
        return {}
    rows = (
        await Reply.select(Reply.case, Reply.result_class)
        .where(visible_to(actor, Reply) & Reply.case.is_in(list(ids)) & Reply.result_class.is_not_null())
        .order_by(Reply.number)
    )
    return {r["case"]: r["result_class"] for r in rows}


async def promises_of(ids: Sequence[int], *, actor: Actor) -> dict[int, int]:
    """How many commitments each case has."""
    if not ids:
        return {}
    rows = (
        await Commitment.select(Commitment.case, Count(alias="n"))
        .where(visible_to(actor, Commitment) & NOW & Commitment.case.is_in(list(ids)))
        .group_by(Commitment.case)
    )
    return {r["case"]: r["n"] for r in rows}


async def waiting_for_index() -> int:
    """How many things changed more than five minutes ago and are not in the search index yet."""
    return await StaleMark.count().where(StaleMark.marked_at < now() - LAG)
