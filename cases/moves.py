"""MOVES: every change of state there is, as rows. The table that permits is the table that draws the buttons.

Transitions follow the life of a case as rules and practice of both tracks have it; ``cases/README.md`` shows them as
a diagram made from this table. Who may be asked is written here, whether he may in this very case is decided by
``cases.permissions``, whether the moment is right by the guards of ``cases.workflow``.
"""

from dataclasses import dataclass
from enum import StrEnum

from cases.vocabulary import (
    ANSWERED,
    AT_WORK,
    LIVE,
    AssignmentState,
    CaseState,
    CommitmentState,
    Machine,
    ReplyState,
    Role,
    Track,
    Verb,
)

C, A, R, P = CaseState, AssignmentState, ReplyState, CommitmentState


class Relation(StrEnum):
    """What ties an actor to a thing.

    LEAD: the first name under a submission. PERSON: any name under it. UNIT: at work in the unit that has the
    assignment or writes the reply. BODY: at work for the congress or committee that received it. OFFICE: at work in
    an office that follows every case. RULE: nobody; the move follows from others.
    """

    LEAD = "lead"
    PERSON = "person"
    UNIT = "unit"
    BODY = "body"
    OFFICE = "office"
    RULE = "rule"


# By what each role is tied to a case; the lead submitter is told apart from the others where a move asks for it.
TIES: dict[Role, Relation] = {
    Role.SUBMITTER: Relation.PERSON,
    Role.REVIEWER: Relation.BODY,
    Role.ASSIGNER: Relation.OFFICE,
    Role.OVERSIGHT: Relation.OFFICE,
    Role.LEADER: Relation.OFFICE,
    Role.AUDITOR: Relation.OFFICE,
    Role.CLERK: Relation.UNIT,
    Role.HANDLER: Relation.UNIT,
    Role.APPROVER: Relation.UNIT,
    Role.SYSTEM: Relation.RULE,
}


@dataclass(frozen=True, slots=True)
class Move:
    """One change of state, or, where target is None, an act that leaves the state as it is.

    guards: names in ``cases.workflow.GUARDS``, all of which must hold. reason: the actor must say why. lead_only: of
    the submitters only the first. track: where only one has it. within: made only as a part of an act on the whole
    case, so that nobody is offered it by itself.
    """

    machine: Machine
    verb: Verb
    sources: frozenset[str]
    target: str | None
    roles: frozenset[Role]
    guards: tuple[str, ...] = ()
    reason: bool = False
    lead_only: bool = False
    track: Track | None = None
    within: bool = False


SUB, REV, ASG, SYS = Role.SUBMITTER, Role.REVIEWER, Role.ASSIGNER, Role.SYSTEM
CLK, HAN, APP, OVS, LDR = Role.CLERK, Role.HANDLER, Role.APPROVER, Role.OVERSIGHT, Role.LEADER
UNIT = (CLK, HAN, APP)
DESK = (REV, ASG, OVS)


def _rows(machine: Machine, *rows: tuple) -> tuple[Move, ...]:
    return tuple(
        Move(machine, verb, frozenset(sources), target, frozenset(roles), **(more[0] if more else {}))
        for verb, sources, target, roles, *more in rows
    )


BEFORE_ASSIGNMENT = (C.SUBMITTED, C.IN_REVIEW, C.RETURNED_FOR_REVISION, C.DEFERRED, C.FILED, C.TO_ASSIGN)
WRITABLE = (C.DRAFT, C.RETURNED_FOR_REVISION, C.DEFERRED)
OPEN = (C.ASSIGNED, C.IN_HANDLING)
AFTER_REPLY = (C.REPLIED, C.CONCLUDED, C.TRACKING, C.CLOSED)
ALIVE = (*BEFORE_ASSIGNMENT, *OPEN, *AFTER_REPLY)

