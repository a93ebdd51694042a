"""Everything that decides whether an act is in time: one case with its units, replies, contacts and ratings."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cases import tables
from cases.audiences import Standing
from cases.calendars import working_calendar
from cases.clock import today
from cases.database import engine
from cases.deadlines import due_on
from cases.schemes import Rules, current_scheme, rules_of
from cases.vocabulary import (
    ENDED,
    LEADING,
    SETTLED,
    AssignmentRole,
    AssignmentState,
    Audience,
    CaseState,
    Clock,
    ContestState,
    ExtensionState,
    FeedbackState,
    PublicationState,
    RatedBy,
    ReplyKind,
    ReplyState,
    Signature,
    TextKind,
    Track,
)
from cases.working_days import WorkingCalendar, calendar_of

Row = dict[str, Any]
EMPTY = calendar_of(())
_WORDS = ("title", "situation", "analysis", "recommendations")


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows of one case by table. texts, co_signs, deliveries and publications belong to the replies of the case.

    feedbacks: of each delivery only the newest. open_commitments: how many are not settled. reports, due_changes,
    contests and urges: of the one commitment that is meant, where one is (``with_progress``).
    """

    case: Row
    rules: Rules
    today: date
    submitters: tuple[Row, ...] = ()
    texts: tuple[Row, ...] = ()
    assignments: tuple[Row, ...] = ()
    replies: tuple[Row, ...] = ()
    reply_texts: tuple[Row, ...] = ()
    contacts: tuple[Row, ...] = ()
    extensions: tuple[Row, ...] = ()
    co_signs: tuple[Row, ...] = ()
    deliveries: tuple[Row, ...] = ()
    feedbacks: tuple[Row, ...] = ()
    publications: tuple[Row, ...] = ()
    reply_contacts: tuple[Row, ...] = ()
    calendar: WorkingCalendar = EMPTY
    open_commitments: int = 0
    is_key: bool = False
    reports: tuple[Row, ...] = ()
    due_changes: tuple[Row, ...] = ()
    contests: tuple[Row, ...] = ()
    urges: tuple[Row, ...] = ()

    @property
    def live(self) -> tuple[Row, ...]:
        """Assignments that have not been handed back or taken away."""
        return tuple(a for a in self.assignments if a["state"] not in ENDED)

    @property
    def leading(self) -> tuple[Row, ...]:
        """Assignments of the units that answer the submitter."""
        return tuple(a for a in self.live if a["role"] in LEADING)

    @property
    def co_units(self) -> tuple[Row, ...]:
        """Assignments of the units that answer the lead unit."""
        return tuple(a for a in self.live if a["role"] == AssignmentRole.CO)

    def newest_reply(self, assignment: int, kind: ReplyKind = ReplyKind.REPLY) -> Row | None:
        """The newest version that a unit wrote in the present round."""
        mine = [r for r in self.replies if r["assignment"] == assignment and r["kind"] == kind
                and r["round"] == self.case["round"]]  # fmt: skip
        return max(mine, key=lambda r: r["number"], default=None)

    def text_of(self, reply: int) -> Row | None:
        """The text of a reply that is being written, or else its newest version."""
        mine = [t for t in self.reply_texts if t["reply"] == reply]
        return max(mine, key=lambda t: (t["kind"] == TextKind.WORKING, t["number"]), default=None)

    def return_until(self, assignment: Row) -> date:
        """The last day on which a unit may hand an assignment back."""
        return due_on(Clock.RETURN, assignment["assigned_on"] or self.today, self.rules, self.calendar)

    def proposal_text(self) -> Row | None:
        """The words of the submission: the working version, or else the newest."""
        return max(self.texts, key=lambda t: (t["kind"] == TextKind.WORKING, t["number"]), default=None)

    def sent_back_text(self) -> Row | None:
        """The words as the review sent them back last, none where it never did."""
        return max((t for t in self.texts if t["kind"] == TextKind.SENT_BACK), key=lambda t: t["number"], default=None)

    def ratings(self) -> tuple[Row, ...]:
        """The newest rating of each addressee in the present round, of those whose rating counts."""
        current = {r["id"] for r in self.replies if r["round"] == self.case["round"]}
        deliveries = {d["id"] for d in self.deliveries if d["reply"] in current and self.counts(d)}
        return tuple(f for f in self.feedbacks if f["delivery"] in deliveries)

    def counts(self, delivery: Row) -> bool:
        """Whether the rules go by what this addressee says; where only the first name's rating counts, not the others'.

        Addressees of a case that was merged into this one answer for their own submission.
        """
        if self.rules.rated_by is not RatedBy.LEAD:
            return True
        position = {s["id"]: s["position"] for s in self.submitters}
        return position.get(delivery["submitter"], 0) == min(position.values(), default=0)

    def standing(self) -> Standing:
        """What decides who may see and do what in this case."""
        return standing_of(self.case, self.assignments, self.submitters)


def standing_of(case: Row, assignments: Iterable[Row], submitters: Iterable[Row]) -> Standing:
    """The same from the case's own rows alone."""
    live = (a for a in assignments if a["state"] not in ENDED)
    return Standing(
        audience=Audience(case["audience"]),
        body=case["body"],
        units=frozenset(a["department"] for a in live if a["department"] is not None),
        persons=tuple(
            s["person"]
            for s in sorted(submitters, key=lambda s: s["position"])
            if s["person"] is not None and s["signature"] != Signature.DECLINED
        ),
        recorded_by=case["recorded_by"],
        identity_kept=bool(case["identity_kept"]),
    )


