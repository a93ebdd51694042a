"""Submissions as their writers see them: the lists of one's own, one draft opened, one handed in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from cases.actor import Actor
from cases.clock import today
from cases.errors import NotFound
from cases.facts import Facts, Row, facts_of, outdated_signatures
from cases.permissions import sees, visible_to
from cases.queries.choosing import UnitRow, units_of
from cases.queries.receipts import Receipt, receipt_of
from cases.queries.recorded_entries import (
    RecordedEntry,
    awaits_confirmation,
    entries_to_confirm,
    may_object,
    recorded_entry,
)
from cases.queries.sittings import Sitting, sessions_of, sitting_on
from cases.schemes import rules_of
from cases.sealing import contact_of
from cases.tables import Attachment, Case, CaseSubmitter, DraftCopy, PersonContact, ProposalText, Review, UnitWish
from cases.vocabulary import (
    AssignmentRole,
    Audience,
    CaseState,
    ContactKind,
    ConvertedTo,
    Machine,
    Role,
    Signature,
    SubmitterKind,
    Track,
    Verb,
    WishBy,
)
from cases.workflow import Offer, offers

WRITABLE = (CaseState.DRAFT, CaseState.RETURNED_FOR_REVISION, CaseState.DEFERRED)


@dataclass(frozen=True, slots=True)
class MineRow:
    """One submission in a list of one's own. asked, signed: names beside the first; writes: whether he leads it."""

    id: int
    title: str
    track: Track
    kind: SubmitterKind
    state: CaseState
    since: datetime
    changed: datetime
    receipt_no: str | None
    number: str | None
    submitted_on: date | None
    lead: str
    asked: int
    signed: int
    writes: bool


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything a submitter has to do with: his drafts, what waits for his signature or was typed in for him and waits
    for his word, what was handed in."""

    drafts: tuple[MineRow, ...]
    to_sign: tuple[MineRow, ...]
    to_confirm: tuple[MineRow, ...]
    handed_in: tuple[MineRow, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """One name under a submission. person: none for one that a page only prints.

    outdated: it stands under words that were changed since.
    """

    person: int | None
    name: str
    position: int
    signature: Signature
    responsible: str | None
    collective: bool
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a submission. version counts its savings."""

    title: str
    situation: str
    analysis: str
    recommendations: str
    version: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class LosingText:
    """Words that wait beside a draft for their writer. text: the fields of the form by name.

    from_file: they were read from a file; else another saving came first.
    """

    id: int
    text: dict[str, Any]
    at: datetime
    from_file: bool


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file beside a submission."""

    id: int
    name: str
    media: str
    size: int


@dataclass(frozen=True, slots=True)
class Notification:
    """What the review told the submitter."""

    decision: Verb
    told: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """One submission opened by somebody who may see it. seen: version of the case, words.version of its text.

    before: the text as the review sent it back. offers: what the reader may do now. recorded: how staff typed it in;
    to_confirm: that the reader has to confirm it; may_object: that he may say it is not his. receipt: what
    follows, as long as nobody has begun to review it.
    """

    id: int
    track: Track
    kind: SubmitterKind
    state: CaseState
    seen: int
    title: str
    receipt_no: str | None
    number: str | None
    submitted_at: datetime | None
    session: str | None
    sitting: Sitting
    words: Words
    before: Words | None
    names: tuple[Name, ...]
    consent_publish: bool
    consent_reason: str
    identity_kept: bool
    lead_units: tuple[UnitRow, ...]
    co_units: tuple[UnitRow, ...]
    files: tuple[FileRow, ...]
    copies: tuple[LosingText, ...]
    told: tuple[Notification, ...]
    offers: tuple[Offer, ...]
    recorded: RecordedEntry | None
    to_confirm: bool
    may_object: bool
    receipt: Receipt | None
    phone: str
    address: str
    converted_to: ConvertedTo | None
    merged_into: int | None
    place: int | None
    body: int

    def offer(self, code: str) -> Offer | None:
        """The offer of a verb, by its code."""
        return next((one for one in self.offers if one.verb.value == code), None)

    def may(self, code: str) -> bool:
        """Whether a verb is open with nothing in its way."""
        found = self.offer(code)
        return found is not None and found.blocked is None


async def my_submissions(*, actor: Actor) -> Mine:
    """What the actor wrote, was asked to sign, or entered for others."""
    mine = CaseSubmitter.person == (actor.owner or 0)
    wanted = Case.id.is_in(
        CaseSubmitter.select(CaseSubmitter.case).where(mine & (CaseSubmitter.signature != Signature.DECLINED.value))
    )
    if actor.role is Role.REVIEWER:
        wanted = Case.recorded_by == (actor.person or 0)
    cases = await Case.select().where(visible_to(actor, Case) & wanted).order_by(Case.state_since, ascending=False)
    names = await _names([c["id"] for c in cases])
    saved = await _saved([c["id"] for c in cases])
    rows = [(_mine(c, names.get(c["id"], []), saved.get(c["id"]), actor), names.get(c["id"], [])) for c in cases]
    asked = {
        row.id
        for row, all_ in rows
        if any(n["person"] == actor.owner and n["signature"] == Signature.INVITED for n in all_)
    }
    typed_in = await entries_to_confirm(actor=actor)
    return Mine(
        drafts=tuple(r for r, _ in rows if r.state in WRITABLE and r.id not in asked and r.writes),
        to_sign=tuple(r for r, _ in rows if r.id in asked),
        to_confirm=tuple(r for r, _ in rows if r.id in typed_in),
        handed_in=tuple(r for r, _ in rows if r.id not in asked and not (r.state in WRITABLE and r.writes)),
    )


async def submission_page(case_id: int, *, actor: Actor) -> SubmissionPage:
    """One submission opened. Raises NotFound, also for what was never written here."""
    facts = await seen_facts(case_id, actor)
    case, text, sent_back = facts.case, facts.proposal_text(), facts.sent_back_text()
    if text is None:
        raise NotFound(kind="提案建议", key=str(case_id))
    wishes = await wishes_of(case_id, WishBy.SUBMITTER)
    reached = await contacts_of(facts.submitters[0]["person"], actor)
    return SubmissionPage(
        id=case["id"],
        track=Track(case["track"]),
        kind=SubmitterKind(case["submitter_kind"] or SubmitterKind.INDIVIDUAL),
        state=CaseState(case["state"]),
        seen=case["version"],
        title=case["title"] or text["title"],
        receipt_no=case["receipt_no"],
        number=case["number_raw"],
        submitted_at=case["submitted_at"],
        session=case["session_text"],
        sitting=sitting_on(today(), await sessions_of(case["body"])),
        words=words_of(text),
        before=words_of(sent_back) if sent_back else None,
        names=names_of(facts),
        consent_publish=bool(case["consent_publish"]),
        consent_reason=case["consent_reason"] or "",
        identity_kept=bool(case["identity_kept"]),
        lead_units=wishes[AssignmentRole.LEAD],
        co_units=wishes[AssignmentRole.CO],
        files=await files_of(case_id, actor),
        copies=await _copies(case_id, actor),
        told=await _told(case_id, actor),
        offers=offers(facts, Machine.CASE, case, actor),
        recorded=await recorded_entry(facts),
        to_confirm=awaits_confirmation(facts, actor),
        may_object=may_object(facts, actor),
        receipt=await _receipt(case),
        phone=reached.get(ContactKind.PHONE.value, ""),
        address=reached.get(ContactKind.ADDRESS.value, ""),
        converted_to=ConvertedTo(case["converted_to"]) if case["converted_to"] else None,
        merged_into=case["merged_into"],
        place=case["place"],
        body=case["body"],
    )


async def seen_facts(case_id: int, actor: Actor) -> Facts:
    """The facts of a case for reading its submission, which stays with the parties when the case is published.

    Raises NotFound where the actor may not see it.
    """
    facts = await facts_of(case_id)
    if facts is None or not sees(actor, facts.standing(), Audience.PARTIES):
        raise NotFound(kind="提案建议", key=str(case_id))
    return facts


async def wishes_of(case_id: int, by: WishBy) -> dict[AssignmentRole, tuple[UnitRow, ...]]:
    """The units that one side wishes for: to lead, and to take part."""
    wish: Any = UnitWish
    rows = (
        await wish.select(wish.role, wish.department.id, wish.department.name, wish.department.short_name)
        .where((wish.case == case_id) & (wish.said_by == by.value))
        .order_by(wish.position)
    )
    found: dict[AssignmentRole, tuple[UnitRow, ...]] = {AssignmentRole.LEAD: (), AssignmentRole.CO: ()}
    for r in rows:
        unit = UnitRow(r["department.id"], r["department.name"], r["department.short_name"])
        found[AssignmentRole(r["role"])] += (unit,)
    return found


async def contacts_of(person: int | None, actor: Actor) -> dict[str, str]:
    """How somebody is reached, the newest of each kind, as far as the actor may know."""
    where = visible_to(actor, PersonContact) & (PersonContact.person == (person or 0))
    return {r["kind"]: contact_of(r) for r in await PersonContact.select().where(where).order_by(PersonContact.id)}


async def files_of(case_id: int, actor: Actor) -> tuple[FileRow, ...]:
    """The files beside a submission."""
    where = visible_to(actor, Attachment) & (Attachment.case == case_id) & (Attachment.belongs == "case")
    rows = await Attachment.select().where(where & Attachment.withdrawn.eq(False)).order_by(Attachment.position)
    return tuple(FileRow(r["id"], r["name"], r["media"], r["size"]) for r in rows)


def words_of(text: Row) -> Words:
    """A version of the text as pages show it."""
    return Words(
        text["title"],
        text["situation"],
        text["analysis"],
        text["recommendations"],
        text["version"],
        text["updated_at"],
    )


def names_of(facts: Facts) -> tuple[Name, ...]:
    """The names under a submission, the first being the one who leads."""
    outdated = {s["id"] for s in outdated_signatures(facts)}
    return tuple(
        Name(
            s["person"],
            s["printed_name"],
            s["position"],
            Signature(s["signature"]),
            s["responsible"],
            s["collective"] is not None,
            s["id"] in outdated,
        )
        for s in sorted(facts.submitters, key=lambda s: s["position"])
    )


async def unit_names(place: int | None) -> tuple[str, ...]:
    """Short names of the units of a place, for a list to type from."""
    return tuple(unit.short for unit in await units_of(place))


async def _names(ids: Sequence[int]) -> dict[int, list[Row]]:
    rows = (
        await CaseSubmitter.select().where(CaseSubmitter.case.is_in(list(ids) or [0])).order_by(CaseSubmitter.position)
    )
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["case"], []).append(row)
    return found


async def _saved(ids: Sequence[int]) -> dict[int, datetime]:
    """When each case's text was last saved."""
    table = ProposalText
    rows = await table.select(table.case, table.updated_at).where(table.case.is_in(list(ids) or [0]))
    return {row["case"]: row["updated_at"] for row in sorted(rows, key=itemgetter("updated_at"))}


