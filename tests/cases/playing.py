"""People who play the life of one case: what each of them is offered now, and the act behind each offer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cases import tables
from cases.actions import approvals, conclusions, deliveries, opinions, returns, submissions
from cases.actions.assignments import Chosen, Routing, accept, assign, recall
from cases.actions.contacts import NewContact, record_contact
from cases.actions.cosignatures import ask_again, decline, invite, sign
from cases.actions.drafts import save_draft, start_draft
from cases.actions.ratings import Rating, rate
from cases.actions.reviews import Decision, decide
from cases.actions.signed_forms import SignedForm
from cases.actor import Actor
from cases.clock import today
from cases.database import write_tx
from cases.facts import Facts, facts_of
from cases.moves import MOVES
from cases.queries.drafts import Draft
from cases.vocabulary import (
    AssignmentRole,
    AssignmentState,
    ContactForm,
    ContactStage,
    ConvertedTo,
    Disclosure,
    HandlingKind,
    Machine,
    ReplyKind,
    Role,
    Score,
    Stance,
    Verb,
)
from cases.workflow import TABLES, follow, move, offers
from tests.accounts import actor_as
from tests.factories import Made, cast_of
from tests.replying import BODY

WHY = "经研究确有必要，理由如上"
# What brings a case nearer to its end; everything else leads back, aside, or nowhere.
FORWARD = frozenset(
    {
        Verb.SUBMIT, Verb.REGISTER, Verb.FILE, Verb.ASSIGN, Verb.ACCEPT, Verb.CONTACT, Verb.DRAFT, Verb.EDIT,
        Verb.SEND_CO_OPINION, Verb.ASK_COSIGN, Verb.COSIGN, Verb.ASK_APPROVAL, Verb.APPROVE, Verb.SIGN_REPLY,
        Verb.SEND_REPLY, Verb.GIVE_FEEDBACK, Verb.CONCLUDE, Verb.OPEN_FOLLOW_UP, Verb.CLOSE_ITEM, Verb.ARCHIVE,
        Verb.SIGN_JOINTLY, Verb.CONFIRM, Verb.REPORT_DONE, Verb.VERIFY,
    }
)  # fmt: skip
# These need another case, or a file; their own tests have them.
LEFT_OUT = frozenset({Verb.MERGE_CASE, Verb.PUBLISH, Verb.WITHDRAW_PUBLICATION})
# Moves of a part that no page makes alone: they belong to an act on the case, which ``_assign`` is.
PARTIAL = frozenset((row.machine, row.verb) for row in MOVES if row.within)


def is_played(machine: Machine, verb: Verb) -> bool:
    """Whether the company does this by itself."""
    return verb not in LEFT_OUT and (machine, verb) not in PARTIAL


class Choice(NamedTuple):
    """An act that somebody has now: who, of the company's people, does what to which thing."""

    who: int
    machine: Machine
    thing: int
    verb: Verb


@dataclass
class Company:
    """The people, in an order that stays; the first unit leads, the second helps."""

    people: list[Actor]
    units: tuple[int, ...]
    body: int


async def company() -> Company:
    """A submitter and a co-signer, the offices, two units and the rungs of the first."""
    cast = await cast_of(units=2)
    lead, helper = cast.units
    people = [
        cast.submitter,
        await actor_as(Role.SUBMITTER, body=cast.reviewer.body),
        cast.reviewer,
        cast.assigner,
        await actor_as(Role.OVERSIGHT),
        cast.clerk(0),
        cast.clerk(1),
        await actor_as(Role.HANDLER, unit=lead),
        *[await actor_as(Role.APPROVER, unit=lead, level=level) for level in (1, 2, 3)],
        await actor_as(Role.APPROVER, unit=helper, level=3),
    ]
    return Company(people, (lead, helper), cast.reviewer.body or 0)


