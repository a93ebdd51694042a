"""The guards of MOVES: each says whether one condition holds for a thing of a case. Pure; the words are in errors.

A guard looks at the facts, the thing that is moved, the actor, and the intent: what the act brings with it. A guard
that waits for something in the intent holds where there is none yet, so that the button is shown and the form asks.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cases.actor import Actor
from cases.clock import now
from cases.facts import (
    Facts,
    Row,
    awaiting,
    is_published,
    open_change,
    open_contest,
    open_extension,
    outdated_signatures,
)
from cases.vocabulary import (
    ANSWERED,
    AT_WORK,
    AssignmentRole,
    AssignmentState,
    CaseState,
    ClassSemantic,
    CoSignState,
    Disclosure,
    ReplyKind,
    ReplyState,
    Role,
    Score,
    Signature,
    Stance,
    SubmitterKind,
)

URGED_AGAIN = 3  # days after which a promise may be urged by hand again
PLACEHOLDER = re.compile(r"【待核实")
_COLLECTIVE = frozenset(SubmitterKind) - {SubmitterKind.INDIVIDUAL, SubmitterKind.JOINT}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a guard is asked about. thing: the row of the machine; intent: None while only buttons are drawn."""

    facts: Facts
    thing: Row
    actor: Actor
    intent: Mapping[str, Any] | None

    def brings(self, *names: str) -> bool:
        """Whether the act brings one of these, or has not been filled in yet."""
        return self.intent is None or any(self.intent.get(name) for name in names)


def _text_complete(a: Asked) -> bool:
    text = a.facts.proposal_text()
    if text is None or not all(text[part].strip() for part in ("title", "situation", "recommendations")):
        return False
    if a.facts.case["submitter_kind"] in _COLLECTIVE:
        lead = min(a.facts.submitters, key=lambda s: s["position"], default=None)
        return bool(lead and lead["responsible"])
    return True


def _signatures_in(a: Asked) -> bool:
    if a.facts.case["submitter_kind"] != SubmitterKind.JOINT:
        return True
    return any(s["position"] > 0 and s["signature"] == Signature.SIGNED for s in a.facts.submitters)


def _text_free(a: Asked) -> bool:
    """A draft stands still from the first invitation on; one that came back, while anybody is still to answer."""
    others = {s["signature"] for s in a.facts.submitters if s["position"] > 0}
    if a.facts.case["state"] != CaseState.DRAFT:
        return Signature.INVITED not in others
    return others <= {Signature.DECLINED}


def _invited(a: Asked) -> bool:
    return any(s["person"] == a.actor.owner and s["signature"] == Signature.INVITED for s in a.facts.submitters)


def _nobody_accepted(a: Asked) -> bool:
    return all(x["state"] == AssignmentState.PENDING_ACCEPT for x in a.facts.live)


def _somebody_accepted(a: Asked) -> bool:
    waiting = (AssignmentState.PENDING_ACCEPT, AssignmentState.RETURN_REQUESTED)
    return any(x["state"] not in waiting for x in a.facts.live)


def _every_answer_sent(a: Asked) -> bool:
    return bool(a.facts.leading) and all(x["state"] in ANSWERED for x in a.facts.leading)


def _dissatisfied(a: Asked) -> bool:
    return any(Score.DISSATISFIED in (f["attitude"], f["result"]) or f["result"] in a.facts.rules.rehandle_on
               for f in a.facts.ratings())  # fmt: skip


def _all_rated(a: Asked) -> bool:
    return bool(a.facts.deliveries) and not awaiting(a.facts)


def _something_open(a: Asked) -> bool:
    going_on = (ClassSemantic.IN_PROGRESS, ClassSemantic.PLANNED)
    current = (r for r in a.facts.replies if r["state"] == ReplyState.SENT)
    return a.facts.open_commitments > 0 or any(r["class_semantic"] in going_on for r in current)


def _opinion_written(a: Asked) -> bool:
    opinion = a.facts.newest_reply(a.thing["id"], ReplyKind.CO_OPINION)
    if opinion is None or opinion["state"] == ReplyState.PENDING_SIGN:
        return False
    return opinion["stance"] == Stance.NO_OPINION or bool(_body(a.facts, opinion["id"]))


def _before_due(a: Asked) -> bool:
    return a.thing["due_on"] is None or a.facts.today <= a.thing["due_on"]


def _submitter_told(a: Asked) -> bool:
    waiting = open_extension(a.facts, a.thing["id"])
    return bool(waiting and waiting["submitter_told_on"]) or a.brings("submitter_told_on")


