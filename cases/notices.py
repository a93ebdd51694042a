"""Telling people: notices inside the system, and the messages of what cannot wait for the daily digest.

``after_move`` is called by the workflow in the transaction of each move, so that nothing is told of what did not
happen and nothing that happened is forgotten. A key names event, thing, occasion and person: twice told is once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from piccolo.custom_types import Combinable

from cases import recipients
from cases.actor import Actor
from cases.calendars import working_calendar
from cases.clock import now, today
from cases.deadlines import due_on
from cases.recipients import Recipient
from cases.schemes import rules_of
from cases.tables import Assignment, Case, CaseSubmitter, Commitment, Delivery, Notice, OutboxMessage, Reply
from cases.tellings import TELLINGS, WAKES, Telling, Whom
from cases.vocabulary import (
    ENDED,
    LEADING,
    AssignmentRole,
    Audience,
    Clock,
    Errand,
    Event,
    FeedbackState,
    Machine,
    MailChoice,
    Role,
    Signature,
    Track,
    Verb,
)
from cases.vocabulary.telling import BODY, DUE_SAID, SUBJECT, TOLD

Row = Mapping[str, Any]
SITE = "{site}"  # where the address of the site goes when a message is sent
_UNIT_ROLES = {Whom.CLERKS: Role.CLERK, Whom.APPROVERS: Role.APPROVER}
_OFFICE_ROLES = {Whom.ASSIGNERS: Role.ASSIGNER, Whom.OVERSIGHT: Role.OVERSIGHT, Whom.LEADERS: Role.LEADER}
_CLOCKS = {
    Event.NEW_ASSIGNMENT: Clock.ACCEPT,
    Event.RETURNED_FOR_REVISION: Clock.REVISE,
    Event.RETURN_ASKED: Clock.DECIDE_RETURN,
    Event.REPLIED: Clock.FEEDBACK,
}
_WITHOUT_DAY = frozenset(
    {
        Event.COSIGN_INVITED, Event.COSIGN_AGAIN, Event.TO_REVIEW, Event.DEFERRED, Event.DISSATISFIED, Event.TO_ASSIGN,
        Event.COORDINATION,
    }
)  # fmt: skip
# Events of a promise after which its unit has to say how it stands.
_TO_REPORT = frozenset({Event.URGED})


@dataclass(frozen=True, slots=True)
class About:
    """What a notice is about: a thing of a case, the assignments it touches, and where the reader is led.

    occasion: tells one happening from the next of the same kind, such as the thing's version after the move. called:
    what a mail names it by where it belongs to no case. due: of a promise, the day in force.
    """

    case: Row
    machine: Machine | Errand
    thing_id: int
    occasion: str
    assignments: tuple[Row, ...] = ()
    reply: Row | None = None
    link: str = ""
    called: str = ""
    due: date | None = None

    @property
    def key(self) -> str:
        return f"{self.machine.value} {self.thing_id}"


async def after_move(
    machine: Machine, verb: Verb, thing_id: int, *, version: int, case_id: int | None, actor: Actor
) -> None:
    """Settle the tasks that a move did away with and tell of it. Inside its ``write_tx``, after the state is written.

    version: of the thing after the move. case_id: none for a promise of a plan.
    """
    wake = WAKES.get((machine, verb))
    if wake is None:
        return
    about = await about_thing(machine, thing_id, case_id, occasion=f"v{version}")
    if wake.settles or wake.settles_all:
        own = await _own(about, actor) if wake.own else None
        await settle(about, wake.settles, persons=own)
    for event in wake.tells:
        if event is not Event.ACCEPTED or any(a["role"] in LEADING for a in about.assignments):
            await tell(event, about, actor=actor)


async def about_thing(machine: Machine, thing_id: int, case_id: int | None, *, occasion: str) -> About:
    """What is known of a thing for telling of it."""
    if case_id is None:
        return await _about_plan(thing_id, occasion)
    case = await Case.select().where(Case.id == case_id).first()
    reply = await Reply.select().where(Reply.id == thing_id).first() if machine is Machine.REPLY else None
    where: Combinable = (Assignment.case == case_id) & Assignment.state.not_in(list(ENDED))
    due = None
    if machine is Machine.ASSIGNMENT:
        where = Assignment.id == thing_id
    elif reply is not None:
        where = Assignment.id == (reply["assignment"] or 0)
    elif machine is Machine.COMMITMENT:
        columns = (Commitment.department, Commitment.due_on)
        bound = await Commitment.select(*columns).where(Commitment.id == thing_id).first()
        where = where & (Assignment.department == (bound["department"] if bound else None))
        due = bound["due_on"] if bound else None
    rows = await Assignment.select().where(where).order_by(Assignment.id)
    return About(case or {}, machine, thing_id, occasion, tuple(rows), reply, due=due)


async def _about_plan(commitment: int, occasion: str) -> About:
    """A promise that belongs to no case: its unit is the one bound, and a mail names the paper it was made in."""
    c: Any = Commitment
    columns = (c.department, c.due_on, c.document.title.as_alias("title"), c.document.audience.as_alias("audience"))
    row = (await c.select(*columns).where(c.id == commitment).first()) or {}
    called = f"《{row['title']}》" if row["title"] and row["audience"] == Audience.PUBLIC else Machine.COMMITMENT.label
    desk = {"id": None, "department": row["department"], "handler": None, "due_on": None}
    return About({"id": None}, Machine.COMMITMENT, commitment, occasion, (desk,), called=called, due=row["due_on"])


def about_errand(errand: Errand, thing_id: int, unit: int, *, occasion: str, called: str) -> About:
    """What is known of something that a unit is asked for outside any case."""
    desk = {"id": None, "department": unit, "handler": None, "due_on": None}
    link = f"/{errand.value}s/{thing_id}"
    return About({"id": None}, errand, thing_id, occasion, (desk,), link=link, called=called)


async def tell(
    event: Event,
    about: About,
    *,
    actor: Actor | None = None,
    to: Iterable[Recipient] | None = None,
    due: date | None = None,
    words: str = "",
    left: str = "",
) -> int:
    """Tell those whom an event concerns, or only ``to``, inside ``write_tx``; how many notices are new.

    Nobody is told of what he did himself. due: else the day that belongs to the event. words and left stand in the
    sentence for {about} and {words}.
    """
    how = TELLINGS[event]
    circle = to if to is not None else await circle_of(how.whom, about)
    away = {actor.person, actor.owner} - {None} if actor is not None else set()
    due = due or await _due(event, about)
    told = TOLD[event].format(about=words, words=left, due=_due_words(due))
    rows: dict[int, Notice] = {}
    mailed: dict[str, int] = {}
    at_once = how.at_once or (how.to_do and due is not None and due == today())
    for recipient in circle:
        if recipient.person in away:
            continue
        for person in (recipient.person, *recipient.on_duty):
            rows.setdefault(person, _notice(event, how, about, person, told, due))
        mailed |= {rows[person].key: person for person in recipient.on_duty if person not in away}
    if not rows:
        return 0
    made = await _insert_new(list(rows.values()))
    fresh = {key: person for key, person in mailed.items() if key in made}
    if not at_once:
        chosen = await recipients.mail_choices(fresh.values(), (event,))
        fresh = {key: one for key, one in fresh.items() if chosen.get((one, event)) is MailChoice.AT_ONCE}
    await _mail(fresh, event, _called(about), told, about.link or link_of(event, about))
    return len(made)


async def tell_one(event: Event, person: int, thing: int, *, about: str, words: str = "", occasion: str = "") -> bool:
    """Tell somebody of a thing of his own that belongs to no case, inside ``write_tx``; whether it is new to him.

    about: what the thing is called; it and words stand in the sentence. occasion: tells one happening from the next.
    """
    how = TELLINGS[event]
    key = ":".join(part for part in (event.value, str(thing), occasion, str(person)) if part)
    told, link = TOLD[event].format(about=about, words=words, due=""), how.link.format(case="", thing=thing)
    row = Notice(person=person, key=key, event=event.value, told=told, link=link, to_do=how.to_do)
    if not await _insert_new([row]):
        return False
    chosen = await recipients.mail_choices([person], (event,))
    if chosen.get((person, event)) is MailChoice.AT_ONCE:
        await _mail({key: person}, event, (about, about), told, link)
    return True


async def settle(about: About, events: Sequence[Event] = (), *, persons: Iterable[int] | None = None) -> None:
    """Mark tasks as done, inside ``write_tx``: of a case all, of another thing its own. No events means every event."""
    where = Notice.done_at.is_null() & (Notice.case == about.case["id"])
    if events:
        where = where & Notice.event.is_in([event.value for event in events])
    if about.machine is not Machine.CASE:
        where = where & Notice.key.like(f"%:{about.key}:%")
    if persons is not None:
        where = where & Notice.person.is_in(sorted(persons) or [0])
    await Notice.update({Notice.done_at: now()}).where(where & Notice.to_do.eq(True))


def case_label(case: Row) -> str:
    """How a case is named outside the system: its number, never its words or people."""
    noun = {Track.CPPCC: "提案", Track.NPC: "建议"}.get(case["track"], "件")
    if case["number_raw"]:
        return f"{noun}{str(case['number_raw']).removeprefix('第').removesuffix('号')}号"
    return f"{noun}（回执号 {case['receipt_no']}）" if case["receipt_no"] else f"{noun}（尚未编号）"


def link_of(event: Event, about: About) -> str:
    """The page that a notice of this event leads to; of a promise its own, at the report where one is asked for.

    A reminder leads to the one page on which a unit reports everything that is due.
    """
    if about.machine is Machine.COMMITMENT:
        if event is Event.REMINDED:
            return f"/progress_reports?commitment={about.thing_id}#commitment-{about.thing_id}"
        return f"/commitments/{about.thing_id}" + ("#report" if event in _TO_REPORT else "")
    return TELLINGS[event].link.format(case=about.case["id"], thing=about.thing_id)


async def circle_of(whom: Sequence[Whom], about: About) -> list[Recipient]:
    """The people of these circles, each once."""
    found: dict[int, Recipient] = {}
    for circle in whom:
        for recipient in await _members(circle, about):
            found.setdefault(recipient.person, recipient)
    return list(found.values())


async def _members(circle: Whom, about: About) -> Sequence[Recipient]:
    on = today()
    if circle in (Whom.SUBMITTERS, Whom.LEAD_SUBMITTER, Whom.INVITED, Whom.ADDRESSEES):
        return recipients.themselves(await _names(circle, about))
    if circle is Whom.REVIEWERS:
        return await recipients.holders(on, (Role.REVIEWER,), body=about.case["body"]) if about.case["body"] else ()
    if circle in _OFFICE_ROLES:
        return await recipients.holders(on, (_OFFICE_ROLES[circle],))
    if circle in (Whom.LEAD, Whom.CO):
        return await _parts(circle, about)
    units = [a["department"] for a in about.assignments if a["department"] is not None]
    if circle is Whom.HANDLER:
        named = [a["handler"] for a in about.assignments if a["handler"] is not None]
        if not named:
            return await recipients.holders(on, (Role.HANDLER,), units=units)
        others = await recipients.stand_ins(on, named)
        return [Recipient(person, others.get(person, (person,))) for person in named]
    level = about.reply["approval_level"] or None if circle is Whom.APPROVERS and about.reply else None
    return await recipients.holders(on, (_UNIT_ROLES[circle],), units=units, level=level)


async def _parts(circle: Whom, about: About) -> Sequence[Recipient]:
    """Clerks of the units that lead or that are asked, with the handlers they named, in the whole case."""
    roles = LEADING if circle is Whom.LEAD else (AssignmentRole.CO,)
    where = (Assignment.case == about.case["id"]) & Assignment.role.is_in([role.value for role in roles])
    rows = await Assignment.select().where(where & Assignment.state.not_in(list(ENDED)))
    desk = About(about.case, about.machine, about.thing_id, about.occasion, tuple(rows))
    return await circle_of((Whom.CLERKS, Whom.HANDLER), desk) if rows else ()


async def _names(circle: Whom, about: About) -> list[int | None]:
    if circle is Whom.ADDRESSEES:
        where = Delivery.reply == about.thing_id
        sent = [row["person"] for row in await Delivery.select(Delivery.person).where(where).order_by(Delivery.id)]
        if sent:
            return sent
    wanted = Signature.INVITED if circle is Whom.INVITED else Signature.SIGNED
    where = (CaseSubmitter.case == about.case["id"]) & (CaseSubmitter.signature == wanted.value)
    rows = await CaseSubmitter.select(CaseSubmitter.person).where(where).order_by(CaseSubmitter.position)
    names = [row["person"] for row in rows]
    return names[:1] if circle is Whom.LEAD_SUBMITTER else names


async def _own(about: About, actor: Actor) -> set[int]:
    """Whose tasks are settled by an act that each does for himself: the actor's, his unit's, those of who has rated."""
    own = {actor.owner, actor.person}
    if actor.unit is not None:
        held = await recipients.holders(today(), tuple(Role), units=[actor.unit])
        own |= {one for recipient in held for one in (recipient.person, *recipient.on_duty)}
    if about.machine is Machine.REPLY:
        where = (Delivery.reply == about.thing_id) & (Delivery.state != FeedbackState.AWAITING.value)
        own |= {row["person"] for row in await Delivery.select(Delivery.person).where(where)}
    return {person for person in own if person is not None}


async def _due(event: Event, about: About) -> date | None:
    if event in _WITHOUT_DAY:
        return None
    if about.machine is Machine.COMMITMENT:
        return about.due
    if event in _CLOCKS:
        if not about.case["scheme"]:
            return None
        rules = await rules_of(about.case["scheme"])
        return due_on(_CLOCKS[event], today(), rules, await working_calendar())
    return min((a["due_on"] for a in about.assignments if a["due_on"] is not None), default=None)


def _due_words(due: date | None) -> str:
    return "" if due is None else DUE_SAID.format(month=due.month, day=due.day)


def _notice(event: Event, how: Telling, about: About, person: int, told: str, due: date | None) -> Notice:
    return Notice(
        person=person,
        key=f"{event.value}:{about.key}:{about.occasion}:{person}",
        event=event.value,
        case=about.case["id"],
        told=told,
        link=about.link or link_of(event, about),
        due_on=due,
        to_do=how.to_do,
    )


async def _insert_new(rows: list[Notice]) -> set[str]:
    """Enter the notices that are new; their keys."""
    keys = [row.key for row in rows]
    known = set(await Notice.select(Notice.key).where(Notice.key.is_in(keys)).output(as_list=True))
    fresh = [row for row in rows if row.key not in known]
    if fresh:
        await Notice.insert(*fresh).on_conflict(target=Notice.key, action="DO NOTHING")
    return {row.key for row in fresh}


def _called(about: About) -> tuple[str, str]:
    """How a mail names a case in its subject and in its text, where the title stands only if it is public."""
    if about.called:
        return about.called, about.called
    label = case_label(about.case)
    return label, f"{label}{about.case['title'] if about.case['audience'] == Audience.PUBLIC else ''}"


async def _mail(by_key: Mapping[str, int], event: Event, called: tuple[str, str], told: str, link: str) -> None:
    """Queue one message a person, and keep it out of his digest. called: what it is about, in subject and text."""
    address = await recipients.addresses(by_key.values())
    sent = {key: person for key, person in by_key.items() if person in address}
    if not sent:
        return
    rows = [
        OutboxMessage(
            key=key,
            recipient=address[person],
            subject=SUBJECT.format(what=event.label, case=called[0]),
            body=BODY.format(what=event.label, case=called[1], told=told, link=SITE + link),
        )
        for key, person in sent.items()
    ]
    await OutboxMessage.insert(*rows).on_conflict(target=OutboxMessage.key, action="DO NOTHING")
    await Notice.update({Notice.digested_at: now()}).where(Notice.key.is_in(list(sent)))
