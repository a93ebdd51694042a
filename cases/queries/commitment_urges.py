"""Promises about to be urged: whom it reaches, when each was urged last, and which cannot be urged now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.actor import Actor
from cases.notices import about_thing, circle_of
from cases.permissions import visible_to
from cases.queries.commitments import CommitmentRow, commitments_by_id
from cases.tables import Commitment, Person
from cases.tellings import Whom
from cases.vocabulary import Machine, Verb
from cases.workflow import offers, promise_facts


@dataclass(frozen=True, slots=True)
class UrgeableCommitment:
    """One promise. people: who will read it; urged: when it was urged last; why_not: in words, empty where it may be.

    version: what the urging is made upon.
    """

    row: CommitmentRow
    version: int
    people: tuple[str, ...]
    urged: datetime | None
    why_not: str


async def urgeable_commitments(ids: Sequence[int], *, actor: Actor) -> tuple[UrgeableCommitment, ...]:
    """Those of the ids that the reader may see, in the order asked for."""
    known = await commitments_by_id(ids, actor=actor)
    where = visible_to(actor, Commitment) & Commitment.id.is_in(sorted(known) or [0])
    rows = {row["id"]: row for row in await Commitment.select().where(where)}
    return tuple([await _one(known[one], rows[one], actor) for one in dict.fromkeys(ids) if one in known])


async def _one(shown: CommitmentRow, row: dict, actor: Actor) -> UrgeableCommitment:
    facts = await promise_facts(row)
    offer = next(
        (o for o in offers(facts, Machine.COMMITMENT, row, actor) if o.verb is Verb.URGE) if facts else iter(()), None
    )
    why = f"现在是“{shown.state.label}”，不需要催办" if offer is None else str(offer.blocked or "")
    people: tuple[str, ...] = ()
    if row["case"] is None:
        why = why or "不是对提案建议的答复，请直接联系单位"
    else:
        people = await _people(row)
        why = why or ("" if people else "这个单位没有联络员，请直接联系")
    last = facts.urges[-1]["created_at"] if facts is not None and facts.urges else None
    return UrgeableCommitment(shown, row["version"], people, last, why)


async def _people(row: dict) -> tuple[str, ...]:
    about = await about_thing(Machine.COMMITMENT, row["id"], row["case"], occasion="")
    circle = await circle_of((Whom.CLERKS, Whom.HANDLER), about)
    ids = [recipient.person for recipient in circle]
    return tuple(await Person.select(Person.name).where(Person.id.is_in(ids or [0])).output(as_list=True))