def _reply_sent(a: Asked) -> bool:
    reply = a.facts.newest_reply(a.thing["id"])
    return reply is not None and reply["state"] == ReplyState.SENT


def _asked_to_cosign(a: Asked) -> bool:
    mine = {x["id"] for x in a.facts.co_units if x["department"] == a.actor.unit}
    return any(c["reply"] == a.thing["id"] and c["assignment"] in mine for c in a.facts.co_signs)


def _contact_held(a: Asked) -> bool:
    """In a handling anew only a meeting after the rating counts."""
    since = max((f["created_at"] for f in a.facts.feedbacks), default=None) if a.facts.case["round"] > 1 else None
    return any(
        c["assignment"] == a.thing["assignment"] and (since is None or c["created_at"] > since)
        for c in a.facts.contacts
    )


def _contact_named(a: Asked) -> bool:
    return any(c["reply"] == a.thing["id"] and c["person"] and c["phone"] for c in a.facts.reply_contacts)


def _promises_declared(a: Asked) -> bool:
    return bool(a.thing["no_commitments"]) or a.brings("promises")


def _opinions_in(a: Asked) -> bool:
    """A co-handler that is late may be left behind with a recorded reason."""
    missing = [x for x in a.facts.co_units if x["state"] not in ANSWERED]
    late = all(x["due_on"] is not None and x["due_on"] < a.facts.today for x in missing)
    return not missing or (late and a.brings("proceed_reason"))


def _opinions_marked(a: Asked) -> bool:
    for unit in a.facts.co_units:
        opinion = a.facts.newest_reply(unit["id"], ReplyKind.CO_OPINION)
        if opinion is None or opinion["state"] != ReplyState.SENT or opinion["stance"] == Stance.NO_OPINION:
            continue
        if opinion["adoption"] is None:
            return False
    return True


def _cosigned(a: Asked) -> bool:
    if not a.facts.rules.cosign or not a.facts.co_units or _is_opinion(a):
        return True
    mine = {c["assignment"]: c["state"] for c in a.facts.co_signs if c["reply"] == a.thing["id"]}
    if any(state == CoSignState.OBJECTED for state in mine.values()):
        return a.brings("proceed_reason") and a.intent is not None
    missing = [x for x in a.facts.co_units if mine.get(x["id"]) != CoSignState.AGREED]
    late = all(x["due_on"] is not None and x["due_on"] < a.facts.today for x in missing)
    return not missing or (late and a.brings("proceed_reason"))


def _levels(a: Asked) -> int:
    return len(a.facts.rules.levels_of(key_case=a.facts.is_key))


def _own_level(a: Asked) -> bool:
    """A higher rung may sign for a lower one, a lower never for a higher."""
    return a.actor.level >= a.thing["approval_level"] > 0


def _not_own_draft(a: Asked) -> bool:
    text = a.facts.text_of(a.thing["id"])
    writers = {a.thing["drafter"], text["author"] if text else None} - {None}
    return not writers & {a.actor.person, a.actor.owner}


def _may_send_back(a: Asked) -> bool:
    if a.thing["state"] == ReplyState.COSIGNING:
        return True
    if a.actor.role is Role.APPROVER and _own_level(a):
        return True
    return a.thing["drafter"] is not None and a.thing["drafter"] in (a.actor.person, a.actor.owner)


def _may_be_public(a: Asked) -> bool:
    return a.thing["disclosure"] == Disclosure.PROACTIVE and bool(a.facts.case["consent_publish"])


def _addressed(a: Asked) -> bool:
    mine = [d for d in a.facts.deliveries if d["reply"] == a.thing["id"]]
    if a.actor.role is Role.REVIEWER:
        return bool(mine) and a.brings("on_paper")
    return any(d["person"] is not None and d["person"] == a.actor.owner for d in mine)


def _is_opinion(a: Asked) -> bool:
    return a.thing["kind"] == ReplyKind.CO_OPINION


def _at_work(a: Asked) -> bool:
    """A unit that asks to hand its task back writes no more until it is decided."""
    return any(x["id"] == a.thing["assignment"] and x["state"] in AT_WORK for x in a.facts.assignments)


def _not_own_report(a: Asked) -> bool:
    """Whoever reported a promise as kept does not verify it."""
    return not a.facts.reports or a.facts.reports[-1]["reported_by"] not in {a.actor.person, a.actor.owner} - {None}


def _not_own_change(a: Asked) -> bool:
    asked = open_change(a.facts)
    return asked is None or asked["asked_by"] not in {a.actor.person, a.actor.owner} - {None}


