"""Results of a search as cards: rows fetched through the reader's own view, with the words of the question marked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from cases.actor import Actor
from cases.permissions import visible_to
from cases.queries.commitments import CommitmentRow, commitments_by_id
from cases.queries.counting import leaders_of
from cases.queries.figures import FigureRow, figures_by_id
from cases.queries.masking import first_line, masked
from cases.tables import Case, Document, Reply
from cases.vocabulary import CaseState, CommitmentLabel, CommitmentState, DocumentKind, Track

# A passage in pieces: text, and whether it is a word of the question.
Passage = Sequence[tuple[str, bool]]
# Text, whether to keep it whole → its passages.
Marker = Callable[[str, bool], tuple[Passage, ...]]


class Ranked(NamedTuple):
    """A key of the index ("commitment:12"), its score, and how many more of its case were found."""

    key: str
    score: float
    also: int


@dataclass(frozen=True, slots=True)
class Card:
    """One result. kind: commitment, figure, reply, proposal or document; id: of that row.

    file: name of the file as it was imported. case_key: canonical id where known. start: first character of a
    commitment or figure in its document. quote: up to three passages of the original. also: further results in the
    same case or document.
    """

    kind: str
    id: int
    score: float
    also: int
    quote: tuple[Passage, ...]
    title: str
    file: str
    document_id: int | None
    start: int | None
    case_id: int | None
    case_key: str | None
    session: str | None
    number: str | None
    track: Track | None
    department: str | None
    department_id: int | None
    place: str | None
    year: int | None
    day: date | None
    due: date | None
    label: CommitmentLabel | None
    status: CommitmentState | CaseState | None
    document_kind: DocumentKind | None

    @property
    def text(self) -> str:
        """The quote without marks."""
        return " ".join("".join(text for text, _ in passage) for passage in self.quote)


@dataclass(frozen=True, slots=True)
class HitRow:
    """What a card shows of the row itself. whole: its text is one sentence and is shown in full."""

    text: str
    whole: bool
    case_id: int | None = None
    document_id: int | None = None
    title: str = ""
    start: int | None = None
    department: str | None = None
    department_id: int | None = None
    day: date | None = None
    due: date | None = None
    label: CommitmentLabel | None = None
    status: CommitmentState | CaseState | None = None


async def cards(ranked: Sequence[Ranked], mark: Marker, *, actor: Actor) -> tuple[Card, ...]:
    """The cards in the given order. What the reader may not see, or what is gone, is left out."""
    wanted: dict[str, list[int]] = {}
    for item in ranked:
        kind, _, number = item.key.partition(":")
        wanted.setdefault(kind, []).append(int(number))
    rows: dict[str, HitRow] = {}
    promises = await commitments_by_id(wanted.get("commitment", []), actor=actor)
    rows |= {f"commitment:{i}": of_promise(row) for i, row in promises.items()}
    figures = await figures_by_id(wanted.get("figure", []), actor=actor)
    rows |= {f"figure:{i}": of_figure(row) for i, row in figures.items()}
    rows |= await _replies(wanted.get("reply", []), actor)
    rows |= await _proposals(wanted.get("proposal", []), actor)
    rows |= await _documents(wanted.get("document", []), actor)
    cases = await _cases([row.case_id for row in rows.values()], actor)
    files = await _files([row.document_id for row in rows.values()], actor)
    return together(ranked, rows, cases, files, await leaders_of(list(cases), actor=actor), mark)


def together(
    ranked: Sequence[Ranked],
    rows: Mapping[str, HitRow],
    cases: Mapping[int, Mapping[str, Any]],
    files: Mapping[int, Mapping[str, Any]],
    leaders: Mapping[int, tuple[int | None, str]],
    mark: Marker,
) -> tuple[Card, ...]:
    """The cards in the given order from the rows of the hits, and of their cases and documents by id."""
    out = []
    for item in ranked:
        row = rows.get(item.key)
        if row is not None:
            case = cases.get(row.case_id or 0, {})
            file = files.get(row.document_id or 0, {})
            out.append(_card(item, row, case, file, leaders.get(row.case_id or 0), mark))
    return tuple(out)


def _card(
    item: Ranked,
    row: HitRow,
    case: Mapping[str, Any],
    file: Mapping[str, Any],
    leader: tuple[int | None, str] | None,
    mark: Marker,
) -> Card:
    kind, _, number = item.key.partition(":")
    day = row.day or case.get("replied_on") or file.get("signed_on") or file.get("published_on")
    own = row.department is not None
    return Card(
        kind=kind,
        id=int(number),
        score=item.score,
        also=item.also,
        quote=mark(row.text, row.whole),
        title=case.get("title") or file.get("title") or row.title or file.get("name") or "",
        file=file.get("name") or "",
        document_id=row.document_id,
        start=row.start,
        case_id=row.case_id,
        case_key=case.get("key"),
        session=case.get("session_text"),
        number=case.get("number_raw"),
        track=Track(case["track"]) if case else None,
        department=row.department if own else (leader[1] if leader else None),
        department_id=row.department_id if own else (leader[0] if leader else None),
        place=case.get("place") or file.get("place"),
        year=case.get("year") or (day.year if day else None),
        day=day,
        due=row.due,
        label=row.label,
        status=row.status or (CaseState(case["state"]) if case else None),
        document_kind=DocumentKind(file["kind"]) if file else None,
    )


def of_promise(row: CommitmentRow) -> HitRow:
    return HitRow(
        text=row.quote,
        whole=True,
        case_id=row.case_id,
        document_id=row.document_id,
        start=row.start,
        department=row.department,
        department_id=row.department_id,
        day=row.signed_on,
        due=row.due_on,
        label=row.label,
        status=row.state,
    )


def of_figure(row: FigureRow) -> HitRow:
    return HitRow(
        text=row.quote,
        whole=True,
        case_id=row.case_id,
        document_id=row.document_id,
        start=row.start,
        department=row.department,
        department_id=row.department_id,
        day=row.signed_on,
    )


async def _replies(ids: Sequence[int], actor: Actor) -> dict[str, HitRow]:
    if not ids:
        return {}
    rows = await Reply.select(
        Reply.id,
        Reply.case,
        Reply.document,
        Reply.title,
        Reply.start,
        Reply.end,
        Reply.signed_on,
        Reply.published_on,
        Reply.printed_name,
        Reply.department.as_alias("department_id"),
        Reply.department.name.as_alias("department"),
    ).where(visible_to(actor, Reply) & Reply.id.is_in(list(ids)))
    texts = await _texts([row["document"] for row in rows], actor)
    return {f"reply:{row['id']}": of_reply(row, texts) for row in rows}


def of_reply(row: Mapping[str, Any], texts: Mapping[int, str]) -> HitRow:
    return HitRow(
        text=texts.get(row["document"] or 0, "")[row["start"] or 0 : row["end"]],
        whole=False,
        case_id=row["case"],
        document_id=row["document"],
        title=row["title"] or "",
        department=row["department"] or row["printed_name"] or None,
        department_id=row["department_id"],
        day=row["signed_on"] or row["published_on"],
    )


async def _proposals(ids: Sequence[int], actor: Actor) -> dict[str, HitRow]:
    """Submissions; one whose own words were never published shows under the file of its first reply."""
    if not ids:
        return {}
    rows = await Case.select(
        Case.id, Case.title, Case.proposal_document, Case.proposal_start, Case.proposal_end, Case.submitted_on
    ).where(visible_to(actor, Case) & Case.id.is_in(list(ids)))
    texts = await _texts([row["proposal_document"] for row in rows], actor)
    answers = (
        await Reply.select(Reply.case, Reply.document)
        .where(visible_to(actor, Reply) & Reply.case.is_in(list(ids)) & Reply.document.is_not_null())
        .order_by(Reply.id, ascending=False)
    )
    answered = {row["case"]: row["document"] for row in answers}
    return {f"proposal:{row['id']}": of_proposal(row, texts, answered) for row in rows}


def of_proposal(row: Mapping[str, Any], texts: Mapping[int, str], answered: Mapping[int, int]) -> HitRow:
    return HitRow(
        text=texts.get(row["proposal_document"] or 0, "")[row["proposal_start"] or 0 : row["proposal_end"]]
        or row["title"],
        whole=False,
        case_id=row["id"],
        document_id=row["proposal_document"] or answered.get(row["id"]),
        day=row["submitted_on"],
    )


async def _documents(ids: Sequence[int], actor: Actor) -> dict[str, HitRow]:
    texts = await _texts(ids, actor)
    return {f"document:{i}": of_document(i, text) for i, text in texts.items()}


def of_document(number: int, text: str) -> HitRow:
    return HitRow(text=text, whole=False, document_id=number, title=first_line(text))


async def _texts(ids: Iterable[int | None], actor: Actor) -> dict[int, str]:
    wanted = _known(ids)
    if not wanted:
        return {}
    rows = await Document.select(Document.id, Document.text, Document.personal).where(
        visible_to(actor, Document) & Document.id.is_in(wanted)
    )
    return {row["id"]: masked(row["text"], row["personal"], actor=actor) for row in rows}


async def _cases(ids: Iterable[int | None], actor: Actor) -> dict[int, dict[str, Any]]:
    wanted = _known(ids)
    if not wanted:
        return {}
    rows = await Case.select(
        Case.id,
        Case.title,
        Case.key,
        Case.session_text,
        Case.number_raw,
        Case.track,
        Case.year,
        Case.state,
        Case.replied_on,
        Case.place.short_name.as_alias("place"),
    ).where(visible_to(actor, Case) & Case.id.is_in(wanted))
    return {row["id"]: row for row in rows}


async def _files(ids: Iterable[int | None], actor: Actor) -> dict[int, dict[str, Any]]:
    wanted = _known(ids)
    if not wanted:
        return {}
    rows = await Document.select(
        Document.id,
        Document.name,
        Document.title,
        Document.kind,
        Document.signed_on,
        Document.published_on,
        Document.place.short_name.as_alias("place"),
    ).where(visible_to(actor, Document) & Document.id.is_in(wanted))
    return {row["id"]: row for row in rows}


def _known(ids: Iterable[int | None]) -> list[int]:
    """Each id once, in order."""
    return [i for i in dict.fromkeys(ids) if i is not None]
