"""Where each act on a case is done: the address of its page, for the bar of buttons under a case."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.queries.course import Act, Course
from cases.vocabulary import AssignmentRole, Machine, ReplyKind, Role, Step, Verb

C, A, R = Machine.CASE, Machine.ASSIGNMENT, Machine.REPLY
# The word of the button by which a lead unit and a co-handler begin to write.
_WRITE = {False: Verb.DRAFT.label, True: ReplyKind.CO_OPINION.label}
_SHEET = "/reviews/{thing}"
_OPENS_SHEET = frozenset({Verb.REGISTER, Verb.FILE})

# {thing} is the id of the case, the assignment or the reply that the act is done to.
PLACES: dict[tuple[Machine, Verb], str] = {
    (C, Verb.EDIT): "/submissions/{thing}/edit",
    (C, Verb.INVITE_COSIGNER): "/submissions/{thing}/names",
    (C, Verb.ASK_AGAIN): "/submissions/{thing}/names",
    (C, Verb.SIGN_JOINTLY): "/submissions/{thing}",
    (C, Verb.DECLINE_COSIGN): "/submissions/{thing}",
    (C, Verb.SUBMIT): "/submissions/{thing}/check",
    (C, Verb.WITHDRAW): "/submissions/{thing}#withdraw",
    (C, Verb.REGISTER): _SHEET,
    (C, Verb.FILE): _SHEET,
    (C, Verb.RETURN_FOR_REVISION): _SHEET,
    (C, Verb.DEFER_FILING): _SHEET,
    (C, Verb.REJECT_FILING): _SHEET,
    (C, Verb.CONVERT): _SHEET,
    (C, Verb.MERGE_CASE): _SHEET,
    (C, Verb.ASSIGN): "/assignments/new?case={thing}",
    (C, Verb.RECALL_ASSIGNMENT): "/assignments/cases/{thing}/recall",
    (C, Verb.MARK_KEY): "/key_cases/{thing}",
    (C, Verb.URGE): "/urges/new?case={thing}",
    (A, Verb.ACCEPT): "/assignments/{thing}/accept",
    (A, Verb.PLAN): "/assignments/{thing}/plan",
    (A, Verb.REQUEST_RETURN): "/returns/new?assignment={thing}",
    (A, Verb.GRANT_RETURN): "/returns/decide?assignment={thing}",
    (A, Verb.REFUSE_RETURN): "/returns/decide?assignment={thing}",
    (A, Verb.COORDINATE): "/returns/decide?assignment={thing}#coordinate",
    (A, Verb.CONTACT): "/contacts/new?assignment={thing}",
    (A, Verb.REQUEST_EXTENSION): "/extensions/new?assignment={thing}",
    (A, Verb.APPROVE_EXTENSION): "/extensions/decide?assignment={thing}",
    (A, Verb.REFUSE_EXTENSION): "/extensions/decide?assignment={thing}",
    (A, Verb.URGE): "/urges/new?assignment={thing}",
    (A, Verb.SEND_CO_OPINION): "/drafts/new?assignment={thing}",
    (C, Verb.ORDER_REHANDLE): "/conclusions/{thing}",
    (C, Verb.ESCALATE): "/conclusions/{thing}",
    (C, Verb.CONCLUDE): "/conclusions/{thing}",
    (C, Verb.OPEN_FOLLOW_UP): "/conclusions/{thing}",
    (C, Verb.CLOSE_ITEM): "/conclusions/{thing}",
    (C, Verb.ARCHIVE): "/conclusions/{thing}",
    (R, Verb.EDIT): "/drafts/{thing}",
    (R, Verb.ASK_COSIGN): "/drafts/{thing}#opinions",
    (R, Verb.COSIGN): "/opinions/{thing}/cosign",
    (R, Verb.OBJECT_COSIGN): "/opinions/{thing}/cosign",
    (R, Verb.ASK_APPROVAL): "/drafts/{thing}/check",
    (R, Verb.APPROVE): "/approvals/{thing}",
    (R, Verb.SEND_BACK): "/approvals/{thing}",
    (R, Verb.SIGN_REPLY): "/approvals/{thing}",
    (R, Verb.SEND_REPLY): "/drafts/{thing}",
    (R, Verb.GIVE_FEEDBACK): "/ratings/replies/{thing}",
    (R, Verb.CHANGE_CLASS): "/conclusions/replies/{thing}",
    (R, Verb.PUBLISH): "/publications/{thing}",
    (R, Verb.WITHDRAW_PUBLICATION): "/publications/{thing}",
}
# Where the office does what submitters do elsewhere.
OFFICE_PLACES: dict[tuple[Machine, Verb], str] = {(C, Verb.WITHDRAW): _SHEET}


@dataclass(frozen=True, slots=True)
class ActLink:
    """A button: where it leads, or what must come first. of: the unit it is about, where there are several."""

    label: str
    href: str | None
    missing: str
    of: str


def acts_of(course: Course) -> tuple[ActLink, ...]:
    """The buttons of a case's page, what can be done before what has to wait; a page that does two things once.

    Who may urge every unit at once finds that on one page; where no unit owes anything there is nobody to urge.
    """
    urging = {act.machine for act in course.acts if act.verb is Verb.URGE}
    every = urging >= {C, A}
    acts = [act for act in course.acts if act.verb is not Verb.URGE or act.machine is (C if every else A)]
    links = [link for link in map(_link, _reviewed(acts)) if link is not None]
    links = [*_review(acts), *_writing(course, acts), *links]
    seen: set[tuple[str, str | None]] = set()
    shown = []
    for link in sorted(links, key=lambda link: link.href is None):
        if (link.label, link.href) not in seen:
            seen.add((link.label, link.href))
            shown.append(link)
    return tuple(shown)


def _review(acts: Sequence[Act]) -> list[ActLink]:
    """The decisions of a review are one sheet and one button."""
    sheet = next((act for act in acts if act.verb in _OPENS_SHEET), None)
    return [ActLink(Step.REVIEW.label, _SHEET.format(thing=sheet.thing), "", "")] if sheet else []


def _reviewed(acts: Sequence[Act]) -> list[Act]:
    """The acts that have a button of their own beside the sheet's."""
    sheet = any(act.verb in _OPENS_SHEET for act in acts)
    return [act for act in acts if not (sheet and _on_sheet(act))]


def _on_sheet(act: Act) -> bool:
    return PLACES.get((act.machine, act.verb)) == _SHEET


def _writing(course: Course, acts: Sequence[Act]) -> list[ActLink]:
    """Beginning a reply or opinion changes no state, so no move stands for it: whoever may plan a part may write."""
    plans = [act for act in acts if (act.machine, act.verb) == (A, Verb.PLAN) and act.offer.move.target]
    roles = {unit.assignment: unit.role for unit in course.units}
    return [
        ActLink(_WRITE[roles.get(act.thing) is AssignmentRole.CO], f"/drafts/new?assignment={act.thing}", "", act.of)
        for act in plans
    ]


def _link(act: Act) -> ActLink | None:
    key = (act.machine, act.verb)
    places = PLACES if Role.SUBMITTER in act.offer.move.roles else {**PLACES, **OFFICE_PLACES}
    place = places.get(key)
    if place is None:
        return None
    blocked = act.offer.blocked
    missing = blocked.spoken()["missing"] if blocked else ""
    return ActLink(act.verb.label, None if blocked else place.format(thing=act.thing), missing, act.of)
