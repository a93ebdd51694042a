"""Reported figures as lists show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from piccolo.custom_types import Combinable

from cases.actor import Actor
from cases.permissions import visible_to
from cases.queries.listing import Cut, Listed, Order, Rows, Stretch, cut_of, first_of, known_first, ordered, plain_like
from cases.queries.masking import list_in, masked
from cases.tables import Document, Figure
from cases.vocabulary import SUBMITTER_SAYS, Comparator

_CURRENT = Figure.current == True  # noqa: E712


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One stated number and where it stands. head: what is counted; attributes narrow it. department: who states it,
    which is no department but the submitter where it stands in the proposal."""

    id: int
    raw: str
    value: str
    value_high: str | None
    unit: str
    comparator: Comparator
    head: str
    attributes: tuple[str, ...]
    as_of: date | None
    as_of_raw: str | None
    quote: str
    document_id: int
    start: int
    end: int
    case_id: int | None
    title: str
    year: int | None
    signed_on: date | None
    department_id: int | None
    department: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """What to list. Empty fields do not narrow. sort: "new", "value" or "as_of"."""

    text: str = ""
    unit: str = ""
    department: int | None = None
    place: int | None = None
    year: int | None = None
    sort: str = "new"


async def figure_list(wanted: FigureFilter, *, actor: Actor, page: int = 1, per_page: int = 20) -> Rows[FigureRow]:
    """One page of the figures that fit, and their exact number."""
    listed = _listed(wanted, actor)
    total = await listed.count()
    found = (
        await ordered(_select().where(listed.where), _order(wanted.sort)).limit(per_page).offset((page - 1) * per_page)
    )
    return Rows(tuple(_row(r, actor) for r in found), total, page, per_page)


async def figures_cut(wanted: FigureFilter, cut: Cut, *, actor: Actor) -> Stretch[FigureRow]:
    """Those that fit, in the order of their ids."""
    found = await cut_of(_select(), _listed(wanted, actor), Figure.id, cut)
    return found.of(_row(r, actor) for r in found.rows)


async def every_figure(wanted: FigureFilter, *, actor: Actor, most: int) -> Sequence[FigureRow]:
    """All that fit, for a download; never more than ``most``."""
    found = await first_of(_select, _listed(wanted, actor), [(None, _order(wanted.sort))], most)
    return [_row(r, actor) for r in found]


async def figures_of(documents: Sequence[int], *, actor: Actor) -> tuple[FigureRow, ...]:
    """The figures of some documents, in reading order."""
    if not documents:
        return ()
    found = (
        await _select()
        .where(_seen(actor) & Figure.document.is_in(list(documents)))
        .order_by(Figure.document, Figure.start, Figure.id)
    )
    return tuple(_row(r, actor) for r in found)


async def figures_by_id(ids: Sequence[int], *, actor: Actor) -> dict[int, FigureRow]:
    """Those of the ids that the reader may see."""
    if not ids:
        return {}
    found = await _select().where(_seen(actor) & Figure.id.is_in(list(ids)))
    return {r["id"]: _row(r, actor) for r in found}


def _seen(actor: Actor) -> Combinable:
    return visible_to(actor, Figure) & _CURRENT


def _listed(wanted: FigureFilter, actor: Actor) -> Listed:
    joined: Combinable = _CURRENT
    if wanted.text:
        like = plain_like(wanted.text)
        joined = joined & (Figure.quote.like(like) | Figure.head.like(like))
    if wanted.unit:
        joined = joined & (Figure.unit == wanted.unit)
    if wanted.department is not None:
        joined = joined & (Figure.department == wanted.department)
    if wanted.place is not None:
        joined = joined & Figure.document.is_in(Document.select(Document.id).where(Document.place == wanted.place))
    if wanted.year is not None:
        first, last = date(wanted.year, 1, 1), date(wanted.year, 12, 31)
        signed = (Document.signed_on >= first) & (Document.signed_on <= last)
        joined = joined & Figure.document.is_in(Document.select(Document.id).where(signed))
    return Listed(actor, Figure, joined)


def _order(sort: str) -> list[Order]:
    if sort == "value":
        return [Order(Figure.amount, descending=True), Order(Figure.id)]
    if sort == "as_of":
        return [*known_first(Figure.as_of, descending=True), Order(Figure.id)]
    return [Order(Figure.document, descending=True), Order(Figure.start), Order(Figure.id)]


def _select() -> Any:
    f: Any = Figure  # columns of joined tables are known at run time only
    return f.select(
        f.id,
        f.printed,
        f.value,
        f.value_high,
        f.unit,
        f.comparator,
        f.head,
        f.attributes,
        f.as_of,
        f.as_of_raw,
        f.part,
        f.quote,
        f.start,
        f.end,
        f.document.as_alias("document_id"),
        f.document.title.as_alias("document_title"),
        f.document.name.as_alias("document_name"),
        f.document.personal.as_alias("personal"),
        f.document.signed_on.as_alias("signed_on"),
        f.document.place.short_name.as_alias("place"),
        f.case.as_alias("case_id"),
        f.case.title.as_alias("case_title"),
        f.case.year.as_alias("year"),
        f.department.as_alias("department_id"),
        f.department.name.as_alias("department"),
        f.reply.printed_name.as_alias("printed_name"),
    )


def _row(r: dict[str, Any], actor: Actor) -> FigureRow:
    return FigureRow(
        id=r["id"],
        raw=r["printed"],
        value=r["value"],
        value_high=r["value_high"],
        unit=r["unit"],
        comparator=Comparator(r["comparator"]),
        head=r["head"],
        attributes=tuple(list_in(r["attributes"])),
        as_of=r["as_of"],
        as_of_raw=r["as_of_raw"],
        quote=quote_shown(r, actor),
        document_id=r["document_id"],
        start=r["start"],
        end=r["end"],
        case_id=r["case_id"],
        title=r["case_title"] or r["document_title"] or r["document_name"],
        year=r["year"] or (r["signed_on"].year if r["signed_on"] else None),
        signed_on=r["signed_on"],
        department_id=r["department_id"],
        department=SUBMITTER_SAYS if r["part"] == "proposal" else r["department"] or r["printed_name"],
        place=r["place"],
    )


def quote_shown(r: Mapping[str, Any], actor: Actor) -> str:
    """The clause around a figure (quote, printed, start, personal) as the reader may see it. Only the number's own
    place is stored, so what may be personal is masked at every place where the number stands in the clause."""
    shown = r["quote"]
    at = shown.find(r["printed"])
    while at >= 0:
        shown = masked(shown, r["personal"], actor=actor, offset=r["start"] - at)
        at = r["quote"].find(r["printed"], at + 1)
    return shown
