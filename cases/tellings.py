"""Who is told of which event, and which moves cause and settle one. Data; ``cases.notices`` carries it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cases.vocabulary import Event, Machine, Role, Verb


class Whom(StrEnum):
    """Circles of people around a case.

    SUBMITTERS: every name under it; LEAD_SUBMITTER: the first; INVITED: those asked to join who have not answered.
    ADDRESSEES: whom the reply was sent to. REVIEWERS: of the case's body. The unit is that of the assignment meant:
    CLERKS, HANDLER (the one named, else every one of the unit), APPROVERS (of one rung where a rung is given). LEAD:
    clerks and handler of the units that answer; CO: of the units that are asked. ASKER: whoever asked for it.
    """

    SUBMITTERS = "submitters"
    LEAD_SUBMITTER = "lead_submitter"
    INVITED = "invited"
    ADDRESSEES = "addressees"
    REVIEWERS = "reviewers"
    ASSIGNERS = "assigners"
    OVERSIGHT = "oversight"
    LEADERS = "leaders"
    CLERKS = "clerks"
    HANDLER = "handler"
    APPROVERS = "approvers"
    LEAD = "lead"
    CO = "co"
    ASKER = "asker"


@dataclass(frozen=True, slots=True)
class Telling:
    """whom: who hears of it. to_do: it asks for something. at_once: it is mailed alone, not with the digest, and nobody
    can choose otherwise. link: the page it leads to, of its case or thing."""

    whom: tuple[Whom, ...]
    to_do: bool = False
    at_once: bool = False
    system: bool = False
    link: str = "/cases/{case}"


W = Whom
_DESK, _OFFICE = (W.CLERKS, W.HANDLER), (W.REVIEWERS, W.ASSIGNERS)
TELLINGS: Mapping[Event, Telling] = {
    Event.COSIGN_INVITED: Telling((W.INVITED,), to_do=True),
    Event.COSIGN_AGAIN: Telling((W.INVITED,), to_do=True, at_once=True),
    Event.JOINT_ANSWERED: Telling((W.LEAD_SUBMITTER,)),
    Event.RECEIVED: Telling((W.SUBMITTERS,)),
    Event.TO_REVIEW: Telling((W.REVIEWERS,), to_do=True),
    Event.ENTRY_OBJECTED: Telling((W.REVIEWERS,), to_do=True, at_once=True),
    Event.RETURNED_FOR_REVISION: Telling((W.LEAD_SUBMITTER,), to_do=True, at_once=True),
    Event.DEFERRED: Telling((W.SUBMITTERS,), to_do=True),
    Event.FILED: Telling((W.SUBMITTERS,)),
    Event.NOT_FILED: Telling((W.SUBMITTERS,)),
    Event.MERGED: Telling((W.SUBMITTERS,)),
    Event.CONVERTED: Telling((W.SUBMITTERS,)),
    Event.WITHDRAWN: Telling((W.SUBMITTERS, W.LEAD, W.CO)),
    Event.TO_ASSIGN: Telling((W.ASSIGNERS,), to_do=True),
    Event.HANDED_OVER: Telling((W.SUBMITTERS,)),
    Event.NEW_ASSIGNMENT: Telling((W.CLERKS,), to_do=True),
    Event.ACCEPTED: Telling((W.SUBMITTERS,)),
    Event.TAKEN_AS_ACCEPTED: Telling((*_DESK, W.APPROVERS), at_once=True),
    Event.RETURN_ASKED: Telling(_OFFICE, to_do=True, at_once=True),
    Event.RETURN_GRANTED: Telling((W.CLERKS, W.APPROVERS), at_once=True),
    Event.RETURN_REFUSED: Telling((*_DESK, W.APPROVERS), at_once=True),
    Event.COORDINATION: Telling((*_DESK, W.APPROVERS), at_once=True),
    Event.TAKEN_AWAY: Telling(_DESK),
    Event.HANDLER_NAMED: Telling((W.HANDLER,), to_do=True),
    Event.CONTACT_RECORDED: Telling((W.SUBMITTERS,), to_do=True),
    Event.OPINION_IN: Telling((W.LEAD,)),
    Event.EXTENSION_ASKED: Telling(_OFFICE, to_do=True),
    Event.EXTENSION_GRANTED: Telling((*_DESK, W.SUBMITTERS)),
    Event.EXTENSION_REFUSED: Telling(_DESK),
    Event.COSIGN_ASKED: Telling((W.CO,), to_do=True),
    Event.COSIGN_ANSWERED: Telling((W.LEAD,)),
    Event.TO_APPROVE: Telling((W.APPROVERS,), to_do=True),
    Event.SENT_BACK: Telling(_DESK, to_do=True, at_once=True),
    Event.TO_SEND: Telling((W.CLERKS,), to_do=True),
    Event.REPLIED: Telling((W.ADDRESSEES,), to_do=True, link="/ratings/replies/{thing}"),
    Event.RATED: Telling(_DESK),
    Event.DISSATISFIED: Telling((*_OFFICE, W.OVERSIGHT), to_do=True, at_once=True),
    Event.REHANDLE: Telling((*_DESK, W.APPROVERS), to_do=True, at_once=True),
    Event.ESCALATED: Telling((W.OVERSIGHT, W.LEADERS, W.LEAD)),
    Event.CLASS_CHANGED: Telling((*_DESK, W.SUBMITTERS)),
    Event.CONCLUDED: Telling((W.SUBMITTERS, W.LEAD)),
    Event.PUBLISHED: Telling((W.SUBMITTERS,)),
    Event.KEY_MARKED: Telling((W.LEAD,)),
    Event.TO_VERIFY: Telling((W.OVERSIGHT,), to_do=True),
    Event.VERIFIED: Telling(_DESK),
    Event.URGED: Telling(_DESK, to_do=True),
    Event.REMINDED: Telling(_DESK, to_do=True),
    Event.CHANGE_ASKED: Telling((W.OVERSIGHT,), to_do=True),
    Event.CHANGE_GRANTED: Telling(_DESK),
    Event.CHANGE_REFUSED: Telling(_DESK),
    Event.CONTESTED: Telling((W.OVERSIGHT,), to_do=True, at_once=True),
    Event.CONTEST_HEARD: Telling(_DESK),
    Event.CONTEST_ANSWERED: Telling((W.SUBMITTERS, *_DESK)),
    Event.LOOK_BACK_ASKED: Telling((W.CLERKS,), to_do=True),
    Event.LOOK_BACK_URGED: Telling((W.CLERKS,), to_do=True),
    Event.LOOK_BACK_IN: Telling((W.OVERSIGHT,), to_do=True),
    Event.LOOK_BACK_BACK: Telling((W.CLERKS,), to_do=True, at_once=True),
    Event.LOOK_BACK_DONE: Telling((W.CLERKS,)),
    Event.RECOMPUTED: Telling(_DESK, system=True),
    Event.EXPORT_READY: Telling((W.ASKER,), system=True, link="/exports/{thing}"),
    Event.SEARCH_NEWS: Telling((W.ASKER,), system=True, link="/saved_searches/{thing}"),
}

# In which role somebody belongs to a circle.
_ROLES: Mapping[Whom, tuple[Role, ...]] = {
    W.SUBMITTERS: (Role.SUBMITTER,),
    W.LEAD_SUBMITTER: (Role.SUBMITTER,),
    W.INVITED: (Role.SUBMITTER,),
    W.ADDRESSEES: (Role.SUBMITTER,),
    W.REVIEWERS: (Role.REVIEWER,),
    W.ASSIGNERS: (Role.ASSIGNER,),
    W.OVERSIGHT: (Role.OVERSIGHT,),
    W.LEADERS: (Role.LEADER,),
    W.CLERKS: (Role.CLERK,),
    W.HANDLER: (Role.HANDLER,),
    W.APPROVERS: (Role.APPROVER,),
    W.LEAD: (Role.CLERK, Role.HANDLER),
    W.CO: (Role.CLERK, Role.HANDLER),
    W.ASKER: (
        Role.SUBMITTER, Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT, Role.LEADER, Role.CLERK, Role.HANDLER,
        Role.APPROVER,
    ),
}  # fmt: skip


def events_of(role: Role) -> tuple[Event, ...]:
    """The events that people of a role are told of. Reminders are sent to submitters, too, and to who signs."""
    told = [event for event, how in TELLINGS.items() if any(role in _ROLES[whom] for whom in how.whom)]
    if role in (Role.SUBMITTER, Role.APPROVER):
        told.append(Event.REMINDED)
    return tuple(event for event in Event if event in told)


@dataclass(frozen=True, slots=True)
class Wake:
    """What a move causes: events to be told, and tasks that are settled by it.

    settles_all: every task of the thing. own: only the tasks of whoever acted (or of his unit) are settled.
    """

    tells: tuple[Event, ...] = ()
    settles: tuple[Event, ...] = ()
    settles_all: bool = False
    own: bool = False


C, A, R, P = Machine.CASE, Machine.ASSIGNMENT, Machine.REPLY, Machine.COMMITMENT
E, V = Event, Verb
_ASKED = (E.COSIGN_INVITED, E.COSIGN_AGAIN)
_REVIEWED = (E.TO_REVIEW,)
_WRITTEN = (E.SENT_BACK, E.COSIGN_ASKED)
WAKES: Mapping[tuple[Machine, Verb], Wake] = {
    (C, V.INVITE_COSIGNER): Wake((E.COSIGN_INVITED,)),
    (C, V.SIGN_JOINTLY): Wake((E.JOINT_ANSWERED,), _ASKED, own=True),
    (C, V.DECLINE_COSIGN): Wake((E.JOINT_ANSWERED,), _ASKED, own=True),
    (C, V.SUBMIT): Wake((E.RECEIVED, E.TO_REVIEW), (E.RETURNED_FOR_REVISION, E.DEFERRED, E.ENTRY_OBJECTED, *_ASKED)),
    (C, V.RETURN_FOR_REVISION): Wake((E.RETURNED_FOR_REVISION,), (*_REVIEWED, E.ENTRY_OBJECTED)),
    (C, V.DEFER_FILING): Wake((E.DEFERRED,), _REVIEWED),
    (C, V.FILE): Wake((E.FILED, E.TO_ASSIGN), _REVIEWED),
    (C, V.REJECT_FILING): Wake((E.NOT_FILED,), _REVIEWED),
    (C, V.MERGE_CASE): Wake((E.MERGED,), settles_all=True),
    (C, V.CONVERT): Wake((E.CONVERTED,), settles_all=True),
    (C, V.WITHDRAW): Wake((E.WITHDRAWN,), settles_all=True),
    (C, V.ASSIGN): Wake((E.HANDED_OVER,), (E.TO_ASSIGN,)),
    (C, V.RECALL_ASSIGNMENT): Wake((E.TO_ASSIGN,)),
    (C, V.ORDER_REHANDLE): Wake((), (E.DISSATISFIED,)),
    (C, V.ESCALATE): Wake((E.ESCALATED,)),
    (C, V.CONCLUDE): Wake((E.CONCLUDED,), (E.DISSATISFIED,)),
    (C, V.CLOSE_ITEM): Wake((), settles_all=True),
    (C, V.MARK_KEY): Wake((E.KEY_MARKED,)),
    (A, V.ASSIGN): Wake((E.NEW_ASSIGNMENT,)),
    (A, V.ACCEPT): Wake((E.ACCEPTED,), (E.NEW_ASSIGNMENT, E.REMINDED, E.URGED)),
    (A, V.REQUEST_RETURN): Wake((E.RETURN_ASKED,), (E.NEW_ASSIGNMENT, E.REMINDED, E.URGED)),
    (A, V.GRANT_RETURN): Wake((E.RETURN_GRANTED, E.TO_ASSIGN), settles_all=True),
    (A, V.REFUSE_RETURN): Wake((E.RETURN_REFUSED,), (E.RETURN_ASKED,)),
    (A, V.PLAN): Wake((E.HANDLER_NAMED,)),
    (A, V.CONTACT): Wake((E.CONTACT_RECORDED,)),
    (A, V.SEND_CO_OPINION): Wake((E.OPINION_IN,), settles_all=True),
    (A, V.REQUEST_EXTENSION): Wake((E.EXTENSION_ASKED,)),
    (A, V.APPROVE_EXTENSION): Wake((E.EXTENSION_GRANTED,), (E.EXTENSION_ASKED, E.REMINDED, E.URGED)),
    (A, V.REFUSE_EXTENSION): Wake((E.EXTENSION_REFUSED,), (E.EXTENSION_ASKED,)),
    (A, V.REOPEN): Wake((E.REHANDLE,)),
    (A, V.REPLY_GIVEN): Wake((), settles_all=True),
    (A, V.CANCEL): Wake((E.TAKEN_AWAY,), settles_all=True),
    (A, V.URGE): Wake((E.URGED,)),
    (R, V.ASK_COSIGN): Wake((E.COSIGN_ASKED,), (E.SENT_BACK,)),
    (R, V.COSIGN): Wake((E.COSIGN_ANSWERED,), (E.COSIGN_ASKED,), own=True),
    (R, V.OBJECT_COSIGN): Wake((E.COSIGN_ANSWERED,), (E.COSIGN_ASKED,), own=True),
    (R, V.ASK_APPROVAL): Wake((E.TO_APPROVE,), _WRITTEN),
    (R, V.APPROVE): Wake((E.TO_APPROVE,), (E.TO_APPROVE,)),
    (R, V.SEND_BACK): Wake((E.SENT_BACK,), (E.TO_APPROVE, E.COSIGN_ASKED)),
    (R, V.SIGN_REPLY): Wake((E.TO_SEND,), (E.TO_APPROVE,)),
    (R, V.SEND_REPLY): Wake((E.REPLIED,), (E.TO_SEND,)),
    (R, V.GIVE_FEEDBACK): Wake((E.RATED,), (E.REPLIED,), own=True),
    (R, V.CHANGE_CLASS): Wake((E.CLASS_CHANGED,)),
    (R, V.PUBLISH): Wake((E.PUBLISHED,)),
    (P, V.REPORT_DONE): Wake((E.TO_VERIFY,), (E.REMINDED, E.URGED)),
    (P, V.REPORT_PROGRESS): Wake((), (E.REMINDED, E.URGED)),
    (P, V.URGE): Wake((E.URGED,)),
    (P, V.ASK_CHANGE_DUE): Wake((E.CHANGE_ASKED,)),
    (P, V.CHANGE_DUE): Wake((E.CHANGE_GRANTED,), (E.CHANGE_ASKED, E.REMINDED, E.URGED)),
    (P, V.REFUSE_CHANGE_DUE): Wake((E.CHANGE_REFUSED,), (E.CHANGE_ASKED,)),
    (P, V.CONTEST): Wake((E.CONTESTED, E.CONTEST_HEARD)),
    (P, V.UPHOLD_CONTEST): Wake((E.CONTEST_ANSWERED,), (E.CONTESTED,)),
    (P, V.DISMISS_CONTEST): Wake((E.CONTEST_ANSWERED,), (E.CONTESTED,)),
    (P, V.VERIFY): Wake((E.VERIFIED,), (E.TO_VERIFY,)),
    (P, V.VERIFY_PARTLY): Wake((E.VERIFIED,), (E.TO_VERIFY,)),
    (P, V.REJECT_DONE): Wake((E.VERIFIED,), (E.TO_VERIFY,)),
}
