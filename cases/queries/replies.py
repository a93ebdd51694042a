"""The public columns: replies as the public reads them, by track, year, unit and result."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from piccolo.custom_types import Combinable
from piccolo.query.functions import Count

from cases.actor import Actor
from cases.clock import beijing_day
from cases.errors import NotFound, Withdrawn
from cases.permissions import visible_to
from cases.queries.listing import Cut, Listed, Order, Rows, Stretch, cut_of, known_first, ordered, plain_like
from cases.tables import JournalEntry, Publication, Reply
from cases.vocabulary import UNTITLED, PublicationState, ReplyKind, ReplyState, Track, Verb


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """One reply of the public columns."""

    id: int
    case_id: int
    title: str
    track: Track
    number: str | None
    session: str | None
    year: int | None
    place: str | None
    unit: str
    department_id: int | None
    result_class: str | None
    doc_no: str | None
    index_no: str | None
    signed_on: date | None
    published_on: date | None
    document_id: int | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ReplyFilter:
    """What to list. Empty fields do not narrow."""

    track: Track | None = None
    text: str = ""
    year: int | None = None
    place: int | None = None
    department: int | None = None
    result: str = ""


@dataclass(frozen=True, slots=True)
class ReplyFacets:
    """What the list can be narrowed to, with exact counts."""

    tracks: dict[Track, int]
    years: tuple[tuple[int, int], ...]
    units: tuple[tuple[int, str, int], ...]
    results: tuple[tuple[str, int], ...]


async def reply_list(wanted: ReplyFilter, *, actor: Actor, page: int = 1, per_page: int = 20) -> Rows[ReplyRow]:
    """One page of the replies in force, newest first."""
    listed = _listed(wanted, actor)
    total = await listed.count()
    found = await ordered(_select().where(listed.where), _newest()).limit(per_page).offset((page - 1) * per_page)
    return Rows(tuple(_row(r) for r in found), total, page, per_page)


async def replies_cut(wanted: ReplyFilter, cut: Cut, *, actor: Actor) -> Stretch[ReplyRow]:
    """Those that fit, in the order of their ids."""
    found = await cut_of(_select(), _listed(wanted, actor), Reply.id, cut)
    return found.of(map(_row, found.rows))


async def every_reply(wanted: ReplyFilter, *, actor: Actor, most: int) -> Sequence[ReplyRow]:
    """All that fit, for a download or a feed; never more than ``most``."""
    found = await ordered(_select().where(_listed(wanted, actor).where), _newest()).limit(most)
    return [_row(r) for r in found]


async def reply_row(reply_id: int, *, actor: Actor) -> ReplyRow:
    """One reply; for one that was replaced, what is in force in its place.

    Raises Withdrawn where everybody could read it once, else NotFound where the reader may not see it.
    """
    found = await _select().where(_seen(actor) & (Reply.id == reply_id)) or await _in_its_place(reply_id, actor)
    if found:
        return _row(found[0])
    since = await _withdrawn_at(reply_id)
    if since is not None:
        raise Withdrawn(day=beijing_day(since).isoformat())
    raise NotFound(kind="答复", key=str(reply_id))


async def _in_its_place(reply_id: int, actor: Actor) -> list[dict[str, Any]]:
    """The newest version of the same unit in the same case, where this one is replaced."""
    replaced = (Reply.id == reply_id) & (Reply.state == ReplyState.SUPERSEDED.value)
    old = await Reply.select(Reply.case, Reply.printed_name).where(visible_to(actor, Reply) & replaced).first()
    if old is None:
        return []
    same = (Reply.case == old["case"]) & (Reply.printed_name == old["printed_name"])
    newest: list[dict[str, Any]] = (
        await _select().where(_seen(actor) & same).order_by(Reply.number, ascending=False).limit(1)
    )
    return newest


async def _withdrawn_at(reply_id: int) -> datetime | None:
    """When a published reply was taken back: its publication says so, and for an imported one the journal."""
    gone = (Publication.reply == reply_id) & (Publication.state == PublicationState.WITHDRAWN.value)
    row = await Publication.select(Publication.withdrawn_at.as_alias("at")).where(gone).first()
    if row is None:
        act = (JournalEntry.thing == "reply") & (JournalEntry.thing_id == reply_id)
        act = act & (JournalEntry.verb == Verb.WITHDRAW_PUBLICATION.value)
        row = await JournalEntry.select(JournalEntry.at).where(act).order_by(JournalEntry.seq, ascending=False).first()
    return row["at"] if row else None


async def reply_facets(wanted: ReplyFilter, *, actor: Actor) -> ReplyFacets:
    """Counts of every narrowing, each under all other conditions."""
    tracks = await _counted(Reply.case.track, _listed(replace(wanted, track=None), actor))
    years = await _counted(Reply.case.year, _listed(replace(wanted, year=None), actor))
    results = await _counted(Reply.result_class, _listed(replace(wanted, result=""), actor))
    units = await _units(_listed(replace(wanted, department=None), actor))
    return ReplyFacets(
        tracks={Track(value): n for value, n in tracks},
        years=tuple(sorted(years, reverse=True)),
        units=tuple(sorted(units, key=lambda u: (-u[2], u[1]))),
        results=tuple(sorted(results)),
    )


async def reply_years(wanted: ReplyFilter, *, actor: Actor) -> dict[int | None, int]:
    """How many replies fit in each year, as narrowing by it counts them; None for those of no known year."""
    return dict(await _grouped(Reply.case.year, _listed(wanted, actor)))


async def _counted(column: Any, listed: Listed) -> list[tuple[Any, int]]:
    return [(value, n) for value, n in (await _grouped(column, listed)).items() if value is not None]


async def _grouped(column: Any, listed: Listed) -> Counter[Any]:
    each = lambda part: Reply.select(column.as_alias("value"), Count(alias="n")).where(part).group_by(column)
    return await listed.counted_by(each, lambda row: row["value"])


async def _units(listed: Listed) -> list[tuple[int, str, int]]:
    unit = Reply.department
    columns = (unit.id.as_alias("id"), unit.name.as_alias("name"), Count(alias="n"))
    each = lambda part: Reply.select(*columns).where(part & unit.is_not_null()).group_by(unit.id, unit.name)
    found = await listed.counted_by(each, lambda row: (row["id"], row["name"]))
    return [(number, name, n) for (number, name), n in found.items()]


def _seen(actor: Actor) -> Combinable:
    return visible_to(actor, Reply) & _in_force()


def _in_force() -> Combinable:
    current: Combinable = (Reply.state != ReplyState.SUPERSEDED.value) & (Reply.kind == ReplyKind.REPLY.value)
    return current


def _listed(wanted: ReplyFilter, actor: Actor) -> Listed:
    where = _in_force()
    if wanted.track is not None:
        where = where & (Reply.case.track == wanted.track.value)
    if wanted.text:
        like = plain_like(wanted.text)
        where = where & (
            Reply.case.title.like(like) | (Reply.case.number == wanted.text.lstrip("0")) | Reply.printed_name.like(like)
        )
    if wanted.year is not None:
        where = where & (Reply.case.year == wanted.year)
    if wanted.place is not None:
        where = where & (Reply.case.place == wanted.place)
    if wanted.department is not None:
        where = where & (Reply.department == wanted.department)
    if wanted.result:
        where = where & (Reply.result_class == wanted.result)
    return Listed(actor, Reply, where)


def _newest() -> list[Order]:
    return [*known_first(Reply.signed_on, descending=True), Order(Reply.id)]


def _select() -> Any:
    r: Any = Reply  # columns of joined tables are known at run time only
    return r.select(
        r.id,
        r.case.id.as_alias("case_id"),
        r.case.title.as_alias("case_title"),
        r.case.track.as_alias("track"),
        r.case.number_raw.as_alias("case_number"),
        r.case.session_text.as_alias("session"),
        r.case.year.as_alias("year"),
        r.case.place.short_name.as_alias("place"),
        r.printed_name,
        r.department.id.as_alias("department_id"),
        r.department.name.as_alias("department_name"),
        r.result_class,
        r.doc_no,
        r.index_no,
        r.signed_on,
        r.published_on,
        r.document.as_alias("document_id"),
        r.updated_at,
    )


def _row(r: dict[str, Any]) -> ReplyRow:
    return ReplyRow(
        id=r["id"],
        case_id=r["case_id"],
        title=r["case_title"] or UNTITLED,
        track=Track(r["track"]),
        number=r["case_number"],
        session=r["session"],
        year=r["year"],
        place=r["place"],
        unit=r["department_name"] or r["printed_name"],
        department_id=r["department_id"],
        result_class=r["result_class"],
        doc_no=r["doc_no"],
        index_no=r["index_no"],
        signed_on=r["signed_on"],
        published_on=r["published_on"],
        document_id=r["document_id"],
        updated_at=r["updated_at"],
    )
