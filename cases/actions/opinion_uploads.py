"""Opinions of a unit that helps with many cases, one Word file each, found by the case number in the file's name."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.actions.draft_uploads import take_file
from cases.actions.drafts import Collided, start_draft
from cases.actor import Actor
from cases.errors import CaseError, DraftMoved, NoSuchNumber, SeveralOfNumber
from cases.files import Place
from cases.queries.drafts import draft_page
from cases.queries.opinion_lists import CoPart, bare_number, co_parts
from cases.vocabulary import Flag

MOST_FILES = 60


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file. opinion: whose text it is now, None where it was refused; why: the sentence then."""

    name: str
    part: CoPart | None = None
    opinion: int | None = None
    flags: tuple[Flag, ...] = ()
    why: str = ""


async def take_opinions(given: Sequence[tuple[str, bytes]], *, folder: Place, actor: Actor) -> tuple[Taken, ...]:
    """Make each file the text of the opinion in the case that its name numbers; nothing is sent by it.

    given: name and bytes of each, at most ``MOST_FILES`` are looked at. What is wrong with one file does not keep the
    others out. A text that stood there becomes a version.
    """
    parts = [part for part in await co_parts(actor=actor) if part.writable]
    known: dict[str, list[CoPart]] = {}
    for part in parts:
        known.setdefault(bare_number(part.number or ""), []).append(part)
    return tuple([await _taken(name, data, known, folder, actor) for name, data in given[:MOST_FILES]])


async def _taken(name: str, data: bytes, known: dict[str, list[CoPart]], folder: Place, actor: Actor) -> Taken:
    part = None
    try:
        part = _part_of(name, known)
        opinion = await start_draft(part.assignment, actor=actor)
        base = (await draft_page(opinion, actor=actor)).text_version
        taken = await take_file(opinion, name, data, base=base, folder=folder, actor=actor)
        if isinstance(taken.said, Collided):
            raise DraftMoved(who=taken.said.who)
    except CaseError as wrong:
        return Taken(name, part, why=str(wrong))
    return Taken(name, part, opinion, taken.flags)


def _part_of(name: str, known: dict[str, list[CoPart]]) -> CoPart:
    found = known.get(bare_number(name)) or []
    if not bare_number(name) or not found:
        raise NoSuchNumber(name=name)
    if len(found) > 1:
        raise SeveralOfNumber(name=name)
    return found[0]