CASE_MOVES = _rows(
    Machine.CASE,
    (
        Verb.EDIT,
        WRITABLE,
        None,
        (SUB, REV),
        {"lead_only": True, "guards": ("text_free",)},
    ),
    (Verb.INVITE_COSIGNER, WRITABLE, None, (SUB, REV), {"lead_only": True}),
    (Verb.ASK_AGAIN, WRITABLE[1:], None, (SUB, REV), {"lead_only": True, "guards": ("signatures_outdated",)}),
    (Verb.SIGN_JOINTLY, WRITABLE, None, (SUB,), {"guards": ("invited",)}),
    (Verb.DECLINE_COSIGN, WRITABLE, None, (SUB,), {"guards": ("invited",)}),
    (
        Verb.SUBMIT,
        WRITABLE,
        C.SUBMITTED,
        (SUB, REV),
        {"lead_only": True, "guards": ("text_complete", "signatures_in", "signatures_current")},
    ),
    (Verb.REGISTER, (C.SUBMITTED,), C.IN_REVIEW, (REV,)),
    (Verb.RETURN_FOR_REVISION, (C.IN_REVIEW,), C.RETURNED_FOR_REVISION, (REV,), {"reason": True}),
    (Verb.DEFER_FILING, (C.IN_REVIEW,), C.DEFERRED, (REV,), {"reason": True, "track": Track.CPPCC}),
    (Verb.FILE, (C.IN_REVIEW,), C.FILED, (REV,), {"guards": ("category_set",)}),
    (Verb.REJECT_FILING, (C.IN_REVIEW,), C.NOT_FILED, (REV,), {"reason": True, "guards": ("ground_named",)}),
    (Verb.MERGE_CASE, (C.IN_REVIEW, C.FILED), C.MERGED, (REV,), {"reason": True, "guards": ("master_named",)}),
    (Verb.CONVERT, (C.IN_REVIEW, C.NOT_FILED), C.CONVERTED, (REV,), {"reason": True}),
    (Verb.WITHDRAW, (C.SUBMITTED,), C.DRAFT, (SUB,), {"reason": True, "lead_only": True}),
    (Verb.WITHDRAW, (*BEFORE_ASSIGNMENT[1:], *OPEN), C.WITHDRAWN, (REV,), {"reason": True}),
    (Verb.ROUTE, (C.FILED,), C.TO_ASSIGN, (REV, ASG)),
    (Verb.ASSIGN, (C.FILED, C.TO_ASSIGN), C.ASSIGNED, (REV, ASG), {"guards": ("units_named",)}),
    (Verb.ASSIGN, OPEN, None, (REV, ASG), {"guards": ("units_named",)}),
    (Verb.RECALL_ASSIGNMENT, (C.ASSIGNED,), C.TO_ASSIGN, (REV, ASG), {"reason": True, "guards": ("nobody_accepted",)}),
    (Verb.RECALL_ASSIGNMENT, (C.ASSIGNED, C.IN_HANDLING), C.TO_ASSIGN, (SYS,), {"guards": ("nobody_left",)}),
    (Verb.ENTER_HANDLING, (C.ASSIGNED,), C.IN_HANDLING, (SYS,), {"guards": ("somebody_accepted",)}),
    (Verb.ALL_REPLIED, (C.IN_HANDLING,), C.REPLIED, (SYS,), {"guards": ("every_answer_sent",)}),
    (
        Verb.ORDER_REHANDLE,
        (C.REPLIED, C.CONCLUDED),
        C.IN_HANDLING,
        (*DESK, LDR),
        {"reason": True, "guards": ("dissatisfied",)},
    ),
    (
        Verb.ESCALATE,
        (C.REPLIED, C.IN_HANDLING),
        None,
        (*DESK, LDR),
        {"reason": True, "guards": ("dissatisfied_twice",)},
    ),
    (Verb.CONCLUDE, (C.REPLIED,), C.CONCLUDED, (REV, ASG), {"guards": ("all_rated", "not_dissatisfied")}),
    (Verb.OPEN_FOLLOW_UP, (C.CONCLUDED,), C.TRACKING, (*DESK, *UNIT), {"guards": ("something_open",)}),
    (Verb.CLOSE_ITEM, (C.CONCLUDED, C.TRACKING), C.CLOSED, DESK, {"guards": ("nothing_open",)}),
    (Verb.ARCHIVE, (C.CLOSED, C.NOT_FILED, C.CONVERTED, C.MERGED, C.WITHDRAWN), C.ARCHIVED, (REV, CLK)),
    (Verb.MARK_KEY, (C.FILED, C.TO_ASSIGN, *OPEN), None, (REV, ASG, OVS, LDR)),
    (Verb.URGE, (*OPEN, C.REPLIED, C.TRACKING), None, (*DESK, LDR)),
)