async def facts_of(case_id: int, *, locked: bool = False) -> Facts | None:
    """The facts of one case, None where there is none.

    locked: inside ``write_tx``, let nobody else change the case until its end. PostgreSQL locks the row; SQLite has
    one writer anyway.
    """
    if locked and engine().engine_type == "postgres":
        await tables.Case.raw('SELECT id FROM "cases" WHERE id = {} FOR UPDATE', case_id)
    case = await tables.Case.select().where(tables.Case.id == case_id).first()
    if case is None:
        return None
    replies = await _of(tables.Reply, "case", case_id)
    ids = [r["id"] for r in replies]
    deliveries = await _in(tables.Delivery, "reply", ids)
    return Facts(
        case=case,
        rules=await _rules(case),
        today=today(),
        submitters=await _of(tables.CaseSubmitter, "case", case_id),
        texts=await _of(tables.ProposalText, "case", case_id),
        assignments=await _of(tables.Assignment, "case", case_id),
        replies=replies,
        reply_texts=await _in(tables.ReplyText, "reply", ids),
        contacts=await _of(tables.Contact, "case", case_id),
        extensions=await _of(tables.Extension, "case", case_id),
        co_signs=await _in(tables.CoSign, "reply", ids),
        deliveries=deliveries,
        feedbacks=_newest(await _in(tables.Feedback, "delivery", [d["id"] for d in deliveries])),
        publications=await _in(tables.Publication, "reply", ids),
        reply_contacts=await _in(tables.ReplyContact, "reply", ids),
        calendar=await working_calendar(),
        open_commitments=await tables.Commitment.count().where(
            (tables.Commitment.case == case_id)
            & tables.Commitment.current.eq(True)
            & tables.Commitment.state.not_in([state.value for state in SETTLED])
        ),
        is_key=bool(case["key_case"]),
    )


async def with_progress(facts: Facts, commitment: int) -> Facts:
    """The facts together with what has become of one commitment."""
    return replace(
        facts,
        reports=await _of(tables.ProgressReport, "commitment", commitment),
        due_changes=await _of(tables.DueChange, "commitment", commitment),
        contests=await _of(tables.Contest, "commitment", commitment),
        urges=await _of(tables.Urge, "commitment", commitment),
    )


async def facts_alone(commitment: Row) -> Facts:
    """The facts of a promise made in a plan or before the press, which belongs to no case: its unit is the one bound.

    The case is one that was never written down: without number, body and names, and open for ever.
    """
    nothing = {column._meta.name: None for column in tables.Case._meta.columns}
    case = nothing | {"audience": commitment["audience"], "state": CaseState.TRACKING.value, "round": 1}
    public = commitment["audience"] == Audience.PUBLIC and commitment["department"] is not None
    bound = {"id": None, "department": commitment["department"], "role": AssignmentRole.SOLE.value,
             "state": AssignmentState.DONE.value, "due_on": commitment["due_on"], "handler": None}  # fmt: skip
    return Facts(
        case=case,
        rules=await _rules(case),
        today=today(),
        assignments=(bound,) if public else (),
        calendar=await working_calendar(),
    )


async def _rules(case: Row) -> Rules:
    """The rules a case began with; an archived one, which began elsewhere, is held to those in force."""
    if case["scheme"]:
        return await rules_of(case["scheme"])
    return await current_scheme(Track.NPC if case["track"] == Track.NPC else Track.CPPCC)


def open_change(facts: Facts) -> Row | None:
    """The request for another day of the commitment that waits for an answer."""
    return next((one for one in facts.due_changes if one["state"] == ExtensionState.REQUESTED), None)


def open_contest(facts: Facts) -> Row | None:
    """The objection to what was reported of the commitment that waits for an answer."""
    return next((one for one in facts.contests if one["state"] == ContestState.OPEN), None)


def open_extension(facts: Facts, assignment: int) -> Row | None:
    """The request for more time that waits for an answer."""
    waiting = (e for e in facts.extensions if e["assignment"] == assignment and e["state"] == ExtensionState.REQUESTED)
    return next(waiting, None)


def outdated_signatures(facts: Facts) -> tuple[Row, ...]:
    """Names of co-signers under words that were changed since they signed. None where the text is as it was sent back.

    Whoever signs a text answers for it, so a text that the review had changed needs every name anew.
    """
    text, before = facts.proposal_text(), facts.sent_back_text()
    if text is None or before is None:
        return ()
    if all(text[part].split() == before[part].split() for part in _WORDS):
        return ()
    signed = (s for s in facts.submitters if s["position"] > 0 and s["signature"] == Signature.SIGNED)
    return tuple(s for s in signed if s["answered_at"] is None or s["answered_at"] < text["updated_at"])


def awaiting(facts: Facts) -> tuple[Row, ...]:
    """Deliveries of the present round that nobody has rated and whose time has not run out."""
    current = {r["id"] for r in facts.replies if r["round"] == facts.case["round"] and r["state"] == ReplyState.SENT}
    due = (d for d in facts.deliveries if d["reply"] in current and facts.counts(d))
    return tuple(d for d in due if d["state"] == FeedbackState.AWAITING)


def is_published(facts: Facts, reply: int) -> bool:
    """Whether the public copy of a reply is out."""
    return any(p["reply"] == reply and p["state"] == PublicationState.PUBLISHED for p in facts.publications)


async def _of(table: Any, column: str, value: int) -> tuple[Row, ...]:
    return tuple(await table.select().where(getattr(table, column) == value).order_by(table.id))


async def _in(table: Any, column: str, values: list[int]) -> tuple[Row, ...]:
    if not values:
        return ()
    return tuple(await table.select().where(getattr(table, column).is_in(values)).order_by(table.id))


def _newest(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    newest: dict[int, Row] = {}
    for row in rows:
        kept = newest.get(row["delivery"])
        if kept is None or row["number"] > kept["number"]:
            newest[row["delivery"]] = row
    return tuple(newest.values())
