"""Parts of a reply on its way: co-handlers, contacts, steps of approval, the sealed scan, texts that lost a race."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases.actor import Actor
from cases.facts import Facts, Row
from cases.lights import light_of
from cases.notation import plain_of
from cases.permissions import visible_to
from cases.queries.phones import Reached
from cases.sealing import phone_under
from cases.tables import Approval, Attachment, DraftCopy, Person
from cases.vocabulary import (
    Adoption,
    AssignmentState,
    ContactForm,
    ContactStage,
    CoSignState,
    Decision,
    Light,
    Machine,
    ReplyKind,
    ReplyState,
    Stance,
    Watched,
)


@dataclass(frozen=True, slots=True)
class CoUnit:
    """A co-handler as the lead unit sees it. opinion: id of its opinion once it is sent; phone: whom to ring."""

    assignment: int
    unit: str
    state: AssignmentState
    due_on: date | None
    light: Light
    left: str
    opinion: int | None
    opinion_version: int
    stance: Stance | None
    words: str
    adoption: Adoption | None
    adoption_reason: str
    cosign: CoSignState | None
    cosign_words: str
    person: str
    phone: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A contact of the unit with the submitter."""

    on: date | None
    form: ContactForm
    stage: ContactStage
    met: str
    summary: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the approval that was taken.

    version: number of the text that the approver left under his name, 0 where he left none; before: the version that
    he changed, 0 where he changed nothing.
    """

    level: int
    decision: Decision
    told: str
    signed_as: str
    at: datetime
    version: int = 0
    before: int = 0


@dataclass(frozen=True, slots=True)
class Sealed:
    """The scan of the sealed letter, with which it is issued. id: of the file; sha256: of its bytes."""

    id: int
    name: str
    at: datetime
    who: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A text of this reader's own that lost against another saving and still waits for him.

    began: the text that he had begun from, None where his page did not say.
    """

    id: int
    body: str
    at: datetime
    began: str | None = None


async def names_of(table: Any, ids: Iterable[int | None]) -> dict[int | None, str]:
    """The names of rows of a table by their ids."""
    wanted = sorted({i for i in ids if i is not None})
    if not wanted:
        return {}
    return {r["id"]: r["name"] for r in await table.select(table.id, table.name).where(table.id.is_in(wanted))}


def co_units(
    facts: Facts, reply: Row, units: Mapping[int | None, str], reached: Mapping[int, Reached]
) -> tuple[CoUnit, ...]:
    """The co-handlers of the case of a reply. units: names by id; reached: whom to ring, by assignment."""
    return tuple(_co_unit(facts, reply, unit, units, reached.get(unit["id"])) for unit in facts.co_units)


def _co_unit(facts: Facts, reply: Row, unit: Row, units: Mapping[int | None, str], reached: Reached | None) -> CoUnit:
    every = [r for r in facts.replies if r["assignment"] == unit["id"] and r["kind"] == ReplyKind.CO_OPINION]
    opinion = max(every, key=lambda r: r["number"], default=None)
    sent = opinion if opinion is not None and opinion["state"] == ReplyState.SENT else None
    text = facts.text_of(sent["id"]) if sent else None
    asked = next((c for c in facts.co_signs if c["reply"] == reply["id"] and c["assignment"] == unit["id"]), None)
    contact = next((c for c in facts.reply_contacts if opinion and c["reply"] == opinion["id"]), None)
    own = Reached(contact["person"] or "", phone_under(contact)) if contact and contact["phone"] else None
    whom = own or reached or Reached("", "")  # whom the opinion names before whom the records of the unit name
    light, left = light_of(Watched.CO_OPINION, unit["due_on"], facts.today, facts.calendar, done=sent is not None)
    return CoUnit(
        assignment=unit["id"],
        unit=units.get(unit["department"]) or unit["printed_name"],
        state=AssignmentState(unit["state"]),
        due_on=unit["due_on"],
        light=light,
        left=left,
        opinion=sent["id"] if sent else None,
        opinion_version=sent["version"] if sent else 0,
        stance=Stance(sent["stance"]) if sent and sent["stance"] else None,
        words=plain_of(text["body"]).text if text else "",
        adoption=Adoption(sent["adoption"]) if sent and sent["adoption"] else None,
        adoption_reason=(sent["adoption_reason"] or "") if sent else "",
        cosign=CoSignState(asked["state"]) if asked else None,
        cosign_words=(asked["told"] or "") if asked else "",
        person=whom.name,
        phone=whom.phone,
    )


def meetings(facts: Facts, assignment: int) -> tuple[Meeting, ...]:
    """The contacts of a unit with the submitter."""
    return tuple(
        Meeting(c["happened_on"], ContactForm(c["form"]), ContactStage(c["stage"]), c["met"] or "", c["summary"] or "")
        for c in facts.contacts
        if c["assignment"] == assignment
    )


def steps(rows: Sequence[Row], texts: Sequence[Row]) -> tuple[Step, ...]:
    """The steps of an approval in the order they were taken. texts: every version of the reply."""
    known = {text["id"]: text for text in texts if text["number"] > 0}
    return tuple(_step(row, known) for row in rows)


def _step(row: Row, texts: Mapping[int, Row]) -> Step:
    left = texts.get(row["text"])
    number = left["number"] if left else 0
    earlier = max((text for text in texts.values() if text["number"] < number), key=lambda t: t["number"], default=None)
    changed = left is not None and earlier is not None and earlier["body"].strip() != left["body"].strip()
    before = earlier["number"] if earlier is not None and changed else 0
    return Step(
        row["level"], Decision(row["decision"]), row["told"] or "", row["signed_as"], row["created_at"], number, before
    )


async def approvals_of(reply_id: int) -> list[Row]:
    """The rows of a reply's approval in order."""
    return await Approval.select().where(Approval.reply == reply_id).order_by(Approval.id)


async def sealed(reply_id: int, actor: Actor) -> Sealed | None:
    """The sealed scan of a reply, None before it is issued or where the actor may not see it."""
    mine = (Attachment.belongs == "reply") & (Attachment.belongs_id == reply_id) & Attachment.withdrawn.eq(False)
    row = await Attachment.select().where(visible_to(actor, Attachment) & mine).first()
    if row is None:
        return None
    who = (await names_of(Person, [row["added_by"]])).get(row["added_by"], "")
    return Sealed(row["id"], row["name"], row["created_at"], who, row["sha256"])


async def copies(reply_id: int, actor: Actor) -> tuple[Copy, ...]:
    """Texts of the actor's own that still wait for him."""
    mine = (DraftCopy.thing == Machine.REPLY.value) & (DraftCopy.thing_id == reply_id)
    mine = mine & (DraftCopy.person == actor.person) & DraftCopy.settled_at.is_null()
    if actor.person is None:
        return ()
    rows = await DraftCopy.select().where(mine).order_by(DraftCopy.id)
    kept = [json.loads(r["text"]) if isinstance(r["text"], str) else r["text"] for r in rows]
    return tuple(
        Copy(r["id"], str(one.get("body", "")), r["created_at"], one.get("began"))
        for r, one in zip(rows, kept, strict=True)
    )
