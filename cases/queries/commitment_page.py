"""One commitment opened: where it stands, what was reported and found, and what this reader may do to it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases.actor import Actor
from cases.errors import NotFound
from cases.permissions import visible_to
from cases.queries.commitments import CommitmentRow, commitments_by_id, with_progress
from cases.queries.counting import Choice
from cases.tables import (
    CarryOver,
    Commitment,
    CommitmentMetric,
    Contest,
    Department,
    Document,
    DueChange,
    Evidence,
    ProgressReport,
    Urge,
    Verification,
)
from cases.vocabulary import ContestState, ExtensionState, Machine, Role, Stage, Verb, Verdict
from cases.workflow import Offer, offers, promise_facts

AROUND = 200  # characters of the document shown on either side of a finding


@dataclass(frozen=True, slots=True)
class File:
    """A file beside a report."""

    id: int
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What a unit said, with its files."""

    stage: Stage
    told: str
    amount: str | None
    who: str | None
    at: datetime
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class VerificationRow:
    """What oversight found."""

    verdict: Verdict
    told: str
    who: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Another day that was asked for."""

    old: date | None
    new: date | None
    reason: str
    state: ExtensionState
    decision: str | None
    asked_by: str | None
    decided_by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class ContestRow:
    """An objection and its answer."""

    told: str
    state: ContestState
    answer: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """From which year's ledger into which it was carried over, and why. undone_at: it was taken back out."""

    from_year: int
    year: int
    reason: str
    who: str | None
    at: datetime
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    """A commitment with all that belongs to it. around: the document's words before it, its own, and those after it.

    others: further findings of the document, into which this one could go up; measured: the promised quantity.
    """

    row: CommitmentRow
    version: int
    original_due_on: date | None
    owner: str | None
    measure: str | None
    found_quote: str | None
    consented_on: date | None
    measured: str | None
    around: tuple[str, str, str] | None
    reports: tuple[ReportRow, ...]
    verifications: tuple[VerificationRow, ...]
    changes: tuple[ChangeRow, ...]
    contests: tuple[ContestRow, ...]
    carried: tuple[CarriedRow, ...]
    urged: tuple[datetime, ...]
    offers: tuple[Offer, ...]
    others: tuple[Choice, ...]
    units: tuple[Choice, ...]

    def offer(self, verb: Verb) -> Offer | None:
        """The move of this verb, where the reader has it."""
        return next((one for one in self.offers if one.verb is verb), None)

    @property
    def open_change(self) -> ChangeRow | None:
        """The other day that waits for a decision."""
        return next((one for one in self.changes if one.state is ExtensionState.REQUESTED), None)


async def commitment_page(commitment: int, *, actor: Actor) -> CommitmentPage:
    """One commitment. NotFound where there is none that the reader may see."""
    known = await commitments_by_id([commitment], actor=actor)
    if commitment not in known:
        raise NotFound(kind=Machine.COMMITMENT.label, key=str(commitment))
    row = (await Commitment.select().where(Commitment.id == commitment).first()) or {}
    facts = await promise_facts(row)
    acts = offers(facts, Machine.COMMITMENT, row, actor) if facts is not None else ()
    verbs = {one.verb for one in acts}
    return CommitmentPage(
        row=(await with_progress([known[commitment]], actor=actor))[0],
        version=row["version"],
        original_due_on=row["original_due_on"],
        owner=row["owner"],
        measure=row["measure"],
        found_quote=row["found_quote"] if verbs & {Verb.CORRECT} else None,
        consented_on=row["consented_on"],
        measured=await _measured(commitment, actor),
        around=await _around(row, actor) if Verb.CORRECT in verbs else None,
        reports=await _reports(commitment, actor),
        verifications=await _verifications(commitment, actor),
        changes=await _changes(commitment, actor),
        contests=await _contests(commitment, actor),
        carried=await _carried(commitment, actor),
        urged=await _urged(commitment, actor),
        offers=acts,
        others=await _others(row, actor) if Verb.MERGE_COMMITMENT in verbs else (),
        units=await _units() if Verb.CORRECT in verbs else (),
    )


async def _measured(commitment: int, actor: Actor) -> str | None:
    m = CommitmentMetric
    where = visible_to(actor, m) & (m.commitment == commitment)
    row = await m.select(m.printed).where(where).order_by(m.ordinal).first()
    return str(row["printed"]) if row else None


async def _around(row: dict[str, Any], actor: Actor) -> tuple[str, str, str] | None:
    document = await Document.select(Document.text).where(
        visible_to(actor, Document) & (Document.id == row["document"])
    ).first()  # fmt: skip
    if document is None:
        return None
    text, start, end = document["text"], row["start"], row["end"]
    return text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]


