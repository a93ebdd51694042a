"""Writing a reply or opinion: start, save, keep versions, restore. Of two who save at once no word is lost."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from cases.actions.letters import addressee_of
from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.drafting.differences import blocks_between, with_block
from cases.errors import Forbidden, NotFound, NotFromHere, within
from cases.facts import Facts, Row, facts_of
from cases.journal import record
from cases.permissions import can, sees
from cases.queries.drafts import Draft, draft_of, name_of, seen_reply, working_text
from cases.queries.masking import list_in
from cases.sealing import phone_under, reply_contact, sealed
from cases.tables import Assignment, DraftCopy, Reply, ReplyContact, ReplyText
from cases.tables.columns import changes_row
from cases.vocabulary import (
    AT_WORK,
    LEADING,
    AssignmentState,
    Audience,
    Machine,
    ReplyKind,
    ReplyState,
    TextKind,
    Verb,
)
from cases.workflow import begin, decided

LONGEST_BODY = 60_000


@dataclass(frozen=True, slots=True)
class Saved:
    """The draft is in the database. version: what the next saving has to name."""

    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Collided:
    """Somebody saved since. copy: where the own text is kept, word for word; version: that in force, by whom."""

    copy: int
    version: int
    who: str


async def start_draft(assignment_id: int, *, actor: Actor) -> int:
    """Begin the next version of what a unit writes in this round; its id. One that is there is opened again.

    Raises NotFound, Forbidden, NotFromHere.
    """
    async with write_tx():
        facts, assignment = await taken_assignment(assignment_id, actor)
        if assignment["department"] != actor.unit or not can(actor, Verb.DRAFT, facts.standing()):
            raise Forbidden(act=Verb.DRAFT.label)
        kind = ReplyKind.REPLY if assignment["role"] in LEADING else ReplyKind.CO_OPINION
        known = facts.newest_reply(assignment_id, kind)
        if known is not None:
            return int(known["id"])
        if assignment["state"] not in AT_WORK:
            state = AssignmentState(assignment["state"]).label
            raise NotFromHere(Machine.ASSIGNMENT.label, Verb.DRAFT.label, state)
        before = [r for r in facts.replies if r["kind"] == kind and r["printed_name"] == assignment["printed_name"]]
        last = max(before, key=lambda r: r["number"], default=None)
        reply = await begin(
            Machine.REPLY,
            {
                "case": facts.case["id"], "assignment": assignment_id, "department": assignment["department"],
                "printed_name": assignment["printed_name"], "kind": kind.value, "round": facts.case["round"],
                "number": last["number"] + 1 if last else 1, "drafter": actor.person,
                "audience": Audience.UNITS.value, **_greeting(facts, kind), **_carried(last),
            },
            actor=actor, verb=Verb.DRAFT, case=facts.case["id"],
        )  # fmt: skip
        old = facts.text_of(last["id"]) if last else None
        body = old["body"] if old else ""
        working = ReplyText(reply=reply, number=0, kind=TextKind.WORKING.value, body=body, author=actor.person)
        await ReplyText.insert(working)
        contact = next((c for c in facts.reply_contacts if last and c["reply"] == last["id"]), None)
        told = {"unit": contact["unit"], "person": contact["person"]} if contact else {}
        phone = phone_under(contact) if contact else None
        await ReplyContact.insert(ReplyContact(**reply_contact(reply, {**told, "phone": phone or None})))
        return reply


async def save_draft(
    reply_id: int, draft: Draft, *, base: int, actor: Actor, began: str | None = None
) -> Saved | Collided:
    """Save over the version that the writer began from. Raises NotFound, Forbidden, NotFromHere.

    base: the version of the text that he had before him; began: that text, where his page still knows it. Where another
    one is in force by now nothing is written over: his text is put aside for him, and he decides.
    """
    async with write_tx():
        facts, reply = await taken_reply(reply_id, actor)
        decided(Machine.REPLY, Verb.EDIT, facts, reply, actor)
        text = working_text(facts, reply_id)
        draft = replace(draft, body=within(draft.body.replace("\r\n", "\n"), LONGEST_BODY, "正文"))
        same = draft == draft_of(facts, reply)
        if same:
            return Saved(text["version"], text["updated_at"])
        if text["version"] != base:
            return await _put_aside(reply_id, draft, base, text, actor, began)
        return await _write(facts, reply, text, draft, actor)


async def keep_version(reply_id: int, *, actor: Actor) -> int:
    """Keep the text as it stands under the next number; that number."""
    async with write_tx():
        facts, reply = await taken_reply(reply_id, actor)
        decided(Machine.REPLY, Verb.EDIT, facts, reply, actor)
        number = await keep(facts, reply_id, TextKind.KEPT, actor)
        await record(actor, Verb.KEEP_VERSION, Machine.REPLY.value, reply_id, case=reply["case"], new=str(number))
        return number


async def restore_version(
    reply_id: int, number: int, *, base: int, actor: Actor, block: int | None = None
) -> Saved | Collided:
    """Make an earlier version the text again, or only one of the blocks in which the text differs from it.

    What stood there until now is kept as a version of its own. Raises NotFound, Forbidden, NotFromHere.
    """
    async with write_tx():
        facts, reply = await taken_reply(reply_id, actor)
        decided(Machine.REPLY, Verb.EDIT, facts, reply, actor)
        wanted = next((t for t in facts.reply_texts if t["reply"] == reply_id and t["number"] == number > 0), None)
        if wanted is None:
            raise NotFound(kind=TextKind.KEPT.label, key=str(number))
        text = working_text(facts, reply_id)
        draft = replace(draft_of(facts, reply), body=wanted["body"], answered=tuple(list_in(wanted["answered"])))
        if text["version"] != base:
            return await _put_aside(reply_id, draft, base, text, actor)
        if block is not None:
            if not 0 <= block < len(blocks_between(wanted["body"], text["body"])):
                raise NotFound(kind=TextKind.KEPT.label, key=f"{number}#{block}")
            draft = replace(draft_of(facts, reply), body=with_block(wanted["body"], text["body"], block))
        await keep(facts, reply_id, TextKind.KEPT, actor)
        return await _write(facts, reply, text, draft, actor)


async def settle_copy(copy_id: int, *, actor: Actor) -> int:
    """The writer has dealt with a text that was put aside; the id of its reply. The words stay kept."""
    async with write_tx():
        mine = (DraftCopy.id == copy_id) & (DraftCopy.person == actor.person) & DraftCopy.settled_at.is_null()
        gone = await DraftCopy.update({DraftCopy.settled_at: now()}).where(mine).returning(DraftCopy.thing_id)
        if not gone:
            raise NotFound(kind=TextKind.WORKING.label, key=str(copy_id))
        return int(gone[0]["thing_id"])


async def taken_reply(reply_id: int, actor: Actor) -> tuple[Facts, Row]:
    """A reply and its case for a change inside ``write_tx``. Raises NotFound where the actor may not see it."""
    return await seen_reply(reply_id, actor, locked=True)


async def taken_assignment(assignment_id: int, actor: Actor) -> tuple[Facts, Row]:
    """The same for an assignment."""
    found = await Assignment.select(Assignment.case).where(Assignment.id == assignment_id).first()
    facts = await facts_of(found["case"], locked=True) if found else None
    assignment = next((a for a in facts.assignments if a["id"] == assignment_id), None) if facts else None
    if facts is None or assignment is None or not sees(actor, facts.standing()):
        raise NotFound(kind=Machine.ASSIGNMENT.label, key=str(assignment_id))
    return facts, assignment


async def keep(facts: Facts, reply_id: int, kind: TextKind, actor: Actor, body: str | None = None) -> int:
    """Keep a text as the next version inside ``write_tx``; its number. body: else the one that is being written."""
    text = working_text(facts, reply_id)
    taken = ReplyText.select(ReplyText.number).where(ReplyText.reply == reply_id)
    number = max((t["number"] for t in await taken), default=0) + 1
    row = ReplyText(
        reply=reply_id, number=number, kind=kind.value, body=text["body"] if body is None else body,
        answered=json.dumps(list_in(text["answered"])), author=actor.person,
    )  # fmt: skip
    await ReplyText.insert(row)
    return number


async def _write(facts: Facts, reply: Row, text: Row, draft: Draft, actor: Actor) -> Saved:
    """Text, elements and contact in one go. The journal is told of a new hand and of new elements, not of each key."""
    before = draft_of(facts, reply)
    at = now()
    await ReplyText.update(
        {
            ReplyText.body: draft.body, ReplyText.answered: json.dumps(list(draft.answered)),
            ReplyText.author: actor.person, ReplyText.version: text["version"] + 1, ReplyText.updated_at: at,
        }
    ).where((ReplyText.id == text["id"]) & (ReplyText.version == text["version"]))  # fmt: skip
    found = facts.rules.class_of(draft.result_class)
    columns: dict[Any, Any] = {
        Reply.addressee: draft.addressee or None,
        Reply.result_class: found.code if found else None,
        Reply.class_semantic: found.semantic.value if found else None,
        Reply.class_scheme: facts.rules.key if found else None,
        Reply.disclosure: draft.disclosure.value if draft.disclosure else None,
        Reply.disclosure_reason: draft.disclosure_reason or None,
        Reply.no_commitments: draft.no_commitments,
    }
    if changes_row(reply, columns):
        await Reply.update(columns).where(Reply.id == reply["id"])
    told: dict[Any, Any] = {
        ReplyContact.person: draft.contact_person or None,
        ReplyContact.phone: sealed(ReplyContact.phone, {"reply": reply["id"]}, draft.contact_phone or None),
    }
    await ReplyContact.update(told).where(ReplyContact.reply == reply["id"])
    if text["author"] != actor.person or _elements(before) != _elements(draft):
        await record(
            actor, Verb.EDIT, Machine.REPLY.value, reply["id"], case=reply["case"], old=_elements(before),
            new=_elements(draft),
        )  # fmt: skip
    return Saved(text["version"] + 1, at)


async def _put_aside(
    reply_id: int, draft: Draft, base: int, text: Row, actor: Actor, began: str | None = None
) -> Collided:
    kept = asdict(draft) | ({"began": began[:LONGEST_BODY]} if began is not None else {})
    copy = DraftCopy(
        thing=Machine.REPLY.value, thing_id=reply_id, person=actor.person, base_version=base,
        text=json.dumps(kept, ensure_ascii=False),
    )  # fmt: skip
    await DraftCopy.insert(copy)
    return Collided(copy.id, text["version"], await name_of(text["author"]))


def _greeting(facts: Facts, kind: ReplyKind) -> dict[str, Any]:
    """Whom a reply greets, filled in for the writer; not where units are not told the name."""
    named = kind is ReplyKind.REPLY and not facts.case["identity_kept"]
    return {"addressee": addressee_of(facts)} if named else {}


def _carried(last: Row | None) -> dict[str, Any]:
    """What a further version takes over from the one before."""
    names = ("addressee", "disclosure", "disclosure_reason")
    return {name: last[name] for name in names} if last and last["state"] != ReplyState.DRAFTING else {}


def _elements(draft: Draft) -> str:
    shown = draft.disclosure.label if draft.disclosure else ""
    return " ".join(part for part in (draft.result_class, shown, draft.disclosure_reason) if part)
