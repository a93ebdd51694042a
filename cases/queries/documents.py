"""Source documents: the list of everything that was read, and one of them opened."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from piccolo.custom_types import Combinable

from cases.actor import Actor
from cases.errors import NotFound
from cases.permissions import visible_to
from cases.queries.commitments import CommitmentRow, actors_of, commitments_of
from cases.queries.figures import FigureRow, figures_of
from cases.queries.listing import Listed, Order, Rows, known_first, ordered, plain_like
from cases.queries.texts import Letter, Source, letters, sources
from cases.tables import Document, Reply
from cases.vocabulary import DocumentKind


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One source document in a list."""

    id: int
    name: str
    title: str
    kind: DocumentKind
    media: str
    place: str | None
    signed_on: date | None
    published_on: date | None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One source document opened. case_id: the case it answers, if any."""

    source: Source
    letters: tuple[Letter, ...]
    commitments: tuple[CommitmentRow, ...]
    figures: tuple[FigureRow, ...]
    actors: dict[int, tuple[str, ...]]
    case_id: int | None


async def document_list(
    *, actor: Actor, kind: DocumentKind | None = None, text: str = "", page: int = 1, per_page: int = 20
) -> Rows[DocumentRow]:
    """One page of the documents, newest first. A copy that a better one replaced is not listed."""
    where: Combinable = Document.superseded_by.is_null()
    if kind is not None:
        where = where & (Document.kind == kind.value)
    if text:
        where = where & (Document.title.like(plain_like(text)) | Document.name.like(plain_like(text)))
    listed = Listed(actor, Document, where)
    total = await listed.count()
    query = Document.select(
        Document.id,
        Document.name,
        Document.title,
        Document.kind,
        Document.media,
        Document.signed_on,
        Document.published_on,
        Document.place.short_name.as_alias("place"),
    ).where(listed.where)
    newest = [*known_first(Document.signed_on, descending=True), Order(Document.id)]
    rows = await ordered(query, newest).limit(per_page).offset((page - 1) * per_page)
    return Rows(tuple(_row(r) for r in rows), total, page, per_page)


async def document_page(document_id: int, *, actor: Actor) -> DocumentPage:
    """One document opened for reading. Raises NotFound, also where the reader may not see it."""
    source = await source_of(document_id, actor=actor)
    commitments = await commitments_of([document_id], actor=actor)
    figures = await figures_of([document_id], actor=actor)
    reply = await Reply.select(Reply.case).where(visible_to(actor, Reply) & (Reply.document == document_id)).first()
    return DocumentPage(
        source=source,
        letters=letters(source, commitments=commitments, figures=figures),
        commitments=commitments,
        figures=figures,
        actors=await actors_of([c.id for c in commitments], actor=actor),
        case_id=reply["case"] if reply else None,
    )


async def source_of(document_id: int, *, actor: Actor) -> Source:
    """One document with its text. Raises NotFound."""
    found = await sources([document_id], actor=actor)
    if document_id not in found:
        raise NotFound(kind="文件", key=str(document_id))
    return found[document_id]


def _row(r: dict[str, Any]) -> DocumentRow:
    return DocumentRow(
        id=r["id"],
        name=r["name"],
        title=r["title"] or r["name"],
        kind=DocumentKind(r["kind"]),
        media=r["media"],
        place=r["place"],
        signed_on=r["signed_on"],
        published_on=r["published_on"],
    )