def _mine(case: Row, names: Sequence[Row], saved: datetime | None, actor: Actor) -> MineRow:
    others = [n for n in names if n["position"] > 0]
    lead = names[0] if names else None
    return MineRow(
        id=case["id"],
        title=case["title"],
        track=Track(case["track"]),
        kind=SubmitterKind(case["submitter_kind"] or SubmitterKind.INDIVIDUAL),
        state=CaseState(case["state"]),
        since=case["state_since"],
        changed=max(case["updated_at"], saved or case["updated_at"]),
        receipt_no=case["receipt_no"],
        number=case["number_raw"],
        submitted_on=case["submitted_on"],
        lead=lead["printed_name"] if lead else "",
        asked=len(others),
        signed=sum(n["signature"] == Signature.SIGNED for n in others),
        writes=actor.role is Role.REVIEWER or (lead is not None and lead["person"] == actor.owner),
    )


async def _copies(case_id: int, actor: Actor) -> tuple[LosingText, ...]:
    where = visible_to(actor, DraftCopy) & (DraftCopy.thing == "case") & (DraftCopy.thing_id == case_id)
    rows = (
        await DraftCopy.select()
        .where(where & DraftCopy.settled_at.is_null())
        .order_by(DraftCopy.id)
        .output(load_json=True)
    )
    return tuple(LosingText(r["id"], r["text"], r["created_at"], r["base_version"] == 0) for r in rows)


async def _told(case_id: int, actor: Actor) -> tuple[Notification, ...]:
    where = visible_to(actor, Review) & (Review.case == case_id) & Review.told.is_not_null()
    rows = await Review.select().where(where).order_by(Review.id, ascending=False)
    return tuple(Notification(Verb(r["decision"]), r["told"], r["created_at"]) for r in rows)


async def _receipt(case: Row) -> Receipt | None:
    if case["state"] != CaseState.SUBMITTED or case["submitted_on"] is None:
        return None
    return await receipt_of(await rules_of(case["scheme"]), case["submitted_on"])


def ids_of(units: Iterable[UnitRow]) -> tuple[int, ...]:
    """Ids of units, in their order."""
    return tuple(unit.id for unit in units)