@dataclass
class Play:
    """One case and its company."""

    company: Company
    made: Made
    scores: Callable[[], Score] = field(default=lambda: Score.SATISFIED)
    helped: Callable[[], bool] = field(default=lambda: True)

    async def facts(self) -> Facts:
        found = await facts_of(self.made.id)
        assert found is not None
        return found

    async def things(self) -> list[tuple[Machine, dict[str, Any]]]:
        """The case and everything in it that has a state."""
        facts = await self.facts()
        promises = await tables.Commitment.select().where(tables.Commitment.case == self.made.id)
        return [
            (Machine.CASE, facts.case),
            *((Machine.ASSIGNMENT, row) for row in facts.assignments),
            *((Machine.REPLY, row) for row in facts.replies),
            *((Machine.COMMITMENT, row) for row in sorted(promises, key=lambda row: row["id"])[:2]),
        ]

    async def choices(self) -> list[Choice]:
        """Every act that anybody has now with nothing in its way."""
        facts, found = await self.facts(), []
        for machine, thing in await self.things():
            for who, actor in enumerate(self.company.people):
                free = [o.verb for o in offers(facts, machine, thing, actor) if o.blocked is None]
                found += [Choice(who, machine, thing["id"], verb) for verb in free if is_played(machine, verb)]
                if machine is Machine.ASSIGNMENT and self._may_begin(facts, thing, actor):
                    found.append(Choice(who, machine, thing["id"], Verb.DRAFT))
        return found

    async def forward(self) -> list[Choice]:
        """Those of them that bring the case nearer to its end."""
        facts = await self.facts()
        return [one for one in await self.choices() if one.verb in FORWARD and not self._idle(facts, one)]

    def _may_begin(self, facts: Facts, part: dict[str, Any], actor: Actor) -> bool:
        kind = ReplyKind.CO_OPINION if part["role"] == AssignmentRole.CO else ReplyKind.REPLY
        working = part["state"] in (AssignmentState.ACCEPTED, AssignmentState.WORKING)
        writes = actor.role in (Role.HANDLER, Role.CLERK) and actor.unit == part["department"]
        return working and writes and facts.newest_reply(part["id"], kind) is None

    def _idle(self, facts: Facts, one: Choice) -> bool:
        """Whether an act would only do again what is done already."""
        match one.machine, one.verb:
            case (Machine.REPLY, Verb.EDIT):
                text = facts.text_of(one.thing)
                writes = self.company.people[one.who].role is not Role.APPROVER  # who writes cannot sign later
                return not writes or (text is not None and text["body"] == BODY)
            case (Machine.CASE, Verb.EDIT):
                return True
            case (Machine.ASSIGNMENT, Verb.CONTACT):
                return facts.case["round"] == 1 and any(c["assignment"] == one.thing for c in facts.contacts)
            case (Machine.CASE, Verb.ASSIGN):
                return bool(facts.live)
            case (Machine.REPLY, Verb.GIVE_FEEDBACK):
                return bool(facts.ratings())
        return False

    async def act(self, one: Choice) -> None:
        """Do it, at the present version of the thing. Raises what the action raises."""
        actor = self.company.people[one.who]
        row = (await TABLES[one.machine].select().where(TABLES[one.machine].id == one.thing))[0]
        doing = _ACTS.get((one.machine, one.verb))
        if doing is not None:
            await doing(self, row, actor)
        else:
            await self.plainly(one, row["version"])

    async def plainly(self, one: Choice, seen: int) -> None:
        """The bare move, with all that any guard may ask for."""
        intent = {
            "category": "elderly", "grounds": ["secret"], "units": self.company.units, "handler": 1, "on_paper": True,
            "proposed": self.company.units[1], "submitter_told_on": today(), "proceed_reason": WHY, "promises": True,
            "screened": True, "merged_into": 1,
        }  # fmt: skip
        async with write_tx():
            actor = self.company.people[one.who]
            await move(one.machine, one.thing, one.verb, actor=actor, seen=seen, reason=WHY, intent=intent)
            await follow(self.made.id)

    async def text_version(self, reply: int) -> int:
        text = tables.ReplyText
        return int((await text.select(text.version).where((text.reply == reply) & (text.number == 0)))[0]["version"])


async def _submit(play: Play, row: dict, actor: Actor) -> None:
    await submissions.submit(row["id"], seen=row["version"], actor=actor)


async def _withdraw(play: Play, row: dict, actor: Actor) -> None:
    await submissions.withdraw(row["id"], reason=WHY, seen=row["version"], actor=actor)


