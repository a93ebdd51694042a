"""Cases: the list, and one case opened with its proposal, replies, commitments, figures and journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from piccolo.custom_types import Combinable
from piccolo.query.functions import Count

from cases.actor import Actor
from cases.errors import NotFound
from cases.permissions import Look, visible_to
from cases.queries.commitments import CommitmentRow, actors_of, commitments_of
from cases.queries.counting import leaders_of, promises_of, results_of
from cases.queries.figures import FigureRow, figures_of
from cases.queries.listing import Cut, Listed, Order, Rows, Stretch, cut_of, known_first, ordered, plain_like
from cases.queries.texts import Letter, Source, letter, sources
from cases.tables import Assignment, Case, CaseSubmitter, JournalEntry, Reply
from cases.vocabulary import UNTITLED, AssignmentRole, CaseState, Disclosure, ReplyKind, Track, Verb


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list. unit: who leads."""

    id: int
    title: str
    track: Track
    number: str | None
    session: str | None
    year: int | None
    place: str | None
    state: CaseState
    replied_on: date | None
    unit_id: int | None
    unit: str | None
    result_class: str | None
    promises: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's part in a case. department_id is None while nobody has said which unit the printed name means."""

    name: str
    department_id: int | None
    role: AssignmentRole


@dataclass(frozen=True, slots=True)
class ReplyText:
    """One version of one unit's reply or opinion, with its text. letter is None where the file is not to be seen."""

    id: int
    kind: ReplyKind
    number: int
    unit: str
    department_id: int | None
    title: str | None
    addressee: str | None
    doc_no: str | None
    index_no: str | None
    signed_on: date | None
    published_on: date | None
    result_class: str | None
    disclosure: Disclosure | None
    letter: Letter | None
    source: Source | None


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the journal."""

    at: datetime
    actor: str
    verb: Verb
    reason: str | None


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case opened. handled_here: it went its way in this program, or does; else it was only archived."""

    case: CaseRow
    handled_here: bool
    level: str | None
    delegation: str | None
    disclosure: Disclosure | None
    due_on: date | None
    submitters: tuple[str, ...]
    units: tuple[Unit, ...]
    proposal: Letter | None
    replies: tuple[ReplyText, ...]
    commitments: tuple[CommitmentRow, ...]
    figures: tuple[FigureRow, ...]
    actors: dict[int, tuple[str, ...]]
    journal: tuple[Act, ...]
    updated_at: datetime


Found = TypeVar("Found", CommitmentRow, FigureRow)
PROPOSAL = (Case.proposal_document, Case.proposal_start, Case.proposal_end)


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What to list. Empty fields do not narrow."""

    text: str = ""
    track: Track | None = None
    year: int | None = None
    place: int | None = None
    department: int | None = None
    state: CaseState | None = None


async def case_list(wanted: CaseFilter, *, actor: Actor, page: int = 1, per_page: int = 20) -> Rows[CaseRow]:
    """One page of the cases that fit, the latest answered first."""
    listed = _listed(wanted, actor)
    total = await listed.count()
    newest = [*known_first(Case.replied_on, descending=True), Order(Case.id)]
    found = await ordered(_select().where(listed.where), newest).limit(per_page).offset((page - 1) * per_page)
    return Rows(await _rows(found, actor), total, page, per_page)


async def cases_cut(wanted: CaseFilter, cut: Cut, *, actor: Actor) -> Stretch[CaseRow]:
    """Those that fit, in the order of their ids."""
    found = await cut_of(_select(), _listed(wanted, actor), Case.id, cut)
    return found.of(await _rows(found.rows, actor))


async def case_row(case_id: int, *, actor: Actor) -> CaseRow:
    """One case as lists show it. Raises NotFound, also where the reader may not see it."""
    found = await _select().where(_listed(CaseFilter(), actor).where & (Case.id == case_id))
    if not found:
        raise NotFound(kind="提案建议", key=str(case_id))
    return (await _rows(found, actor))[0]


async def case_rows(ids: Sequence[int], *, actor: Actor) -> dict[int, CaseRow]:
    """Those of the cases that the reader may see, as lists show them."""
    found = await _select().where(visible_to(actor, Case) & Case.id.is_in(list(ids) or [0]))
    return {row.id: row for row in await _rows(found, actor)}


async def case_ids(wanted: CaseFilter, *, actor: Actor, most: int) -> tuple[int, tuple[int, ...]]:
    """How many cases fit, and the ids of the newest of them."""
    listed = _listed(wanted, actor)
    found = await Case.select(Case.id).where(listed.where).order_by(Case.id, ascending=False).limit(most)
    return await listed.count(), tuple(row["id"] for row in found)


async def states_of(wanted: CaseFilter, *, actor: Actor) -> dict[CaseState, int]:
    """How many of the cases that fit are in which state, in the order of a case's life."""
    by_state = lambda part: Case.select(Case.state, Count(alias="n")).where(part).group_by(Case.state)
    found = await _listed(wanted, actor).counted_by(by_state, lambda row: row["state"])
    return {state: found[state] for state in CaseState if state in found}


