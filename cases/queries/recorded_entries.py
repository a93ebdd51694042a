"""Submissions on paper that the office typed in for their submitters (代录), and whether those have confirmed it.

A submitter who writes himself has answered for his words with the first of them; for one whose words were typed in,
the moment is open until he confirms.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.actor import Actor
from cases.facts import Facts
from cases.permissions import leads_to_visible, visible_to
from cases.tables import CaseSubmitter, Person
from cases.vocabulary import CaseState, Signature

# Before it is handed in nothing has been said in anybody's name; what was taken back no longer says it.
UNSAID = (CaseState.DRAFT, CaseState.WITHDRAWN)
# What has been sent back to be written anew, or has ended, waits for nobody's word on how it was typed in.
_LET_BE = (*UNSAID, CaseState.RETURNED_FOR_REVISION, CaseState.NOT_FILED, CaseState.CONVERTED, CaseState.ARCHIVED)


@dataclass(frozen=True, slots=True)
class RecordedEntry:
    """Who typed a submission in, by name, for whom, and when that person confirmed it. of: empty where the reader may
    not know the name; objection: why that person says that it is not his."""

    by: str
    of: str
    confirmed_at: datetime | None
    objection: str | None = None


async def recorded_entry(facts: Facts, *, unnamed: bool = False) -> RecordedEntry | None:
    """How a submission was typed in; None for one that its submitter wrote himself. unnamed: the reader is not told
    the names of submitters."""
    if facts.case["recorded_by"] is None:
        return None
    row = await Person.select(Person.name).where(Person.id == facts.case["recorded_by"]).first()
    lead = facts.submitters[0]
    of = (lead["responsible"] if lead["collective"] is not None else None) or lead["printed_name"]
    return RecordedEntry(row["name"] if row else "", "" if unnamed else of, lead["answered_at"], lead["objection"])


def awaits_confirmation(facts: Facts, actor: Actor) -> bool:
    """Whether this actor is the submitter for whom it was typed in and handed in, and has not said that it is his."""
    lead = facts.submitters[0]
    own = lead["person"] is not None and lead["person"] == actor.owner
    told = facts.case["recorded_by"] is not None and facts.case["state"] not in UNSAID
    return own and told and lead["answered_at"] is None


def may_object(facts: Facts, actor: Actor) -> bool:
    """Whether this actor is asked to confirm, and has not said yet that it is not what he wanted."""
    return awaits_confirmation(facts, actor) and facts.submitters[0]["objection"] is None


async def entries_to_confirm(*, actor: Actor) -> list[int]:
    """Cases that were typed in for the actor and of which he has said neither yes nor no."""
    case: Any = CaseSubmitter.case
    rows = await CaseSubmitter.select(CaseSubmitter.case).where(
        (CaseSubmitter.person == (actor.owner or 0))
        & (CaseSubmitter.position == 0)
        & (CaseSubmitter.signature == Signature.SIGNED.value)
        & CaseSubmitter.answered_at.is_null()
        & CaseSubmitter.objection.is_null()
        & case.recorded_by.is_not_null()
        & case.state.not_in([state.value for state in UNSAID])
        & leads_to_visible(actor, CaseSubmitter.case)
    )
    return [row["case"] for row in rows]


async def entries_objected(*, actor: Actor) -> list[int]:
    """Cases whose submitter says that what was typed in for him is not his, as far as the actor sees them."""
    case: Any = CaseSubmitter.case
    rows = await CaseSubmitter.select(CaseSubmitter.case).where(
        visible_to(actor, CaseSubmitter)
        & (CaseSubmitter.position == 0)
        & CaseSubmitter.objection.is_not_null()
        & case.state.not_in([state.value for state in _LET_BE])
        & leads_to_visible(actor, CaseSubmitter.case)
    )
    return [row["case"] for row in rows]