async def _invite(play: Play, row: dict, actor: Actor) -> None:
    await invite(row["id"], [play.company.people[1].person or 0], seen=row["version"], actor=actor)


async def _ask_again(play: Play, row: dict, actor: Actor) -> None:
    await ask_again(row["id"], seen=row["version"], actor=actor)


async def _sign(play: Play, row: dict, actor: Actor) -> None:
    text = (await play.facts()).proposal_text()
    await sign(row["id"], text_seen=text["version"] if text else 0, actor=actor)


async def _decline(play: Play, row: dict, actor: Actor) -> None:
    await decline(row["id"], actor=actor)


def _decided(verb: Verb, **more: Any) -> Any:
    async def done(play: Play, row: dict, actor: Actor) -> None:
        await decide(row["id"], Decision(verb, words=WHY, **more), seen=row["version"], actor=actor)

    return done


async def _assign(play: Play, row: dict, actor: Actor) -> None:
    lead, helper = play.company.units
    helped = play.helped()
    routing = Routing(HandlingKind.LEAD_CO if helped else HandlingKind.SOLE, (lead,), (helper,) if helped else (),
                      reason=WHY)  # fmt: skip
    await assign([Chosen(row["id"], row["version"])], routing, actor=actor)


async def _recall(play: Play, row: dict, actor: Actor) -> None:
    await recall(row["id"], row["version"], WHY, actor=actor)


async def _accept(play: Play, row: dict, actor: Actor) -> None:
    await accept(row["id"], row["version"], actor=actor)


async def _contact(play: Play, row: dict, actor: Actor) -> None:
    new = NewContact(today(), ContactForm.MEETING, next(iter(ContactStage)), "领衔人", "当面听取了意见")
    await record_contact(row["id"], new, actor=actor)


async def _ask_return(play: Play, row: dict, actor: Actor) -> None:
    better = next(unit for unit in play.company.units if unit != row["department"])
    await returns.request_return(row["id"], row["version"], WHY, "", better, actor=actor)


def _return(granted: bool) -> Any:
    async def done(play: Play, row: dict, actor: Actor) -> None:
        asked = tables.ReturnRequest
        waiting = await asked.select().where(asked.assignment == row["id"]).order_by(asked.id, ascending=False).first()
        await returns.decide_return(waiting["id"], row["version"], WHY, granted=granted, actor=actor)

    return done


async def _begin(play: Play, row: dict, actor: Actor) -> None:
    reply = await start_draft(row["id"], actor=actor)
    if row["role"] == AssignmentRole.CO:
        await tables.Reply.update({tables.Reply.stance: Stance.NO_OPINION.value}).where(tables.Reply.id == reply)


async def _edit(play: Play, row: dict, actor: Actor) -> None:
    draft = Draft(
        body=BODY, answered=(0,), addressee="领衔委员", result_class="B", disclosure=Disclosure.PROACTIVE,
        contact_person="方静", contact_phone="0571-85250001",
    )  # fmt: skip
    await save_draft(row["id"], draft, base=await play.text_version(row["id"]), actor=actor)


async def _opinion(play: Play, row: dict, actor: Actor) -> None:
    opinion = (await play.facts()).newest_reply(row["id"], ReplyKind.CO_OPINION)
    assert opinion is not None
    base = await play.text_version(opinion["id"])
    await opinions.send_opinion(opinion["id"], row["version"], stance=Stance.NO_OPINION, base=base, actor=actor)


async def _ask_cosign(play: Play, row: dict, actor: Actor) -> None:
    await opinions.ask_cosign(row["id"], row["version"], actor=actor)


def _cosign(agrees: bool) -> Any:
    async def done(play: Play, row: dict, actor: Actor) -> None:
        await opinions.cosign(row["id"], row["version"], agrees=agrees, actor=actor, told=WHY)

    return done


async def _seen(play: Play, row: dict) -> approvals.Seen:
    return approvals.Seen(row["version"], await play.text_version(row["id"]))


async def _ask_approval(play: Play, row: dict, actor: Actor) -> None:
    await approvals.ask_approval(row["id"], await _seen(play, row), actor=actor, confirmed=True, proceed_reason=WHY)


