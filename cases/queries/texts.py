"""Documents opened for reading: their stretches as marked paragraphs, what the page said about itself, and doubts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.actor import Actor
from cases.notation import Stretch, strong_in
from cases.permissions import visible_to
from cases.queries.commitments import CommitmentRow
from cases.queries.emphasis import strong_in_documents
from cases.queries.figures import FigureRow
from cases.queries.marking import Mark, Paragraph, paragraphs
from cases.queries.masking import list_in, masked
from cases.tables import Document
from cases.vocabulary import DocumentKind, Flag, ValueSource


@dataclass(frozen=True, slots=True)
class StatedValue:
    """A value that the page gives about itself, and where on the page it was read."""

    name: str
    text: str
    source: ValueSource


@dataclass(frozen=True, slots=True)
class Source:
    """A source document as this reader may see it: personal stretches of text are masked. strong: bold stretches."""

    id: int
    name: str
    sha256: str
    media: str
    size: int
    kind: DocumentKind
    title: str
    place: str | None
    signed_on: date | None
    published_on: date | None
    source_url: str | None
    text: str
    parts: tuple[Mapping[str, Any], ...]
    flags: tuple[Flag, ...]
    values: tuple[StatedValue, ...]
    strong: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A stretch of a document with one author, ready to be shown."""

    role: str
    speaker: str | None
    unit: str | None
    paragraphs: tuple[Paragraph, ...]


PERSONAL_VALUES = ("contact_person", "contact_phone", "signer", "contact_unit")


async def sources(ids: Sequence[int], *, actor: Actor) -> dict[int, Source]:
    """Those of the documents that the reader may see, with their text."""
    wanted = [i for i in dict.fromkeys(ids) if i is not None]
    if not wanted:
        return {}
    rows = await Document.select(*Document.all_columns(), Document.place.name.as_alias("place_name")).where(
        visible_to(actor, Document) & Document.id.is_in(wanted)
    )
    strong = await strong_in_documents(rows)
    return {row["id"]: _source(row, actor, strong.get(row["id"], ())) for row in rows}


def letter(
    source: Source,
    start: int | None,
    end: int | None,
    *,
    commitments: Sequence[CommitmentRow],
    figures: Sequence[FigureRow],
    role: str = "reply",
    speaker: str | None = None,
    unit: str | None = None,
) -> Letter:
    """A stretch of a source with its commitments and figures marked; no stretch means the whole text."""
    first = start if start is not None else 0
    last = end if end is not None else len(source.text)
    return Letter(
        role=role,
        speaker=speaker,
        unit=unit,
        paragraphs=paragraphs(
            source.text,
            first,
            last,
            promises=[Mark(c.id, c.start, c.end) for c in commitments if c.document_id == source.id],
            figures=[Mark(f.id, f.start, f.end) for f in figures if f.document_id == source.id],
            strong=source.strong,
        ),
    )


def draft_letter(body: str, *, promises: Sequence[Mark] = (), figures: Sequence[Mark] = ()) -> Letter:
    """A text that is still being written, as it will be read. Marks count the characters of the body."""
    shown = paragraphs(
        body, 0, len(body), promises=promises, figures=figures, strong=strong_in(body), marked=True
    )  # fmt: skip
    return Letter("reply", None, None, shown)


def letters(
    source: Source, *, commitments: Sequence[CommitmentRow], figures: Sequence[FigureRow]
) -> tuple[Letter, ...]:
    """Every stretch of a source, in order; the whole text where it was not divided."""
    if not source.parts:
        return (letter(source, None, None, commitments=commitments, figures=figures),)
    return tuple(
        letter(
            source,
            part["start"],
            part["end"],
            commitments=commitments,
            figures=figures,
            role=part["role"],
            speaker=part.get("speaker"),
            unit=part.get("unit"),
        )
        for part in source.parts
    )


def _source(row: dict[str, Any], actor: Actor, strong: tuple[Stretch, ...]) -> Source:
    return Source(
        id=row["id"],
        name=row["name"],
        sha256=row["sha256"],
        media=row["media"],
        size=row["size"],
        kind=DocumentKind(row["kind"]),
        title=row["title"] or row["name"],
        place=row["place_name"],
        signed_on=row["signed_on"],
        published_on=row["published_on"],
        source_url=row["source_url"],
        text=masked(row["text"], row["personal"], actor=actor),
        parts=tuple(list_in(row["parts"])),
        flags=flags_in(row["flags"]),
        values=_values(row["page_values"], actor),
        strong=strong,
    )


def flags_in(stored: Any) -> tuple[Flag, ...]:
    """The doubts kept in a JSON column."""
    return tuple(Flag(code) for code in list_in(stored))


def _values(stored: Any, actor: Actor) -> tuple[StatedValue, ...]:
    """What the page says about itself. Names and numbers of people who can be called are left out for the public."""
    pairs = json.loads(stored) if isinstance(stored, str) else stored or {}
    office = masked("x", [{"start": 0, "end": 1}], actor=actor) == "x"
    return tuple(
        StatedValue(name, one["text"], ValueSource(one["source"]))
        for name, one in pairs.items()
        if isinstance(one, dict) and "source" in one and (office or name not in PERSONAL_VALUES)
    )
