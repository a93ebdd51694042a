"""Key cases: which case leaders took on, and who supervises it."""

from dataclasses import dataclass

from cases.actor import Actor
from cases.clock import now, today
from cases.database import write_tx
from cases.tables import KeyCase
from cases.vocabulary import Machine, Verb
from cases.workflow import move


@dataclass(frozen=True, slots=True)
class KeyMark:
    """Who looks after a key case: unit that supervises, committee, leader who sponsors it. Empty: not settled yet."""

    supervisor: str = ""
    committee: str = ""
    sponsor: str = ""


async def mark_key(case: int, seen: int, mark: KeyMark, *, actor: Actor) -> None:
    """Make a case a key one, or say anew who looks after it."""
    async with write_tx():
        await mark_key_within(case, seen, mark, actor=actor)


async def mark_key_within(case: int, seen: int | None, mark: KeyMark, *, actor: Actor) -> None:
    """The same inside the ``write_tx`` of another act, which has checked the version."""
    said = "、".join(part for part in (mark.supervisor, mark.committee, mark.sponsor) if part)
    changes = {"key_case": True}
    await move(Machine.CASE, case, Verb.MARK_KEY, actor=actor, seen=seen, changes=changes, told=said or None)
    known = await KeyCase.objects().where(KeyCase.case == case).first()
    row = known or KeyCase(case=case, marked_on=today())
    row.supervisor, row.committee, row.sponsor = (
        part or None for part in (mark.supervisor, mark.committee, mark.sponsor)
    )
    row.updated_at = now()
    await row.save()