ASSIGNMENT_MOVES = _rows(
    Machine.ASSIGNMENT,
    (Verb.ACCEPT, (A.PENDING_ACCEPT,), A.ACCEPTED, UNIT),
    (Verb.ACCEPT, (A.PENDING_ACCEPT,), A.ACCEPTED, (SYS,), {"reason": True, "guards": ("silence_over",)}),
    (
        Verb.REQUEST_RETURN,
        (A.PENDING_ACCEPT, A.ACCEPTED),
        A.RETURN_REQUESTED,
        (CLK, APP),
        {"reason": True, "guards": ("return_window_open", "other_unit_named")},
    ),
    (Verb.GRANT_RETURN, (A.RETURN_REQUESTED,), A.RETURNED, (REV, ASG), {"reason": True}),
    (Verb.REFUSE_RETURN, (A.RETURN_REQUESTED,), A.ACCEPTED, (REV, ASG), {"reason": True}),
    (Verb.COORDINATE, (A.RETURN_REQUESTED,), None, (REV, ASG), {"reason": True}),
    (Verb.PLAN, AT_WORK, A.WORKING, UNIT, {"guards": ("handler_named",)}),
    (Verb.CONTACT, (*AT_WORK, *ANSWERED), None, UNIT),
    (
        Verb.SEND_CO_OPINION,
        AT_WORK,
        A.OPINION_SENT,
        (CLK, APP),
        {"guards": ("is_co", "opinion_written")},
    ),
    (
        Verb.REQUEST_EXTENSION,
        AT_WORK,
        None,
        UNIT,
        {"reason": True, "guards": ("no_open_extension", "before_due")},
    ),
    (
        Verb.APPROVE_EXTENSION,
        AT_WORK,
        None,
        (REV, ASG),
        {"guards": ("open_extension", "submitter_told")},
    ),
    (Verb.REFUSE_EXTENSION, AT_WORK, None, (REV, ASG), {"reason": True, "guards": ("open_extension",)}),
    (Verb.REPLY_GIVEN, AT_WORK, A.REPLY_SENT, (SYS,), {"guards": ("reply_sent",)}),
    (Verb.REOPEN, ANSWERED, A.WORKING, (SYS,)),
    (Verb.ASSIGN, (A.RETURNED, A.CANCELLED), A.PENDING_ACCEPT, (REV, ASG), {"within": True}),
    (
        Verb.CANCEL,
        (*LIVE, A.RETURN_REQUESTED, A.OPINION_SENT),
        A.CANCELLED,
        (REV, ASG, SYS),
        {"reason": True, "within": True},
    ),
    (Verb.FINISH, (A.OPINION_SENT, A.REPLY_SENT), A.DONE, (SYS,)),
    (Verb.URGE, (*LIVE, A.RETURN_REQUESTED), None, (*DESK, LDR, *UNIT, SYS)),
)

REPLY_MOVES = _rows(
    Machine.REPLY,
    (Verb.EDIT, (R.DRAFTING,), None, UNIT),
    (Verb.ASK_COSIGN, (R.DRAFTING,), R.COSIGNING, UNIT, {"guards": ("at_work", "text_written", "has_co_units")}),
    (Verb.COSIGN, (R.COSIGNING,), None, UNIT, {"guards": ("asked_to_cosign",)}),
    (Verb.OBJECT_COSIGN, (R.COSIGNING,), None, UNIT, {"reason": True, "guards": ("asked_to_cosign",)}),
    (
        Verb.ASK_APPROVAL,
        (R.DRAFTING, R.COSIGNING),
        R.PENDING_SIGN,
        UNIT,
        {
            "guards": (
                "at_work",
                "text_written",
                "no_placeholder",
                "class_set",
                "disclosure_set",
                "contact_held",
                "contact_named",
                "promises_declared",
                "opinions_in",
                "opinions_marked",
                "cosigned",
            )
        },
    ),
    (
        Verb.APPROVE,
        (R.PENDING_SIGN,),
        None,
        (APP,),
        {"guards": ("at_work", "own_level", "not_own_draft", "not_last_level")},
    ),
    (Verb.SEND_BACK, (R.COSIGNING, R.PENDING_SIGN), R.DRAFTING, UNIT, {"reason": True, "guards": ("may_send_back",)}),
    (
        Verb.SIGN_REPLY,
        (R.PENDING_SIGN,),
        R.SIGNED,
        (APP,),
        {"guards": ("at_work", "own_level", "not_own_draft", "last_level")},
    ),
    (Verb.SEND_REPLY, (R.SIGNED,), R.SENT, UNIT, {"guards": ("is_reply", "at_work")}),
    (Verb.SUPERSEDE, (R.SENT,), R.SUPERSEDED, (SYS,)),
    (Verb.SEND_CO_OPINION, (R.DRAFTING, R.SIGNED), R.SENT, (SYS,), {"guards": ("is_opinion",)}),
    (Verb.CHANGE_CLASS, (R.SENT,), None, DESK, {"reason": True}),
    (Verb.PUBLISH, (R.SENT,), None, (REV, ASG, CLK), {"guards": ("may_be_public", "screened", "not_own_draft")}),
    (Verb.WITHDRAW_PUBLICATION, (R.SENT, R.SUPERSEDED), None, (REV, ASG), {"reason": True, "guards": ("is_public",)}),
    (Verb.GIVE_FEEDBACK, (R.SENT,), None, (SUB, REV), {"guards": ("addressed", "rating_open")}),
)

