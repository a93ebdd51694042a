"""Published promises and what became of them: with what people accepted as telling that one was kept, and counts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from piccolo.query.functions import Count

from cases.actor import Actor
from cases.clock import beijing_day, today
from cases.errors import NotFound
from cases.permissions import visible_to
from cases.queries.commitments import (
    CommitmentFilter,
    CommitmentRow,
    commitment_list,
    commitment_years,
    commitments_by_id,
    commitments_cut,
    listed_of,
)
from cases.queries.keeping import where_kept
from cases.queries.listing import Cut, Rows, Stretch
from cases.queries.masking import masked
from cases.tables import Commitment, PairDecision
from cases.vocabulary import Category, Judgement
from cases.vocabulary.keeping import Keeping


@dataclass(frozen=True, slots=True)
class Deed:
    """A sentence of a later document that a person accepted as telling of a promise. on: the day of the document."""

    quote: str
    document_id: int
    title: str
    on: date | None


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One promise. verified_on: the day on which oversight found it kept or partly kept."""

    id: int
    row: CommitmentRow
    keeping: Keeping
    verified_on: date | None
    deeds: tuple[Deed, ...]


@dataclass(frozen=True, slots=True)
class PromiseFacets:
    """What the list can be narrowed to, each with its exact count under all other conditions; units by name."""

    keepings: dict[Keeping, int]
    categories: tuple[tuple[Category, int], ...]
    units: tuple[tuple[int, str, int], ...]
    years: tuple[tuple[int, int], ...]


async def promise_list(
    wanted: CommitmentFilter, *, actor: Actor, page: int = 1, per_page: int = 20
) -> Rows[PromiseRow]:
    """One page of the promises that fit, and their exact number."""
    found = await commitment_list(wanted, actor=actor, page=page, per_page=per_page)
    return Rows(await _rows(found.rows, actor), found.total, page, per_page)


async def promises_cut(wanted: CommitmentFilter, cut: Cut, *, actor: Actor) -> Stretch[PromiseRow]:
    """Those that fit, in the order of their ids."""
    found = await commitments_cut(wanted, cut, actor=actor)
    return found.of(await _rows(found.rows, actor))


async def promise_row(commitment: int, *, actor: Actor) -> PromiseRow:
    """One promise. Raises NotFound, also where the reader may not see it."""
    found = await commitments_by_id([commitment], actor=actor)
    if not found:
        raise NotFound(kind="承诺", key=str(commitment))
    return (await _rows(tuple(found.values()), actor))[0]


async def promise_facets(wanted: CommitmentFilter, *, actor: Actor) -> PromiseFacets:
    """Counts of every narrowing."""
    years = await commitment_years(replace(wanted, year=None), actor=actor)
    return PromiseFacets(
        keepings=await _keepings(replace(wanted, keeping=None), actor),
        categories=await _categories(replace(wanted, category=None), actor),
        units=await _units(replace(wanted, department=None), actor),
        years=tuple(sorted(((year, n) for year, n in years.items() if year is not None), reverse=True)),
    )


async def _keepings(wanted: CommitmentFilter, actor: Actor) -> dict[Keeping, int]:
    listed, day = await listed_of(wanted, actor), today()
    return {keeping: await listed.count(where_kept(keeping, day)) for keeping in Keeping}


async def _categories(wanted: CommitmentFilter, actor: Actor) -> tuple[tuple[Category, int], ...]:
    c = Commitment
    each = lambda part: c.select(c.category, Count(alias="n")).where(part).group_by(c.category)
    found = await (await listed_of(wanted, actor)).counted_by(each, lambda row: row["category"])
    return tuple((category, found[category]) for category in Category if category in found)


async def _units(wanted: CommitmentFilter, actor: Actor) -> tuple[tuple[int, str, int], ...]:
    """By the unit bound, else by that which answered, as the list is narrowed by it."""
    c: Any = Commitment
    listed, by = await listed_of(wanted, actor), c.reply.department
    found = Counter[tuple[int, str]]()
    for unit, of in ((c.department, c.department.is_not_null()), (by, c.department.is_null() & by.is_not_null())):
        named = (unit.as_alias("unit"), unit.name.as_alias("name"), Count(alias="n"))
        each = lambda part, unit=unit, of=of, named=named: c.select(*named).where(part & of).group_by(unit, unit.name)
        found.update(await listed.counted_by(each, lambda row: (row["unit"], row["name"])))
    return tuple(sorted(((number, name, n) for (number, name), n in found.items()), key=lambda unit: unit[1]))


async def _rows(rows: Sequence[CommitmentRow], actor: Actor) -> tuple[PromiseRow, ...]:
    ids = [row.id for row in rows]
    verified, deeds = await _verified(ids, actor), await _deeds(ids, actor)
    return tuple(
        PromiseRow(row.id, row, row.keeping, verified.get(row.id), tuple(deeds.get(row.id, ()))) for row in rows
    )


async def _verified(ids: Iterable[int], actor: Actor) -> dict[int, date]:
    c = Commitment
    where = visible_to(actor, c) & c.id.is_in([*ids] or [0]) & c.verified_at.is_not_null()
    return {row["id"]: beijing_day(row["verified_at"]) for row in await c.select(c.id, c.verified_at).where(where)}


async def _deeds(ids: Iterable[int], actor: Actor) -> dict[int, list[Deed]]:
    """The accepted sentences by promise. A pair that was judged again counts as it was judged last."""
    d: Any = PairDecision
    where = visible_to(actor, PairDecision) & d.commitment.is_in([*ids] or [0])
    later = d.later
    rows = await d.select(
        d.commitment, d.judgement, d.later_start, d.later_end, later.as_alias("document"), later.text.as_alias("text"),
        later.title.as_alias("title"), later.name.as_alias("name"), later.personal.as_alias("personal"),
        later.signed_on.as_alias("signed_on"), later.published_on.as_alias("published_on"),
    ).where(where).order_by(d.id)  # fmt: skip
    last = {(row["commitment"], row["document"], row["later_start"]): row for row in rows}
    found: dict[int, list[Deed]] = {}
    for row in last.values():
        if row["judgement"] != Judgement.ACCEPTED.value:
            continue
        start, end = row["later_start"], row["later_end"]
        quote = masked(row["text"][start:end], row["personal"], actor=actor, offset=start)
        on = row["signed_on"] or row["published_on"]
        deed = Deed(quote, row["document"], row["title"] or row["name"], on)
        found.setdefault(row["commitment"], []).append(deed)
    return found