async def case_page(case_id: int, *, actor: Actor) -> CasePage:
    """One case opened. Raises NotFound, also where the reader may not see it."""
    more = (Case.level, Case.delegation, Case.disclosure, Case.due_on, Case.updated_at, Case.scheme, *PROPOSAL)
    row = await _select(*more).where(visible_to(actor, Case) & (Case.id == case_id)).first()
    if row is None:
        raise NotFound(kind="提案建议", key=str(case_id))
    kept = await _replies(case_id, actor)
    documents = [r["document"] for r in kept] + [row["proposal_document"]]
    known = await sources(documents, actor=actor)
    shown = {document: place for place, document in enumerate(documents)}
    commitments = _as_shown(await commitments_of(list(known), actor=actor), shown)
    figures = _as_shown(await figures_of(list(known), actor=actor), shown)
    return CasePage(
        case=(await _rows([row], actor))[0],
        handled_here=row["scheme"] is not None,
        level=row["level"],
        delegation=row["delegation"],
        disclosure=Disclosure(row["disclosure"]) if row["disclosure"] else None,
        due_on=row["due_on"],
        submitters=await _submitters(case_id, actor),
        units=await _units(case_id, actor),
        proposal=_proposal(row, known, figures),
        replies=tuple(_reply(r, known.get(r["document"]), commitments, figures) for r in kept),
        commitments=commitments,
        figures=figures,
        actors=await actors_of([c.id for c in commitments], actor=actor),
        journal=await _journal(case_id, actor),
        updated_at=row["updated_at"],
    )


def _as_shown(rows: Sequence[Found], shown: dict[int, int]) -> tuple[Found, ...]:
    """Findings in the order in which a page shows their documents, so that their numbers run down the page."""
    return tuple(sorted(rows, key=lambda row: (shown[row.document_id], row.start, row.id)))


def _proposal(row: dict[str, Any], known: dict[int, Source], figures: Sequence[FigureRow]) -> Letter | None:
    """The submitter's own words, where a page prints them and the reader may see it."""
    source, start, end = (row[column._meta.name] for column in PROPOSAL)
    if source not in known or start is None:
        return None
    return letter(known[source], start, end, commitments=(), figures=figures, role="proposal")


def _listed(wanted: CaseFilter, actor: Actor) -> Listed:
    where: Combinable = Case.merged_into.is_null()
    if wanted.text:
        where = where & (Case.title.like(plain_like(wanted.text)) | (Case.number == wanted.text.lstrip("0")))
    if wanted.track is not None:
        where = where & (Case.track == wanted.track.value)
    if wanted.year is not None:
        where = where & (Case.year == wanted.year)
    if wanted.place is not None:
        where = where & (Case.place == wanted.place)
    if wanted.department is not None:
        mine = Assignment.select(Assignment.case).where(Assignment.department == wanted.department)
        where = where & Case.id.is_in(mine)
    if wanted.state is not None:
        where = where & (Case.state == wanted.state.value)
    return Listed(actor, Case, where)


