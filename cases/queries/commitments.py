"""Commitments as lists show them: filtered, sorted, counted, and only those a reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from piccolo.custom_types import Combinable
from piccolo.query.functions import Count

from cases.actor import Actor
from cases.clock import today
from cases.permissions import visible_to
from cases.queries.commitment_progress import Progress, progress_of, warned_until, where_lamp
from cases.queries.keeping import keeping_of, where_kept
from cases.queries.listing import (
    Cut,
    Listed,
    Order,
    Rows,
    Stretch,
    Stretched,
    cut_of,
    first_of,
    in_stretches,
    plain_like,
)
from cases.queries.masking import masked
from cases.tables import CarryOver, Case, Commitment, CommitmentActor, Document, Reply
from cases.vocabulary import (
    SETTLED,
    Category,
    CommitmentLabel,
    CommitmentState,
    DocumentKind,
    Lamp,
    Track,
)
from cases.vocabulary.keeping import Keeping


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """One commitment and where it stands. department: the unit bound, as the directory or the page names it.

    signed_on: of its source. progress: in the ledger alone, what became of it.
    """

    id: int
    quote: str
    label: CommitmentLabel
    category: Category
    state: CommitmentState
    due_on: date | None
    deadline_raw: str | None
    recurring: bool
    condition: str | None
    document_id: int
    start: int
    end: int
    case_id: int | None
    case_title: str | None
    track: Track | None
    number: str | None
    session: str | None
    year: int | None
    signed_on: date | None
    document_title: str
    department_id: int | None
    department: str | None
    place: str | None
    progress: Progress | None = field(default=None, compare=False)

    @property
    def kept(self) -> bool:
        """Whether nothing is awaited any more."""
        return self.state in SETTLED

    @property
    def keeping(self) -> Keeping:
        """What the public is told of it today."""
        return keeping_of(self.state, self.due_on, today())


@dataclass(frozen=True, slots=True)
class CommitmentFilter:
    """What to list. due: "", "late", "soon" (within 90 days), "dated" or "undated". Empty fields do not narrow.

    year: 0 for sources of which nobody knows the year. source: what kind of page it was said in. carried: the year
    into which it was carried over.
    """

    text: str = ""
    department: int | None = None
    place: int | None = None
    year: int | None = None
    due: str = ""
    due_from: date | None = None
    due_to: date | None = None
    label: CommitmentLabel | None = None
    category: Category | None = None
    state: CommitmentState | None = None
    keeping: Keeping | None = None
    lamp: Lamp | None = None
    source: DocumentKind | None = None
    carried: int | None = None
    sort: str = "due"


SOON_DAYS = 90


async def commitment_list(
    wanted: CommitmentFilter, *, actor: Actor, page: int = 1, per_page: int = 20
) -> Rows[CommitmentRow]:
    """One page of the commitments that fit, and their exact number."""
    listed = await listed_of(wanted, actor)
    found, total = await in_stretches(_select, listed, _stretches(wanted.sort), (page - 1) * per_page, per_page)
    rows = await with_progress([_row(r, actor) for r in found], actor=actor)
    return Rows(tuple(rows), total, page, per_page)


async def with_progress(rows: Sequence[CommitmentRow], *, actor: Actor) -> list[CommitmentRow]:
    """The rows together with how each stands by the rules in force."""
    stands = await progress_of([row.id for row in rows], actor=actor)
    return [replace(row, progress=stands.get(row.id)) for row in rows]


async def listed_of(wanted: CommitmentFilter, actor: Actor) -> Listed:
    """The commitments that fit, of the colours asked for today, and that the reader may see."""
    fits = _fits(wanted, actor)
    if wanted.lamp is not None:  # hangs on rules that stand in the database
        fits = fits & where_lamp(wanted.lamp, await warned_until(), actor)
    return Listed(actor, Commitment, fits)


async def commitments_cut(wanted: CommitmentFilter, cut: Cut, *, actor: Actor) -> Stretch[CommitmentRow]:
    """Those that fit, in the order of their ids."""
    found = await cut_of(_select(), await listed_of(wanted, actor), Commitment.id, cut)
    return found.of(_row(r, actor) for r in found.rows)


async def commitment_ids(wanted: CommitmentFilter, *, actor: Actor, most: int) -> tuple[int, tuple[int, ...]]:
    """How many commitments fit, and the ids of the newest of them."""
    listed = await listed_of(wanted, actor)
    newest = Commitment.select(Commitment.id).where(listed.where).order_by(Commitment.id, ascending=False)
    found = await newest.limit(most)
    return await listed.count(), tuple(row["id"] for row in found)


async def every_commitment(wanted: CommitmentFilter, *, actor: Actor, most: int) -> Sequence[CommitmentRow]:
    """All that fit, for a download; never more than ``most``."""
    found = await first_of(_select, await listed_of(wanted, actor), _stretches(wanted.sort), most)
    return [_row(r, actor) for r in found]


async def commitment_years(wanted: CommitmentFilter, *, actor: Actor) -> dict[int | None, int]:
    """How many commitments fit in each year, as narrowing by it counts them; None for those of no known year."""
    c: Any = Commitment
    listed, d = await listed_of(wanted, actor), c.document
    year = (c.case.year.as_alias("year"), Count(alias="n"))
    of_cases = lambda part: c.select(*year).where(part & c.case.is_not_null()).group_by(c.case.year)
    found = await listed.counted_by(of_cases, lambda row: row["year"] or None)
    told = (d.signed_on.as_alias("signed_on"), d.published_on.as_alias("published_on"), Count(alias="n"))
    days = (d.signed_on, d.published_on)
    of_papers = lambda part: c.select(*told).where(part & c.case.is_null()).group_by(*days)
    found.update(await listed.counted_by(of_papers, lambda row: year_of_promise({"case": None, **row})))
    return dict(found)


def year_of_promise(row: dict[str, Any]) -> int | None:
    """Of its case, else of the day it is dated. row: case, year, signed_on, published_on."""
    if row["case"] is not None:
        return int(row["year"]) if row["year"] else None
    day = row["signed_on"] or row["published_on"]
    return day.year if day else None


async def commitments_of(documents: Sequence[int], *, actor: Actor) -> tuple[CommitmentRow, ...]:
    """The commitments of some documents, in reading order."""
    if not documents:
        return ()
    where = _seen(actor) & Commitment.document.is_in(list(documents))
    found = await _select().where(where).order_by(Commitment.document, Commitment.start, Commitment.id)
    return tuple(_row(r, actor) for r in found)


async def commitments_by_id(ids: Sequence[int], *, actor: Actor, dismissed: bool = False) -> dict[int, CommitmentRow]:
    """Those of the ids that the reader may see; with dismissed also what people said is no promise."""
    if not ids:
        return {}
    seen = visible_to(actor, Commitment) if dismissed else _seen(actor)
    found = await _select().where(seen & Commitment.id.is_in(list(ids)))
    return {r["id"]: _row(r, actor) for r in found}


async def actors_of(ids: Sequence[int], *, actor: Actor) -> dict[int, tuple[str, ...]]:
    """Who the text says is bound, as printed, by commitment."""
    if not ids:
        return {}
    rows = (
        await CommitmentActor.select(CommitmentActor.commitment, CommitmentActor.phrase)
        .where(visible_to(actor, CommitmentActor) & CommitmentActor.commitment.is_in(list(ids)))
        .order_by(CommitmentActor.commitment, CommitmentActor.ordinal)
    )
    named: dict[int, list[str]] = {}
    for row in rows:
        named.setdefault(row["commitment"], []).append(row["phrase"])
    return {number: tuple(dict.fromkeys(phrases)) for number, phrases in named.items()}


async def due_soon(*, actor: Actor, limit: int) -> tuple[CommitmentRow, ...]:
    """The open commitments whose day comes next."""
    where = _seen(actor) & (Commitment.due_on >= today()) & Commitment.state.not_in([s.value for s in SETTLED])
    found = await _select().where(where).order_by(Commitment.due_on, Commitment.id).limit(limit)
    return tuple(await with_progress([_row(r, actor) for r in found], actor=actor))


def _seen(actor: Actor) -> Combinable:
    return visible_to(actor, Commitment) & (Commitment.current == True)  # noqa: E712


def _fits(wanted: CommitmentFilter, actor: Actor) -> Combinable:
    """What a commitment has to be, but for its colour. actor: for whom it is told what was carried over."""
    terms: list[Combinable] = [Commitment.current == True]  # noqa: E712
    if wanted.text:
        terms.append(Commitment.quote.like(plain_like(wanted.text)))
    if wanted.department is not None:
        # Here and below lists of ids: a join would fetch the letter and the document of every commitment counted.
        letters = Reply.select(Reply.id).where(Reply.department == wanted.department)
        unnamed = Commitment.department.is_null() & Commitment.reply.is_in(letters)
        terms.append((Commitment.department == wanted.department) | unnamed)
    if wanted.place is not None:
        terms.append(Commitment.document.is_in(Document.select(Document.id).where(Document.place == wanted.place)))
    if wanted.year is not None:
        terms.append(in_year(wanted.year))
    if wanted.label is not None:
        terms.append(Commitment.label == wanted.label.value)
    if wanted.category is not None:
        terms.append(Commitment.category == wanted.category.value)
    if wanted.state is not None:
        terms.append(Commitment.state == wanted.state.value)
    if wanted.source is not None:
        of_kind = Document.select(Document.id).where(Document.kind == wanted.source.value)
        terms.append(Commitment.document.is_in(of_kind))
    if wanted.carried is not None:
        terms.append(_carried(wanted.carried, actor))
    if wanted.keeping is not None:
        terms.append(where_kept(wanted.keeping, today()))
    if wanted.due_from is not None:
        terms.append(Commitment.due_on >= wanted.due_from)
    if wanted.due_to is not None:
        terms.append(Commitment.due_on <= wanted.due_to)
    terms.extend(_due(wanted.due))
    joined = terms[0]
    for term in terms[1:]:
        joined = joined & term
    return joined


def _carried(year: int, actor: Actor) -> Combinable:
    """Carried over into a year and not taken back, as far as the reader may know."""
    o: Any = CarryOver
    taken = visible_to(actor, CarryOver) & (o.year == year) & o.undone_at.is_null()
    among: Combinable = Commitment.id.is_in(o.select(o.commitment).where(taken))
    return among


def in_year(year: int) -> Combinable:
    """The year of the case; of a document without one, the year it was signed or else published; 0: nobody knows."""
    c: Any = Commitment
    document, of_year = c.document, Case.year == year if year else Case.year.is_null()
    dated = document.signed_on.is_null() & document.published_on.is_null()
    if year:
        first, last = date(year, 1, 1), date(year, 12, 31)
        signed = (document.signed_on >= first) & (document.signed_on <= last)
        published = document.signed_on.is_null() & (document.published_on >= first) & (document.published_on <= last)
        dated = signed | published
    in_cases: Combinable = c.case.is_in(Case.select(Case.id).where(of_year))
    return in_cases | c.id.is_in(c.select(c.id).where(c.case.is_null() & dated))


def _due(due: str) -> list[Combinable]:
    unsettled = Commitment.state.not_in([s.value for s in SETTLED])
    if due == "late":
        return [Commitment.due_on < today(), unsettled]
    if due == "soon":
        last = date.fromordinal(today().toordinal() + SOON_DAYS)
        return [Commitment.due_on >= today(), Commitment.due_on <= last, unsettled]
    if due == "dated":
        return [Commitment.due_on.is_not_null()]
    if due == "undated":
        return [Commitment.due_on.is_null()]
    return []


def _stretches(sort: str) -> list[Stretched]:
    """By number from the newest, or by day: what is still to come, then what is over, at last what has no day."""
    if sort == "new":
        return [(None, [Order(Commitment.id, descending=True)])]
    by_day = [Order(Commitment.due_on), Order(Commitment.id)]
    return [
        (Commitment.due_on >= today(), by_day),
        (Commitment.due_on < today(), by_day),
        (Commitment.due_on.is_null(), [Order(Commitment.id)]),
    ]


def _select() -> Any:
    c: Any = Commitment  # columns of joined tables are known at run time only
    return c.select(
        c.id,
        c.quote,
        c.label,
        c.category,
        c.state,
        c.due_on,
        c.deadline_raw,
        c.recurring,
        c.condition,
        c.start,
        c.end,
        c.document.as_alias("document_id"),
        c.document.title.as_alias("document_title"),
        c.document.name.as_alias("document_name"),
        c.document.personal.as_alias("personal"),
        c.document.place.short_name.as_alias("place"),
        c.document.signed_on.as_alias("signed_on"),
        c.case.as_alias("case_id"),
        c.case.title.as_alias("case_title"),
        c.case.track.as_alias("track"),
        c.case.number_raw.as_alias("number"),
        c.case.session_text.as_alias("session"),
        c.case.year.as_alias("year"),
        c.department.as_alias("own_id"),
        c.department.name.as_alias("own_name"),
        c.reply.department.as_alias("reply_id"),
        c.reply.department.name.as_alias("reply_name"),
        c.reply.printed_name.as_alias("printed_name"),
    )


def _row(r: dict[str, Any], actor: Actor) -> CommitmentRow:
    own = r["own_id"] is not None
    return CommitmentRow(
        id=r["id"],
        quote=masked(r["quote"], r["personal"], actor=actor, offset=r["start"]),
        label=CommitmentLabel(r["label"]),
        category=Category(r["category"]),
        state=CommitmentState(r["state"]),
        due_on=r["due_on"],
        deadline_raw=r["deadline_raw"],
        recurring=r["recurring"],
        condition=r["condition"],
        document_id=r["document_id"],
        start=r["start"],
        end=r["end"],
        case_id=r["case_id"],
        case_title=r["case_title"],
        track=Track(r["track"]) if r["track"] else None,
        number=r["number"],
        session=r["session"],
        year=r["year"] or (r["signed_on"].year if r["signed_on"] else None),
        signed_on=r["signed_on"],
        document_title=r["document_title"] or r["document_name"],
        department_id=r["own_id"] if own else r["reply_id"],
        department=r["own_name"] if own else r["reply_name"] or r["printed_name"],
        place=r["place"],
    )
