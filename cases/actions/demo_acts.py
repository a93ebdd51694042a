"""What the people of the demonstration do, one function for each verb, through the actions that the pages call."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cases.actions import (
    approvals,
    assignments,
    conclusions,
    contacts,
    cosignatures,
    deliveries,
    drafts,
    extensions,
    key_cases,
    opinions,
    proposal_texts,
    publications,
    ratings,
    returns,
    reviews,
    submissions,
    urges,
)
from cases.actions.points import points_asked
from cases.actor import Actor
from cases.clock import today
from cases.facts import Facts, Row, facts_of
from cases.queries.choosing import collectives_of
from cases.queries.drafts import Draft, working_text
from cases.queries.publications import publication_page
from cases.tables import Assignment, Case, Contact, Delivery, Extension, Reply, ReturnRequest
from cases.vocabulary import (
    ENDED,
    LEADING,
    Adoption,
    ContactForm,
    ContactStage,
    ConvertedTo,
    Disclosure,
    HandlingKind,
    Role,
    Score,
    Stance,
    SubmitterKind,
    UrgeForm,
    Verb,
)
from cases.vocabulary.writing import ToThePoint

Said = Mapping[str, Any]


@dataclass
class Life:
    """One case of the stories. told: its words; units: ids by name; lives: all of them by key."""

    told: Said
    units: Mapping[str, int]
    people: Mapping[str, int]
    lives: Mapping[str, "Life"]
    id: int = 0

    async def case(self) -> Row:
        return dict((await Case.select().where(Case.id == self.id))[0])

    async def seen(self) -> int:
        return int((await self.case())["version"])

    async def facts(self) -> Facts:
        facts = await facts_of(self.id)
        assert facts is not None
        return facts

    async def part(self, unit: int | None) -> Row:
        """What a unit has of the case."""
        where = (Assignment.case == self.id) & (Assignment.department == unit)
        return dict((await Assignment.select().where(where))[0])

    async def reply(self, unit: int | None) -> Row:
        """What a unit has written last."""
        where = (Reply.case == self.id) & (Reply.department == unit)
        return dict((await Reply.select().where(where).order_by(Reply.id, ascending=False))[0])

    async def lead(self) -> int:
        """The unit that answers, the first of several."""
        where = (Assignment.case == self.id) & Assignment.role.is_in([role.value for role in LEADING])
        rows = await Assignment.select(Assignment.department, Assignment.state).where(where).order_by(Assignment.id)
        return next(int(row["department"]) for row in rows if row["state"] not in ENDED)


async def _create(life: Life, said: Said, actor: Actor) -> None:
    told = life.told
    named = await collectives_of(actor.person or 0, actor.body or 0)
    kind = SubmitterKind.JOINT if "with" in told else SubmitterKind.INDIVIDUAL
    new = proposal_texts.NewDraft(kind, collective=named[0].id if named else None)
    life.id = await proposal_texts.begin_draft(new, actor=actor)
    written = proposal_texts.Written(
        **{name: told.get(name, "").strip() for name in proposal_texts.TEXT},
        consent_publish=told.get("consent", True),
        consent_reason=told.get("consent_reason", ""),
        identity_kept=told.get("identity_kept", False),
        responsible=actor.name if named else "",
        lead_units=tuple(life.units[name] for name in told.get("wishes", ())),
    )
    await proposal_texts.save_text(life.id, written, seen=1, actor=actor, kept=True)
    if "with" in told:
        persons = [life.people[name] for name in told["with"]]
        await cosignatures.invite(life.id, persons, seen=await life.seen(), actor=actor)


async def _sign_jointly(life: Life, said: Said, actor: Actor) -> None:
    text = (await life.facts()).proposal_text()
    await cosignatures.sign(life.id, text_seen=text["version"] if text else 0, actor=actor)


async def _submit(life: Life, said: Said, actor: Actor) -> None:
    await submissions.submit(life.id, seen=await life.seen(), actor=actor)


async def _register(life: Life, said: Said, actor: Actor) -> None:
    await reviews.open_review(life.id, seen=await life.seen(), actor=actor)


async def _withdraw(life: Life, said: Said, actor: Actor) -> None:
    await submissions.withdraw(life.id, reason=said["words"], seen=await life.seen(), actor=actor)


def _decided(verb: Verb) -> "Play":
    async def play(life: Life, said: Said, actor: Actor) -> None:
        decision = reviews.Decision(
            verb,
            words=said.get("words", ""),
            category=said.get("category", ""),
            grounds=tuple(said.get("grounds", ())),
            converted=ConvertedTo(said["into"]) if verb is Verb.CONVERT else None,
            master=life.lives[said["into"]].id if verb is Verb.MERGE_CASE else None,
            contacted=True,
        )
        await reviews.decide(life.id, decision, seen=await life.seen(), actor=actor)

    return play


async def _assign(life: Life, said: Said, actor: Actor) -> None:
    leads, helpers = (tuple(life.units[name] for name in said.get(part, ())) for part in ("units", "helpers"))
    kind = HandlingKind.SPLIT if len(leads) > 1 else HandlingKind.LEAD_CO if helpers else HandlingKind.SOLE
    routing = assignments.Routing(kind, leads, helpers, reason=said.get("words", ""),
                                  instructions=said.get("instructions", ""))  # fmt: skip
    await assignments.assign([assignments.Chosen(life.id, await life.seen())], routing, actor=actor)


async def _recall(life: Life, said: Said, actor: Actor) -> None:
    await assignments.recall(life.id, await life.seen(), said["words"], actor=actor)


async def _mark_key(life: Life, said: Said, actor: Actor) -> None:
    mark = key_cases.KeyMark(said["supervisor"], said["committee"], said["sponsor"])
    await key_cases.mark_key(life.id, await life.seen(), mark, actor=actor)


async def _accept(life: Life, said: Said, actor: Actor) -> None:
    part = await life.part(actor.unit)
    await assignments.accept(part["id"], part["version"], actor=actor)


async def _plan(life: Life, said: Said, actor: Actor) -> None:
    part = await life.part(actor.unit)
    approver = life.people[said["approver"]] if "approver" in said else None
    await assignments.plan(part["id"], part["version"], life.people[said["handler"]], approver, actor=actor)


async def _request_return(life: Life, said: Said, actor: Actor) -> None:
    part = await life.part(actor.unit)
    proposed = life.units[said["proposed"]]
    await returns.request_return(part["id"], part["version"], said["words"], said["basis"], proposed, actor=actor)


def _return_decided(granted: bool) -> "Play":
    async def play(life: Life, said: Said, actor: Actor) -> None:
        asked = (await ReturnRequest.select().where(ReturnRequest.case == life.id))[-1]
        part = (await Assignment.select().where(Assignment.id == asked["assignment"]))[0]
        await returns.decide_return(asked["id"], part["version"], said["words"], granted=granted, actor=actor)

    return play


async def _contact(life: Life, said: Said, actor: Actor) -> None:
    part = await life.part(actor.unit)
    new = contacts.NewContact(
        today(), ContactForm(said["form"]), ContactStage(said["stage"]), said.get("met", life.told["by"]), said["words"]
    )
    await contacts.record_contact(part["id"], new, actor=actor)


async def _confirm_contact(life: Life, said: Said, actor: Actor) -> None:
    newest = (await Contact.select().where(Contact.case == life.id).order_by(Contact.id))[-1]
    await contacts.confirm_contact(newest["id"], held=True, actor=actor)


async def _request_extension(life: Life, said: Said, actor: Actor) -> None:
    part = await life.part(actor.unit)
    asked = extensions.latest_day(await life.facts(), part)
    new = extensions.NewExtension(asked, said["words"], today())
    await extensions.request_extension(part["id"], part["version"], new, actor=actor)


async def _approve_extension(life: Life, said: Said, actor: Actor) -> None:
    asked = (await Extension.select().where(Extension.case == life.id))[-1]
    part = (await Assignment.select().where(Assignment.id == asked["assignment"]))[0]
    told_on = asked["submitter_told_on"]
    await extensions.approve_extension(asked["id"], part["version"], said["words"], told_on, actor=actor)


async def _urge(life: Life, said: Said, actor: Actor) -> None:
    part = await life.part(life.units[said["unit"]])
    chosen = [assignments.Chosen(part["id"], part["version"])]
    await urges.urge(chosen, UrgeForm(said["form"]), said["words"], actor=actor)


async def _draft(life: Life, said: Said, actor: Actor) -> None:
    """Begin a reply or an opinion, or go on with it."""
    part = await life.part(actor.unit)
    reply = await drafts.start_draft(part["id"], actor=actor)
    facts = await life.facts()
    base = working_text(facts, reply)["version"]
    phone = said.get("phone", "")
    if part["role"] not in LEADING:
        stance = Stance(said["stance"])
        await opinions.save_opinion(
            reply, stance=stance, body=said.get("letter", "").strip(), person=actor.name, phone=phone, base=base,
            actor=actor,
        )  # fmt: skip
        return
    points = points_asked(facts, next(one for one in facts.replies if one["id"] == reply))
    draft = Draft(
        body=said["letter"].strip(),
        answered=tuple(range(said.get("answered", len(points)))),
        result_class=said["result"],
        disclosure=Disclosure(said.get("disclosure", "proactive")),
        disclosure_reason=said.get("disclosure_reason", ""),
        contact_person=actor.name,
        contact_phone=phone,
        no_commitments=said.get("no_commitments", False),
    )
    await drafts.save_draft(reply, draft, base=base, actor=actor)


async def _send_co_opinion(life: Life, said: Said, actor: Actor) -> None:
    opinion, part = await life.reply(actor.unit), await life.part(actor.unit)
    base = working_text(await life.facts(), opinion["id"])["version"]
    await opinions.send_opinion(
        opinion["id"], part["version"], stance=Stance(opinion["stance"]), base=base, actor=actor
    )


async def _adopt(life: Life, said: Said, actor: Actor) -> None:
    opinion = await life.reply(life.units[said["of"]])
    reason = said.get("words", "")
    await opinions.adopt(opinion["id"], Adoption(said["adoption"]), opinion["version"], actor=actor, reason=reason)


async def _ask_cosign(life: Life, said: Said, actor: Actor) -> None:
    reply = await life.reply(actor.unit)
    await opinions.ask_cosign(reply["id"], reply["version"], actor=actor)


def _cosigned(agrees: bool) -> "Play":
    async def play(life: Life, said: Said, actor: Actor) -> None:
        reply = await life.reply(await life.lead())
        await opinions.cosign(reply["id"], reply["version"], agrees=agrees, actor=actor, told=said.get("words", ""))

    return play


async def _both(life: Life, actor: Actor) -> tuple[int, approvals.Seen]:
    reply = await life.reply(actor.unit)
    text = working_text(await life.facts(), reply["id"])
    return reply["id"], approvals.Seen(reply["version"], text["version"])


async def _ask_approval(life: Life, said: Said, actor: Actor) -> None:
    reply, seen = await _both(life, actor)
    reason = said.get("words", "")
    await approvals.ask_approval(reply, seen, actor=actor, confirmed=True, proceed_reason=reason)


async def _approve(life: Life, said: Said, actor: Actor) -> None:
    reply, seen = await _both(life, actor)
    await approvals.approve(reply, seen, actor=actor, told=said.get("words", ""))


async def _send_back(life: Life, said: Said, actor: Actor) -> None:
    reply, seen = await _both(life, actor)
    await approvals.send_back(reply, seen, actor=actor, reason=said["words"])


async def _send_reply(life: Life, said: Said, actor: Actor) -> None:
    reply = await life.reply(actor.unit)
    await deliveries.send_reply(reply["id"], reply["version"], actor=actor)


async def _give_feedback(life: Life, said: Said, actor: Actor) -> None:
    reply = await life.reply(life.units[said["unit"]] if "unit" in said else await life.lead())
    mine = (Delivery.reply == reply["id"]) & (Delivery.person == actor.owner)
    delivery = (await Delivery.select().where(mine))[0]
    await ratings.open_delivery(delivery["id"], actor=actor)
    attitude, result = (Score(code) for code in said["scores"])
    rating = ratings.Rating(attitude, result, ToThePoint(said.get("to_the_point", "yes")), said.get("words", ""))
    await ratings.rate(delivery["id"], rating, seen=reply["version"], actor=actor)


async def _order_rehandle(life: Life, said: Said, actor: Actor) -> None:
    await conclusions.order_rehandle(life.id, await life.seen(), actor=actor, reason=said["words"])


async def _conclude(life: Life, said: Said, actor: Actor) -> None:
    await conclusions.conclude(life.id, await life.seen(), actor=actor)


def _advanced(verb: Verb) -> "Play":
    async def play(life: Life, said: Said, actor: Actor) -> None:
        await conclusions.advance(life.id, verb, await life.seen(), actor=actor)

    return play


async def _publish(life: Life, said: Said, actor: Actor) -> None:
    reply = await life.reply(await life.lead())
    page = await publication_page(reply["id"], actor=actor)
    screened = {stretch.key for stretch in page.stretches}
    await publications.publish(reply["id"], page.version, screened=screened, actor=actor)


Play = Callable[[Life, Said, Actor], Awaitable[None]]

# What each verb plays, and who does it where the story names nobody.
ACTS: Mapping[Verb, tuple[Role, Play]] = {
    Verb.CREATE: (Role.SUBMITTER, _create),
    Verb.SIGN_JOINTLY: (Role.SUBMITTER, _sign_jointly),
    Verb.SUBMIT: (Role.SUBMITTER, _submit),
    Verb.REGISTER: (Role.REVIEWER, _register),
    Verb.WITHDRAW: (Role.REVIEWER, _withdraw),
    **{
        verb: (Role.REVIEWER, _decided(verb))
        for verb in (
            Verb.FILE, Verb.REJECT_FILING, Verb.CONVERT, Verb.RETURN_FOR_REVISION, Verb.DEFER_FILING, Verb.MERGE_CASE,
        )
    },
    Verb.ASSIGN: (Role.ASSIGNER, _assign),
    Verb.RECALL_ASSIGNMENT: (Role.ASSIGNER, _recall),
    Verb.MARK_KEY: (Role.ASSIGNER, _mark_key),
    Verb.ACCEPT: (Role.CLERK, _accept),
    Verb.PLAN: (Role.CLERK, _plan),
    Verb.REQUEST_RETURN: (Role.CLERK, _request_return),
    Verb.GRANT_RETURN: (Role.ASSIGNER, _return_decided(True)),
    Verb.REFUSE_RETURN: (Role.ASSIGNER, _return_decided(False)),
    Verb.CONTACT: (Role.HANDLER, _contact),
    Verb.CONFIRM_CONTACT: (Role.SUBMITTER, _confirm_contact),
    Verb.REQUEST_EXTENSION: (Role.CLERK, _request_extension),
    Verb.APPROVE_EXTENSION: (Role.ASSIGNER, _approve_extension),
    Verb.URGE: (Role.OVERSIGHT, _urge),
    Verb.DRAFT: (Role.HANDLER, _draft),
    Verb.SEND_CO_OPINION: (Role.CLERK, _send_co_opinion),
    Verb.ADOPT_OPINION: (Role.HANDLER, _adopt),
    Verb.ASK_COSIGN: (Role.HANDLER, _ask_cosign),
    Verb.COSIGN: (Role.CLERK, _cosigned(True)),
    Verb.OBJECT_COSIGN: (Role.CLERK, _cosigned(False)),
    Verb.ASK_APPROVAL: (Role.HANDLER, _ask_approval),
    Verb.APPROVE: (Role.APPROVER, _approve),
    Verb.SIGN_REPLY: (Role.APPROVER, _approve),
    Verb.SEND_BACK: (Role.APPROVER, _send_back),
    Verb.SEND_REPLY: (Role.CLERK, _send_reply),
    Verb.GIVE_FEEDBACK: (Role.SUBMITTER, _give_feedback),
    Verb.ORDER_REHANDLE: (Role.REVIEWER, _order_rehandle),
    Verb.CONCLUDE: (Role.REVIEWER, _conclude),
    **{verb: (Role.REVIEWER, _advanced(verb)) for verb in (Verb.OPEN_FOLLOW_UP, Verb.CLOSE_ITEM, Verb.ARCHIVE)},
    Verb.PUBLISH: (Role.REVIEWER, _publish),
}  # fmt: skip
