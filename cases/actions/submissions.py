"""Handing a submission in, and taking it back. What it begins with (rules, session, receipt) it keeps for good."""

from dataclasses import dataclass
from typing import Any

from cases import tables
from cases.actor import Actor
from cases.clock import now, today
from cases.counters import next_value
from cases.database import write_tx
from cases.errors import Forbidden, InvitationsOpen, NotFromHere, ReasonMissing
from cases.facts import Facts
from cases.journal import record
from cases.moves import moves_of
from cases.notices import About, settle, tell
from cases.permissions import can
from cases.queries.recorded_entries import awaits_confirmation, may_object
from cases.queries.sittings import Sitting, sessions_of, sitting_on
from cases.reading.numerals import to_chinese
from cases.reading.submission_words import completed_title
from cases.schemes import current_scheme
from cases.sealing import contact_row, is_contact, marks_of
from cases.stale_marks import mark_stale
from cases.tables.columns import Changes
from cases.vocabulary import (
    Audience,
    CaseState,
    ContactKind,
    Event,
    JointRule,
    Machine,
    Role,
    Signature,
    SubmitterKind,
    Track,
    Verb,
)
from cases.workflow import LEAST_REASON, move, taken


@dataclass(frozen=True, slots=True)
class Reached:
    """How the lead submitter is reached. Empty leaves what is known as it is."""

    phone: str = ""
    address: str = ""


async def submit(case_id: int, *, seen: int, actor: Actor, reached: Reached | None = None) -> str:
    """Hand a draft in, or again after revision; its receipt number. seen: version of the case.

    Invitations nobody has answered do not count: they are taken back, or stand in the way where the rules want every
    signature. Raises InvitationsOpen, NoScheme, and as ``workflow.move``.
    """
    async with write_tx():
        facts = await taken(case_id, actor)
        await _count_signatures(facts)
        text = facts.proposal_text()
        columns: dict[str, Any] = {
            "title": completed_title(text["title"] if text else "", Track(facts.case["track"])),
            "audience": Audience.PARTIES.value,
        }
        if facts.case["receipt_no"] is None:
            columns |= await _first_columns(facts)
        moved = await move(Machine.CASE, case_id, Verb.SUBMIT, actor=actor, seen=seen, changes=columns)
        names = tables.CaseSubmitter  # what was objected to has been written anew, so he is asked anew
        await names.update({names.objection: None, names.objected_at: None}).where(names.case == case_id)
        if text is not None:
            table = tables.ProposalText
            await table.update({table.title: columns["title"]}).where(table.id == text["id"])
        if reached is not None:
            await _keep_reached(facts.submitters[0]["person"], reached)
    return str(columns.get("receipt_no") or moved.facts.case["receipt_no"])


async def confirm_entry(case_id: int, *, actor: Actor) -> None:
    """The submitter says that what the office typed in for him is his. He says it once.

    Raises NotFound, Forbidden, and NotFromHere where there is nothing to confirm.
    """
    table = tables.CaseSubmitter
    async with write_tx():
        facts = await taken(case_id, actor)
        if not can(actor, Verb.CONFIRM_ENTRY, facts.standing()):
            raise Forbidden(act=Verb.CONFIRM_ENTRY.label)
        if not awaits_confirmation(facts, actor):
            said = "已确认" if facts.submitters[0]["answered_at"] else CaseState(facts.case["state"]).label
            raise NotFromHere("代录", Verb.CONFIRM_ENTRY.label, said)
        said_yes: Changes = {table.answered_at: now(), table.objection: None, table.objected_at: None}
        await table.update(said_yes, force=True).where(table.id == facts.submitters[0]["id"])
        await settle(About(facts.case, Machine.CASE, case_id, "entry"), [Event.ENTRY_OBJECTED])
        await record(actor, Verb.CONFIRM_ENTRY, "case", case_id, case=case_id, new="本人确认")
        await mark_stale(("case", case_id))


