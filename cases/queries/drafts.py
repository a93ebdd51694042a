"""One reply or opinion on its way, as those who write, check and sign it see it: elements, text, versions, units."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from cases.actor import Actor
from cases.errors import NotFound
from cases.facts import Facts, Row, facts_of
from cases.permissions import sees
from cases.queries.draft_parts import (
    Copy,
    CoUnit,
    Meeting,
    Sealed,
    Step,
    approvals_of,
    co_units,
    copies,
    meetings,
    names_of,
    sealed,
    steps,
)
from cases.queries.masking import list_in
from cases.queries.phones import reached_of
from cases.schemes import ResultClass
from cases.sealing import phone_under
from cases.tables import Department, Person, Reply
from cases.vocabulary import (
    Audience,
    Disclosure,
    Machine,
    ReplyKind,
    ReplyState,
    Stance,
    TextKind,
    Track,
)
from cases.workflow import Offer, offers


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that the drafting page saves together. answered: places of the points ticked, from 0.

    result_class: a letter of the case's rules, empty while it is open.
    """

    body: str = ""
    answered: tuple[int, ...] = ()
    addressee: str = ""
    result_class: str = ""
    disclosure: Disclosure | None = None
    disclosure_reason: str = ""
    contact_person: str = ""
    contact_phone: str = ""
    no_commitments: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The case above every page of its handling. submitters: those who signed, the first one leading."""

    id: int
    version: int
    title: str
    track: Track
    number: str | None
    session: str | None
    submitters: tuple[str, ...]
    round: int
    key_case: bool
    due_on: date | None
    identity_kept: bool


@dataclass(frozen=True, slots=True)
class Version:
    """A version that was kept. length: characters without white space."""

    number: int
    kind: TextKind
    author: str
    at: datetime
    length: int


@dataclass(frozen=True, slots=True)
class DraftPage:
    """Everything about one reply. version: of the reply, text_version: of its text. digest: SHA-256 of the text.

    levels: titles of the rungs; level: the one that is next, from 1, 0 while it is drafted. mine: whether the reader
    is of the unit that writes. recommendations: of the submission, for its points.
    """

    id: int
    head: Head
    assignment: int
    assignment_version: int
    department: int | None
    unit: str
    kind: ReplyKind
    number: int
    state: ReplyState
    version: int
    text_version: int
    draft: Draft
    stance: Stance | None
    writer: str
    written_at: datetime
    digest: str
    proposal: Mapping[str, str]
    classes: tuple[ResultClass, ...]
    levels: tuple[str, ...]
    level: int
    versions: tuple[Version, ...]
    co_units: tuple[CoUnit, ...]
    meetings: tuple[Meeting, ...]
    steps: tuple[Step, ...]
    copies: tuple[Copy, ...]
    sealed: Sealed | None
    offers: tuple[Offer, ...]
    due_on: date | None
    doc_no: str | None
    signed_on: date | None
    document: int | None
    mine: bool

    @property
    def opinion(self) -> bool:
        """Whether it is addressed to the lead unit."""
        return self.kind is ReplyKind.CO_OPINION

    def may(self, *verbs: str) -> bool:
        """Whether the reader has one of these moves in this state, be it that something must come first."""
        return any(offer.verb.value in verbs for offer in self.offers)

    def offer(self, verb: str) -> Offer | None:
        """The move of a verb, blocked or not."""
        return next((offer for offer in self.offers if offer.verb.value == verb), None)


async def draft_page(reply_id: int, *, actor: Actor) -> DraftPage:
    """One reply on its way. Raises NotFound where the reader may not see it, or it came in by import."""
    facts, reply = await seen_reply(reply_id, actor)
    if reply["assignment"] is None:
        raise NotFound(kind=ReplyKind(reply["kind"]).label, key=str(reply_id))
    text = working_text(facts, reply_id)
    own = [t for t in facts.reply_texts if t["reply"] == reply_id and t["number"] > 0]
    names = await names_of(Person, [t["author"] for t in (*own, text)])
    units = await names_of(Department, [reply["department"], *(a["department"] for a in facts.co_units)])
    assignment = next(a for a in facts.assignments if a["id"] == reply["assignment"])
    proposal = facts.proposal_text() or {}
    return DraftPage(
        id=reply_id,
        head=head_of(facts, actor),
        assignment=reply["assignment"],
        assignment_version=assignment["version"],
        department=reply["department"],
        unit=units.get(reply["department"]) or reply["printed_name"],
        kind=ReplyKind(reply["kind"]),
        number=reply["number"],
        state=ReplyState(reply["state"]),
        version=reply["version"],
        text_version=text["version"],
        draft=draft_of(facts, reply),
        stance=Stance(reply["stance"]) if reply["stance"] else None,
        writer=names.get(text["author"], ""),
        written_at=text["updated_at"],
        digest=hashlib.sha256(text["body"].encode()).hexdigest(),
        proposal={part: proposal.get(part) or "" for part in ("title", "situation", "analysis", "recommendations")},
        classes=facts.rules.classes,
        levels=facts.rules.levels_of(key_case=facts.is_key),
        level=reply["approval_level"],
        versions=tuple(_version(t, names) for t in sorted(own, key=lambda t: -t["number"])),
        co_units=co_units(facts, reply, units, await reached_of(facts.co_units, actor=actor)),
        meetings=meetings(facts, reply["assignment"]),
        steps=steps(await approvals_of(reply_id), own),
        copies=await copies(reply_id, actor),
        sealed=await sealed(reply_id, actor),
        offers=offers(facts, Machine.REPLY, reply, actor),
        due_on=assignment["due_on"],
        doc_no=reply["doc_no"],
        signed_on=reply["signed_on"],
        document=reply["document"],
        mine=actor.unit is not None and actor.unit == reply["department"],
    )


async def version_body(reply_id: int, number: int, *, actor: Actor) -> str:
    """The words of a version that was kept. Raises NotFound."""
    facts, _ = await seen_reply(reply_id, actor)
    found = next((t for t in facts.reply_texts if t["reply"] == reply_id and t["number"] == number), None)
    if found is None:
        raise NotFound(kind=TextKind.KEPT.label, key=str(number))
    return str(found["body"])


async def seen_reply(reply_id: int, actor: Actor, *, locked: bool = False) -> tuple[Facts, Row]:
    """A reply and its case. locked: for a change inside ``write_tx``. Raises NotFound where it may not be seen."""
    found = await Reply.select(Reply.case).where(Reply.id == reply_id).first()
    facts = await facts_of(found["case"], locked=locked) if found else None
    reply = next((r for r in facts.replies if r["id"] == reply_id), None) if facts else None
    if facts is None or reply is None:
        raise NotFound(kind=ReplyKind.REPLY.label, key=str(reply_id))
    if not sees(actor, replace(facts.standing(), audience=Audience(reply["audience"]))):
        raise NotFound(kind=ReplyKind.REPLY.label, key=str(reply_id))
    return facts, reply


def working_text(facts: Facts, reply_id: int) -> Row:
    """The text of a reply that is being written. Raises NotFound for a reply that came in by import."""
    text = facts.text_of(reply_id)
    if text is None:
        raise NotFound(kind=TextKind.WORKING.label, key=str(reply_id))
    return text


def draft_of(facts: Facts, reply: Row) -> Draft:
    """What is saved of a draft."""
    text = working_text(facts, reply["id"])
    contact = next((c for c in facts.reply_contacts if c["reply"] == reply["id"]), None)
    return Draft(
        body=text["body"],
        answered=tuple(list_in(text["answered"])),
        addressee=reply["addressee"] or "",
        result_class=reply["result_class"] or "",
        disclosure=Disclosure(reply["disclosure"]) if reply["disclosure"] else None,
        disclosure_reason=reply["disclosure_reason"] or "",
        contact_person=(contact["person"] or "") if contact else "",
        contact_phone=phone_under(contact) if contact else "",
        no_commitments=bool(reply["no_commitments"]),
    )


async def name_of(person: int | None) -> str:
    """The name of a person, empty where there is none."""
    return (await names_of(Person, [person])).get(person, "")


def head_of(facts: Facts, actor: Actor) -> Head:
    """The head of a case; names that stay with the offices are left out for everybody else."""
    case, standing = facts.case, facts.standing()
    signed = [s for s in sorted(facts.submitters, key=lambda s: s["position"]) if s["signature"] == "signed"]
    named = not standing.identity_kept or actor.unit is None
    return Head(
        id=case["id"],
        version=case["version"],
        title=case["title"],
        track=Track(case["track"]),
        number=case["number_raw"] or case["number"],
        session=case["session_text"],
        submitters=tuple(s["printed_name"] for s in signed) if named else (),
        round=case["round"],
        key_case=bool(case["key_case"]),
        due_on=case["due_on"],
        identity_kept=standing.identity_kept,
    )


def _version(text: Row, names: Mapping[int | None, str]) -> Version:
    length = len("".join(text["body"].split()))
    return Version(text["number"], TextKind(text["kind"]), names.get(text["author"], ""), text["created_at"], length)