PURSUED = (P.CONFIRMED, P.IN_PROGRESS, P.CHANGED, P.PARTLY)
REPORTED = (P.REPORTED_DONE, P.FULFILLED, P.PARTLY, P.UNVERIFIABLE)
COMMITMENT_MOVES = _rows(
    Machine.COMMITMENT,
    (Verb.CONFIRM, (P.IDENTIFIED,), P.CONFIRMED, (*DESK, *UNIT)),
    (Verb.REJECT_FINDING, (P.IDENTIFIED,), P.REJECTED, DESK),
    (Verb.RESTORE_FINDING, (P.REJECTED, P.MERGED), P.IDENTIFIED, DESK),
    (Verb.CORRECT, (P.IDENTIFIED,), None, (*DESK, *UNIT)),
    (Verb.CORRECT, (P.CONFIRMED, P.IN_PROGRESS, P.CHANGED), None, DESK),
    (Verb.MERGE_COMMITMENT, (P.IDENTIFIED,), P.MERGED, DESK, {"guards": ("other_named",)}),
    (Verb.SPLIT_COMMITMENT, (P.IDENTIFIED,), None, DESK),
    (Verb.REPORT_PROGRESS, PURSUED, P.IN_PROGRESS, UNIT),
    (Verb.REPORT_DONE, PURSUED, P.REPORTED_DONE, UNIT, {"reason": True}),
    (Verb.ACCEPT_PAIR, PURSUED, P.REPORTED_DONE, DESK),
    (Verb.VERIFY, (P.REPORTED_DONE,), P.FULFILLED, DESK, {"guards": ("not_own_report",)}),
    (Verb.VERIFY_PARTLY, (P.REPORTED_DONE,), P.PARTLY, DESK, {"reason": True, "guards": ("not_own_report",)}),
    (Verb.REJECT_DONE, (P.REPORTED_DONE,), P.IN_PROGRESS, DESK, {"reason": True, "guards": ("not_own_report",)}),
    (Verb.ASK_CHANGE_DUE, PURSUED, None, UNIT, {"reason": True, "guards": ("no_open_change",)}),
    (Verb.CHANGE_DUE, PURSUED, P.CHANGED, DESK, {"guards": ("open_change", "not_own_change")}),
    (Verb.REFUSE_CHANGE_DUE, PURSUED, None, DESK, {"reason": True, "guards": ("open_change", "not_own_change")}),
    (Verb.CANCEL_COMMITMENT, PURSUED, P.CANCELLED, DESK, {"reason": True, "guards": ("consent_given",)}),
    (Verb.MARK_UNVERIFIABLE, (*PURSUED, P.REPORTED_DONE), P.UNVERIFIABLE, DESK, {"reason": True}),
    (Verb.CONTEST, REPORTED, None, (SUB,), {"reason": True, "guards": ("no_open_contest",)}),
    (Verb.UPHOLD_CONTEST, REPORTED, P.IN_PROGRESS, DESK, {"reason": True, "guards": ("open_contest",)}),
    (Verb.DISMISS_CONTEST, REPORTED, None, DESK, {"reason": True, "guards": ("open_contest",)}),
    (Verb.URGE, PURSUED, None, (*DESK, LDR), {"reason": True, "guards": ("not_urged_lately",)}),
)

MOVES: tuple[Move, ...] = (*CASE_MOVES, *ASSIGNMENT_MOVES, *REPLY_MOVES, *COMMITMENT_MOVES)

FIRST_STATES: dict[Machine, str] = {
    Machine.CASE: C.DRAFT,
    Machine.ASSIGNMENT: A.PENDING_ACCEPT,
    Machine.REPLY: R.DRAFTING,
    Machine.COMMITMENT: P.IDENTIFIED,
}
LAST_STATES: dict[Machine, frozenset[str]] = {
    Machine.CASE: frozenset({C.ARCHIVED}),
    Machine.ASSIGNMENT: frozenset({A.DONE}),
    Machine.REPLY: frozenset({R.SUPERSEDED}),
    Machine.COMMITMENT: frozenset({P.FULFILLED, P.CANCELLED, P.UNVERIFIABLE, P.REJECTED, P.MERGED}),
}


def moves_of(machine: Machine, verb: Verb, state: str) -> tuple[Move, ...]:
    """The rows that a verb may take from a state; more than one where roles lead to different targets."""
    return tuple(m for m in MOVES if m.machine is machine and m.verb is verb and state in m.sources)


def diagram(machine: Machine) -> str:
    """The moves of a machine as a Mermaid state diagram, an arrow for each change; ``cases/README.md`` holds them."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for m in MOVES:
        if m.machine is machine and m.target is not None:
            for source in m.sources:
                arrows.setdefault((str(source), str(m.target)), []).append(m.verb.value)
    lines = [f"  {source} --> {target}: {', '.join(sorted(set(verbs)))}" for (source, target), verbs in arrows.items()]
    first, last = f"  [*] --> {FIRST_STATES[machine]}", [f"  {state} --> [*]" for state in LAST_STATES[machine]]
    return "\n".join(["stateDiagram-v2", first, *sorted(lines), *sorted(last)])