async def object_entry(case_id: int, reason: str, *, actor: Actor) -> None:
    """The submitter says that what the office typed in for him is not his, and why; the office is asked to settle it.

    It stands until he confirms, or the office returns or withdraws the case. Raises NotFound, Forbidden, ReasonMissing,
    and NotFromHere where there is nothing to confirm or he has said so already.
    """
    table, told = tables.CaseSubmitter, reason.strip()
    async with write_tx():
        facts = await taken(case_id, actor)
        if not can(actor, Verb.OBJECT_ENTRY, facts.standing()):
            raise Forbidden(act=Verb.OBJECT_ENTRY.label)
        lead = facts.submitters[0]
        if not may_object(facts, actor):
            said = "已提出异议" if lead["objection"] else "已确认" if lead["answered_at"] else ""
            raise NotFromHere("代录", Verb.OBJECT_ENTRY.label, said or CaseState(facts.case["state"]).label)
        if len(told) < LEAST_REASON:
            raise ReasonMissing(act=Verb.OBJECT_ENTRY.label, least=LEAST_REASON)
        await table.update({table.objection: told, table.objected_at: now()}, force=True).where(table.id == lead["id"])
        await record(actor, Verb.OBJECT_ENTRY, "case", case_id, case=case_id, new="本人有异议", reason=told)
        about = About(facts.case, Machine.CASE, case_id, f"entry {facts.case['version']}")
        await tell(Event.ENTRY_OBJECTED, about, actor=actor, words=told)
        await mark_stale(("case", case_id))


async def withdraw(case_id: int, *, reason: str, seen: int, actor: Actor) -> None:
    """Take a submission back. The submitter has it as a draft again, as long as nobody reviews it; the office ends a
    case whose submitter asked for that in writing, and with it the work of every unit that has not answered. Raises
    as ``workflow.move``."""
    changes = {"audience": Audience.OWN.value} if actor.role is Role.SUBMITTER else {}
    async with write_tx():
        moved = await move(Machine.CASE, case_id, Verb.WITHDRAW, actor=actor, seen=seen, reason=reason, changes=changes)
        for row in moved.facts.live:
            if moves_of(Machine.ASSIGNMENT, Verb.CANCEL, row["state"]):
                ended = {"reason": reason.strip()}
                await move(Machine.ASSIGNMENT, row["id"], Verb.CANCEL, actor=actor, reason=reason, changes=ended)


def spoken_session(sitting: Sitting) -> str | None:
    """十二届二次会议."""
    if sitting.session is None:
        return None
    return f"{to_chinese(sitting.session.term)}届{to_chinese(sitting.session.number)}次会议"


async def _first_columns(facts: Facts) -> dict[str, Any]:
    """What a case is given once, when it is first handed in."""
    day = today()
    track = Track(facts.case["track"])
    sitting = sitting_on(day, await sessions_of(facts.case["body"]))
    number = await next_value(f"receipt {day.year}")
    return {
        "scheme": (await current_scheme(track, day)).key,
        "session": sitting.session.id if sitting.session else None,
        "session_text": spoken_session(sitting),
        "phase": sitting.phase.value,
        "year": (sitting.session.year if sitting.session else None) or day.year,
        "receipt_no": f"{day.year}-{number:05}",
        "submitted_on": day,
        "submitted_at": now(),
    }


async def _count_signatures(facts: Facts) -> None:
    """Inside ``write_tx``: leave only the names that were signed."""
    if facts.case["submitter_kind"] != SubmitterKind.JOINT:
        return
    waiting = [s for s in facts.submitters if s["signature"] == Signature.INVITED]
    if waiting and facts.rules.joint is JointRule.ALL_SIGN:
        raise InvitationsOpen(names="、".join(s["printed_name"] for s in waiting))
    unsigned = [s["id"] for s in facts.submitters if s["signature"] != Signature.SIGNED]
    if unsigned:
        await tables.CaseSubmitter.delete().where(tables.CaseSubmitter.id.is_in(unsigned))


async def _keep_reached(person: int | None, reached: Reached) -> None:
    """Inside ``write_tx``: the newest of each kind is the one that counts."""
    table = tables.PersonContact
    for kind, value in ((ContactKind.PHONE, reached.phone), (ContactKind.ADDRESS, reached.address)):
        kept = " ".join(value.split())[:200]
        if person is None or not kept:
            continue
        same = (table.person == person) & (table.kind == kind.value)
        if kind is ContactKind.ADDRESS:
            await table.delete().where(same & (table.mark.is_null() | table.mark.not_in(marks_of(kept))))
        if not await table.exists().where(same & is_contact(kept)):
            await table.insert(table(**contact_row(person, kind, kept)))