async def _reports(commitment: int, actor: Actor) -> tuple[ReportRow, ...]:
    p: Any = ProgressReport
    where = visible_to(actor, ProgressReport) & (p.commitment == commitment)
    columns = (p.id, p.stage, p.told, p.amount, p.reported_by.name.as_alias("who"), p.created_at)
    rows = await p.select(*columns).where(where).order_by(p.id, ascending=False)
    files: dict[int, list[File]] = {}
    among = Evidence.report.is_in([row["id"] for row in rows] or [0])
    for one in await Evidence.select().where(visible_to(actor, Evidence) & among).order_by(Evidence.position):
        files.setdefault(one["report"], []).append(File(one["id"], one["name"], one["size"]))
    return tuple(
        ReportRow(Stage(r["stage"]), r["told"], r["amount"], r["who"], r["created_at"], tuple(files.get(r["id"], ())))
        for r in rows
    )


async def _verifications(commitment: int, actor: Actor) -> tuple[VerificationRow, ...]:
    v: Any = Verification
    where = visible_to(actor, Verification) & (v.commitment == commitment)
    columns = (v.verdict, v.told, v.verified_by.name.as_alias("who"), v.created_at)
    rows = await v.select(*columns).where(where).order_by(v.id, ascending=False)
    return tuple(VerificationRow(Verdict(r["verdict"]), r["told"], r["who"], r["created_at"]) for r in rows)


async def _changes(commitment: int, actor: Actor) -> tuple[ChangeRow, ...]:
    d: Any = DueChange
    where = visible_to(actor, DueChange) & (d.commitment == commitment)
    columns = (
        d.old_due_on, d.new_due_on, d.reason, d.state, d.decision_words, d.created_at,
        d.asked_by.name.as_alias("asked"), d.decided_by.name.as_alias("decided"),
    )  # fmt: skip
    rows = await d.select(*columns).where(where).order_by(d.id, ascending=False)
    return tuple(
        ChangeRow(r["old_due_on"], r["new_due_on"], r["reason"], ExtensionState(r["state"]), r["decision_words"],
                  r["asked"], r["decided"], r["created_at"])
        for r in rows
    )  # fmt: skip


async def _contests(commitment: int, actor: Actor) -> tuple[ContestRow, ...]:
    c: Any = Contest
    rows = await c.select().where(visible_to(actor, Contest) & (c.commitment == commitment)).order_by(c.id)
    return tuple(ContestRow(r["told"], ContestState(r["state"]), r["answer"], r["created_at"]) for r in rows)


async def _carried(commitment: int, actor: Actor) -> tuple[CarriedRow, ...]:
    o: Any = CarryOver
    columns = (o.from_year, o.year, o.reason, o.taken_by.name.as_alias("who"), o.created_at, o.undone_at)
    where = visible_to(actor, CarryOver) & (o.commitment == commitment)
    rows = await o.select(*columns).where(where).order_by(o.year)
    return tuple(
        CarriedRow(r["from_year"], r["year"], r["reason"], r["who"], r["created_at"], r["undone_at"]) for r in rows
    )


async def _urged(commitment: int, actor: Actor) -> tuple[datetime, ...]:
    where = visible_to(actor, Urge) & (Urge.commitment == commitment)
    return tuple(await Urge.select(Urge.created_at).where(where).order_by(Urge.id).output(as_list=True))


async def _others(row: dict[str, Any], actor: Actor) -> tuple[Choice, ...]:
    c: Any = Commitment
    where = visible_to(actor, Commitment) & (c.document == row["document"]) & c.current.eq(True) & (c.id != row["id"])
    rows = await c.select(c.id, c.quote).where(where & c.merged_into.is_null()).order_by(c.start)
    return tuple(Choice(r["id"], r["quote"][:60]) for r in rows)


async def _units() -> tuple[Choice, ...]:
    rows = await Department.select(Department.id, Department.name).order_by(Department.name)
    return tuple(Choice(r["id"], r["name"]) for r in rows)


async def evidence_file(evidence: int, *, actor: Actor) -> tuple[str, str, str]:
    """Name, kind and hash of a file beside a report. NotFound where the reader may not see it."""
    where = visible_to(actor, Evidence) & (Evidence.id == evidence)
    row = await Evidence.select().where(where).first() if actor.role is not Role.PUBLIC else None
    if row is None:
        raise NotFound(kind="证明材料", key=str(evidence))
    return row["name"], row["media"], row["sha256"]