async def _approve(play: Play, row: dict, actor: Actor) -> None:
    await approvals.approve(row["id"], await _seen(play, row), actor=actor)


async def _send_back(play: Play, row: dict, actor: Actor) -> None:
    await approvals.send_back(row["id"], await _seen(play, row), actor=actor, reason=WHY)


async def _send(play: Play, row: dict, actor: Actor) -> None:
    await deliveries.send_reply(row["id"], row["version"], actor=actor)


async def _rate(play: Play, row: dict, actor: Actor) -> None:
    table, score = tables.Delivery, play.scores()
    on_paper = actor.role is Role.REVIEWER
    mine = (table.reply == row["id"]) if on_paper else (table.reply == row["id"]) & (table.person == actor.owner)
    delivery = (await table.select().where(mine).order_by(table.id))[0]
    paper = SignedForm("评价表.jpg", "image/jpeg", 9, "ab" * 32) if on_paper else None
    await rate(delivery["id"], Rating(score, score, told=WHY), seen=row["version"], actor=actor, paper=paper)


async def _change_class(play: Play, row: dict, actor: Actor) -> None:
    code = "A" if row["result_class"] != "A" else "B"
    await conclusions.change_class(row["id"], code, row["version"], actor=actor, reason=WHY)


async def _rehandle(play: Play, row: dict, actor: Actor) -> None:
    await conclusions.order_rehandle(row["id"], row["version"], actor=actor, reason=WHY)


async def _conclude(play: Play, row: dict, actor: Actor) -> None:
    await conclusions.conclude(row["id"], row["version"], actor=actor)


def _advance(verb: Verb) -> Any:
    async def done(play: Play, row: dict, actor: Actor) -> None:
        await conclusions.advance(row["id"], verb, row["version"], actor=actor)

    return done


C, A, R = Machine.CASE, Machine.ASSIGNMENT, Machine.REPLY
_ACTS: dict[tuple[Machine, Verb], Any] = {
    (C, Verb.SUBMIT): _submit,
    (C, Verb.WITHDRAW): _withdraw,
    (C, Verb.INVITE_COSIGNER): _invite,
    (C, Verb.ASK_AGAIN): _ask_again,
    (C, Verb.SIGN_JOINTLY): _sign,
    (C, Verb.DECLINE_COSIGN): _decline,
    (C, Verb.FILE): _decided(Verb.FILE, category="社会建设"),
    (C, Verb.RETURN_FOR_REVISION): _decided(Verb.RETURN_FOR_REVISION),
    (C, Verb.DEFER_FILING): _decided(Verb.DEFER_FILING),
    (C, Verb.CONVERT): _decided(Verb.CONVERT, converted=next(iter(ConvertedTo))),
    (C, Verb.ASSIGN): _assign,
    (C, Verb.RECALL_ASSIGNMENT): _recall,
    (C, Verb.ORDER_REHANDLE): _rehandle,
    (C, Verb.CONCLUDE): _conclude,
    **{(C, verb): _advance(verb) for verb in (Verb.OPEN_FOLLOW_UP, Verb.CLOSE_ITEM, Verb.ARCHIVE)},
    (A, Verb.ACCEPT): _accept,
    (A, Verb.CONTACT): _contact,
    (A, Verb.REQUEST_RETURN): _ask_return,
    (A, Verb.GRANT_RETURN): _return(True),
    (A, Verb.REFUSE_RETURN): _return(False),
    (A, Verb.DRAFT): _begin,
    (A, Verb.SEND_CO_OPINION): _opinion,
    (R, Verb.EDIT): _edit,
    (R, Verb.ASK_COSIGN): _ask_cosign,
    (R, Verb.COSIGN): _cosign(True),
    (R, Verb.OBJECT_COSIGN): _cosign(False),
    (R, Verb.ASK_APPROVAL): _ask_approval,
    (R, Verb.APPROVE): _approve,
    (R, Verb.SIGN_REPLY): _approve,
    (R, Verb.SEND_BACK): _send_back,
    (R, Verb.SEND_REPLY): _send,
    (R, Verb.GIVE_FEEDBACK): _rate,
    (R, Verb.CHANGE_CLASS): _change_class,
}