def _select(*more: Any) -> Any:
    return Case.select(
        Case.id,
        Case.title,
        Case.track,
        Case.number_raw,
        Case.session_text,
        Case.year,
        Case.state,
        Case.replied_on,
        Case.place.short_name.as_alias("place"),
        *more,
    )


async def _rows(found: Sequence[dict[str, Any]], actor: Actor) -> tuple[CaseRow, ...]:
    """The rows with what three further queries know of all of them at once."""
    ids = [r["id"] for r in found]
    leaders = await leaders_of(ids, actor=actor)
    results = await results_of(ids, actor=actor)
    promises = await promises_of(ids, actor=actor)
    return tuple(
        CaseRow(
            id=r["id"],
            title=r["title"] or UNTITLED,
            track=Track(r["track"]),
            number=r["number_raw"],
            session=r["session_text"],
            year=r["year"],
            place=r["place"],
            state=CaseState(r["state"]),
            replied_on=r["replied_on"],
            unit_id=leaders.get(r["id"], (None, None))[0],
            unit=leaders.get(r["id"], (None, None))[1],
            result_class=results.get(r["id"]),
            promises=promises.get(r["id"], 0),
        )
        for r in found
    )


async def _submitters(case_id: int, actor: Actor) -> tuple[str, ...]:
    rows = (
        await CaseSubmitter.select(CaseSubmitter.printed_name)
        .where(visible_to(actor, CaseSubmitter) & (CaseSubmitter.case == case_id))
        .order_by(CaseSubmitter.position)
    )
    return tuple(r["printed_name"] for r in rows)


async def _units(case_id: int, actor: Actor) -> tuple[Unit, ...]:
    rows = (
        await Assignment.select(
            Assignment.printed_name,
            Assignment.role,
            Assignment.department.as_alias("department_id"),
            Assignment.department.name.as_alias("name"),
        )
        .where(visible_to(actor, Assignment) & (Assignment.case == case_id))
        .order_by(Assignment.id)
    )
    return tuple(Unit(r["name"] or r["printed_name"], r["department_id"], AssignmentRole(r["role"])) for r in rows)


async def _replies(case_id: int, actor: Actor) -> list[dict[str, Any]]:
    """The replies of a case, the lead's before the co-handlers', of each the newest version first."""
    rows: list[dict[str, Any]] = (
        await Reply.select(*Reply.all_columns(), Reply.department.name.as_alias("department_name"))
        .where(visible_to(actor, Reply) & (Reply.case == case_id))
        .order_by(Reply.number, ascending=False)
    )
    return sorted(rows, key=lambda r: (r["kind"] != ReplyKind.REPLY.value, r["printed_name"]))


def _reply(
    r: dict[str, Any],
    source: Source | None,
    commitments: Sequence[CommitmentRow],
    figures: Sequence[FigureRow],
) -> ReplyText:
    unit = r["department_name"] or r["printed_name"]
    return ReplyText(
        id=r["id"],
        kind=ReplyKind(r["kind"]),
        number=r["number"],
        unit=unit,
        department_id=r["department"],
        title=r["title"],
        addressee=r["addressee"],
        doc_no=r["doc_no"],
        index_no=r["index_no"],
        signed_on=r["signed_on"],
        published_on=r["published_on"],
        result_class=r["result_class"],
        disclosure=Disclosure(r["disclosure"]) if r["disclosure"] else None,
        letter=letter(source, r["start"], r["end"], commitments=commitments, figures=figures, unit=unit)
        if source
        else None,
        source=source,
    )


async def _journal(case_id: int, actor: Actor) -> tuple[Act, ...]:
    """What was done to a case, newest first, as far as this reader is told of it."""
    rows = (
        await JournalEntry.select(JournalEntry.at, JournalEntry.actor, JournalEntry.verb, JournalEntry.reason)
        .where(visible_to(actor, JournalEntry, look=Look.ALONE) & (JournalEntry.case == case_id))
        .order_by(JournalEntry.seq, ascending=False)
        .limit(30)
    )
    return tuple(Act(r["at"], r["actor"], Verb(r["verb"]), r["reason"]) for r in rows)
