"""What a unit said before on the matter of a case: promises still open, numbers it reported, letters drawn upon.

Read through ``visible_to`` like everything else; the comparing itself is pure and stands in ``cases.drafting``.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.actor import Actor
from cases.drafting.contradictions import Contradiction, Reported, contradictions
from cases.drafting.overlaps import share_taken
from cases.drafting.reminders import TO_BE_MENTIONED, Promised, is_spoken_of, on_the_matter
from cases.errors import NotFound
from cases.queries.commitments import CommitmentFilter, CommitmentRow, every_commitment
from cases.queries.figures import FigureFilter, FigureRow, every_figure
from cases.queries.replies import ReplyFilter, ReplyRow, every_reply, reply_row
from cases.queries.texts import Source, sources
from cases.reading.shapes import FoundFigure

# So many of a unit's newest rows are compared; beyond them lies what nobody remembers.
_MOST_ROWS = 3000
_MOST_FIGURES = 5
# Smaller numbers count people in a sentence or visits, not what a unit has to show.
_LEAST_FIGURE = 10
# Letters of the unit whose texts are held against a draft: those of the likest titles and the newest ones.
_LIKEST, _NEWEST = 12, 8
# Below this share the same courtesies make letters alike.
WORTH_SAYING = 0.3


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A promise of the unit on the matter that nobody has settled. mentioned: the draft speaks of it.

    asked_for: it is so near the matter that a draft without it is pointed out.
    """

    row: CommitmentRow
    mentioned: bool
    asked_for: bool


@dataclass(frozen=True, slots=True)
class DrawnUpon:
    """An earlier letter of the unit that a draft draws upon. share: of the draft, 0 to 1."""

    letter: ReplyRow
    share: float


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """Everything of it. figures: what the unit last reported on the matter; against: numbers that do not go with it."""

    promises: tuple[OpenPromise, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    against: tuple[Contradiction, ...] = ()
    letters: tuple[DrawnUpon, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """What is asked about: the case, what it is called and recommends, the unit that answers, and its draft."""

    case: int
    unit: int
    title: str
    asked: str
    body: str
    on: date


async def said_before(matter: Matter, figures: Sequence[FoundFigure], *, actor: Actor) -> SaidBefore:
    """What the unit said in other cases on this matter, as the actor may see it. figures: of the draft."""
    unit, case = matter.unit, matter.case
    promised = await every_commitment(CommitmentFilter(department=unit, sort="new"), actor=actor, most=_MOST_ROWS)
    reported = await every_figure(FigureFilter(department=unit), actor=actor, most=_MOST_ROWS)
    letters = await every_reply(ReplyFilter(department=unit), actor=actor, most=_MOST_ROWS)
    others = [row for row in letters if row.case_id != case and row.document_id is not None]
    near = await asyncio.to_thread(_likest, matter, others) if matter.body.strip() else []
    texts = await sources([row.document_id for row in near if row.document_id is not None], actor=actor)
    return await asyncio.to_thread(
        _compared,
        matter,
        figures,
        [row for row in promised if not row.kept and row.case_id != case],
        [row for row in reported if row.case_id != case],
        [(row, _letter_in(texts[row.document_id])) for row in near if row.document_id in texts],
    )


async def earlier_letter(reply_id: int, *, actor: Actor) -> tuple[ReplyRow, str]:
    """An earlier reply and its own words, as the actor may see them. Raises NotFound."""
    row = await reply_row(reply_id, actor=actor)
    found = await sources([row.document_id] if row.document_id is not None else [], actor=actor)
    if row.document_id not in found:
        raise NotFound(kind="答复", key=str(reply_id))
    return row, _letter_in(found[row.document_id])


def _compared(
    matter: Matter,
    figures: Sequence[FoundFigure],
    promised: Sequence[CommitmentRow],
    reported: Sequence[FigureRow],
    letters: Sequence[tuple[ReplyRow, str]],
) -> SaidBefore:
    drawn = [DrawnUpon(row, share_taken(matter.body, text)) for row, text in letters]
    return SaidBefore(
        promises=_promises(matter, promised),
        figures=_figures(matter, reported),
        against=contradictions(figures, [_reported(row) for row in reported], matter.on),
        letters=tuple(sorted((one for one in drawn if one.share >= WORTH_SAYING), key=lambda one: -one.share)),
    )


def _promises(matter: Matter, rows: Sequence[CommitmentRow]) -> tuple[OpenPromise, ...]:
    near = on_the_matter(matter.title, matter.asked, [Promised(row.quote, row.case_title or "") for row in rows])
    return tuple(
        OpenPromise(
            row=rows[one.place],
            mentioned=is_spoken_of(rows[one.place].quote, matter.body),
            asked_for=one.likeness >= TO_BE_MENTIONED,
        )
        for one in near
    )


def _figures(matter: Matter, rows: Sequence[FigureRow]) -> tuple[FigureRow, ...]:
    rows = [row for row in rows if len(row.head) > 1 and float(row.value) >= _LEAST_FIGURE]
    said = [Promised(row.quote, row.title) for row in rows]
    return tuple(rows[one.place] for one in on_the_matter(matter.title, matter.asked, said, _MOST_FIGURES))


def _likest(matter: Matter, rows: Sequence[ReplyRow]) -> list[ReplyRow]:
    near = on_the_matter(matter.title, "", [Promised(row.title, "") for row in rows], _LIKEST)
    return list({row.id: row for row in (*(rows[one.place] for one in near), *rows[:_NEWEST])}.values())


def _letter_in(source: Source) -> str:
    """The unit's own words of a page: the submission that it prints beside them was written by somebody else."""
    own = [source.text[part["start"] : part["end"]] for part in source.parts if part["role"] == "reply"]
    return "\n".join(own) or source.text


def _reported(row: FigureRow) -> Reported:
    return Reported(
        id=row.id, printed=row.raw, value=row.value, unit=row.unit, head=row.head, attributes=row.attributes,
        comparator=row.comparator, quote=row.quote, on=row.as_of or row.signed_on, name=row.title, case_id=row.case_id,
    )  # fmt: skip