def _not_urged_lately(a: Asked) -> bool:
    return all(one["created_at"] + timedelta(days=URGED_AGAIN) <= now() for one in a.facts.urges)


def _body(facts: Facts, reply: int) -> str:
    text = facts.text_of(reply)
    return text["body"].strip() if text else ""


GUARDS: dict[str, Callable[[Asked], bool]] = {
    "text_free": _text_free,
    "signatures_current": lambda a: not outdated_signatures(a.facts),
    "signatures_outdated": lambda a: bool(outdated_signatures(a.facts)),
    "invited": _invited,
    "text_complete": _text_complete,
    "signatures_in": _signatures_in,
    "category_set": lambda a: a.brings("category") or bool(a.facts.case["category"]),
    "ground_named": lambda a: a.brings("grounds"),
    "master_named": lambda a: a.brings("merged_into"),
    "units_named": lambda a: a.brings("units"),
    "nobody_accepted": _nobody_accepted,
    "nobody_left": lambda a: bool(a.facts.assignments) and not a.facts.leading,
    "somebody_accepted": _somebody_accepted,
    "every_answer_sent": _every_answer_sent,
    "dissatisfied": _dissatisfied,
    "dissatisfied_twice": lambda a: a.facts.case["round"] > 1 and _dissatisfied(a),
    "all_rated": _all_rated,
    "not_dissatisfied": lambda a: not _dissatisfied(a),
    "something_open": _something_open,
    "nothing_open": lambda a: a.facts.open_commitments == 0,
    "return_window_open": lambda a: a.facts.return_until(a.thing) >= a.facts.today,
    "silence_over": lambda a: a.facts.rules.silence_accepts and a.facts.return_until(a.thing) < a.facts.today,
    "other_unit_named": lambda a: a.brings("proposed"),
    "handler_named": lambda a: a.brings("handler") or a.thing["handler"] is not None,
    "is_co": lambda a: a.thing["role"] == AssignmentRole.CO,
    "opinion_written": _opinion_written,
    "no_open_extension": lambda a: open_extension(a.facts, a.thing["id"]) is None,
    "before_due": _before_due,
    "open_extension": lambda a: open_extension(a.facts, a.thing["id"]) is not None,
    "submitter_told": _submitter_told,
    "reply_sent": _reply_sent,
    "is_opinion": _is_opinion,
    "is_reply": lambda a: not _is_opinion(a),
    "at_work": _at_work,
    "text_written": lambda a: bool(_body(a.facts, a.thing["id"])),
    "has_co_units": lambda a: bool(a.facts.co_units) and not _is_opinion(a),
    "asked_to_cosign": _asked_to_cosign,
    "no_placeholder": lambda a: not PLACEHOLDER.search(_body(a.facts, a.thing["id"])),
    "class_set": lambda a: _is_opinion(a) or bool(a.thing["result_class"]),
    "disclosure_set": lambda a: _is_opinion(a) or bool(a.thing["disclosure"]),
    "contact_held": lambda a: _is_opinion(a) or _contact_held(a),
    "contact_named": _contact_named,
    "promises_declared": lambda a: _is_opinion(a) or _promises_declared(a),
    "opinions_in": lambda a: _is_opinion(a) or _opinions_in(a),
    "opinions_marked": lambda a: _is_opinion(a) or _opinions_marked(a),
    "cosigned": _cosigned,
    "own_level": _own_level,
    "not_own_draft": _not_own_draft,
    "last_level": lambda a: a.actor.level >= _levels(a),
    "not_last_level": lambda a: a.actor.level < _levels(a),
    "may_send_back": _may_send_back,
    "may_be_public": _may_be_public,
    "screened": lambda a: a.brings("screened"),
    "is_public": lambda a: is_published(a.facts, a.thing["id"]),
    "addressed": _addressed,
    "other_named": lambda a: a.brings("merged_into"),
    "not_own_report": _not_own_report,
    "no_open_change": lambda a: open_change(a.facts) is None,
    "open_change": lambda a: open_change(a.facts) is not None,
    "not_own_change": _not_own_change,
    "consent_given": lambda a: a.brings("consented_on") or not a.facts.submitters,
    "no_open_contest": lambda a: open_contest(a.facts) is None,
    "open_contest": lambda a: open_contest(a.facts) is not None,
    "not_urged_lately": _not_urged_lately,
    "rating_open": lambda a: a.facts.case["state"] == CaseState.REPLIED,
}
