"""Where each act on a case is done: the address of its page, for the bar of buttons under a case."""

from dataclasses import dataclass

from cases.queries.course import Act, Course
from cases.vocabulary import Machine, Verb

C, A, R = Machine.CASE, Machine.ASSIGNMENT, Machine.REPLY

# {thing} is the id of the case, the assignment or the reply that the act is done to.
PLACES: dict[tuple[Machine, Verb], str] = {
    (C, Verb.EDIT): "/submissions/{thing}",
    (C, Verb.INVITE_COSIGNER): "/submissions/{thing}#cosigners",
    (C, Verb.SIGN_JOINTLY): "/submissions/{thing}",
    (C, Verb.DECLINE_COSIGN): "/submissions/{thing}",
    (C, Verb.SUBMIT): "/submissions/{thing}/check",
    (C, Verb.ASSIGN): "/assignments/new?case={thing}",
    (C, Verb.RECALL_ASSIGNMENT): "/assignments/cases/{thing}/recall",
    (C, Verb.MARK_KEY): "/key_cases/{thing}",
    (C, Verb.URGE): "/urges/new?case={thing}",
    (A, Verb.ACCEPT): "/assignments/{thing}/accept",
    (A, Verb.PLAN): "/assignments/{thing}/plan",
    (A, Verb.REQUEST_RETURN): "/returns/new?assignment={thing}",
    (A, Verb.GRANT_RETURN): "/returns/decide?assignment={thing}",
    (A, Verb.REFUSE_RETURN): "/returns/decide?assignment={thing}",
    (A, Verb.CONTACT): "/contacts/new?assignment={thing}",
    (A, Verb.REQUEST_EXTENSION): "/extensions/new?assignment={thing}",
    (A, Verb.APPROVE_EXTENSION): "/extensions/decide?assignment={thing}",
    (A, Verb.REFUSE_EXTENSION): "/extensions/decide?assignment={thing}",
    (A, Verb.URGE): "/urges/new?assignment={thing}",
}


@dataclass(frozen=True, slots=True)
class ActLink:
    """A button: where it leads, or what must come first. of: the unit it is about, where there are several."""

    label: str
    href: str | None
    missing: str
    of: str


def acts_of(course: Course) -> tuple[ActLink, ...]:
    """The buttons of a case's page, what can be done before what has to wait; a page that does two things once.

    Who may urge every unit at once finds that on one page.
    """
    every = any((act.machine, act.verb) == (C, Verb.URGE) for act in course.acts)
    acts = [act for act in course.acts if not (every and (act.machine, act.verb) == (A, Verb.URGE))]
    links = [link for link in map(_link, acts) if link is not None]
    seen: set[tuple[str, str | None]] = set()
    shown = []
    for link in sorted(links, key=lambda link: link.href is None):
        if (link.label, link.href) not in seen:
            seen.add((link.label, link.href))
            shown.append(link)
    return tuple(shown)


def _link(act: Act) -> ActLink | None:
    place = PLACES.get((act.machine, act.verb))
    if place is None:
        return None
    blocked = act.offer.blocked
    missing = blocked.spoken()["missing"] if blocked else ""
    return ActLink(act.verb.label, None if blocked else place.format(thing=act.thing), missing, act.of)
