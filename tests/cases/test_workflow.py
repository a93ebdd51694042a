"""One writer of states: for every state, verb and role the move works or is refused, and a refusal writes nothing."""

import asyncio
import itertools
from datetime import date

import pytest

from cases import tables
from cases.actor import SYSTEM, Actor
from cases.clock import today
from cases.database import write_tx
from cases.errors import CaseError, ChangedMeanwhile, ComesFirst, Forbidden, NotFound, NotFromHere, ReasonMissing
from cases.facts import Facts, facts_of
from cases.guards import GUARDS, Asked
from cases.journal import first_break
from cases.moves import MOVES
from cases.vocabulary import CaseState, Machine, ReplyState, Role, Track, Verb
from cases.workflow import STATES, TABLES, begin, decided, follow, move, offered, offers, taken
from tests.cases.lives import BODY, PERSON, UNIT, facts
from tests.cases.tables.rules import new_row
from tests.furnishing import furnish

pytestmark = pytest.mark.anyio

REASON = "情况已经核实清楚"
ACTORS = [Actor("甲", role, person=PERSON, unit=UNIT, body=BODY, level=9) for role in Role if role is not Role.OPERATOR]
STRANGERS = [Actor("乙", role, person=91, unit=92, body=93, level=9) for role in Role if role is not Role.OPERATOR]
INTENT = dict.fromkeys(
    (
        "category",
        "grounds",
        "merged_into",
        "units",
        "proposed",
        "handler",
        "submitter_told_on",
        "proceed_reason",
        "promises",
        "screened",
        "on_paper",
        "merged_into",
        "consented_on",
    ),
    True,
)


def facts_with(machine: Machine, state: str) -> tuple[Facts, dict]:
    """A case in the middle of its life, of which one machine stands in the state asked for."""
    given = {
        Machine.CASE: {"case": {"state": state, "recorded_by": PERSON}},
        Machine.ASSIGNMENT: {"assignments": [{"state": state}]},
        Machine.REPLY: {"replies": [{"state": state}]},
        Machine.COMMITMENT: {},
    }
    whole = facts(**given[machine])
    commitment = {"id": 9, "case": 1, "department": UNIT, "state": state, "version": 1, "audience": "parties"}
    things = {
        Machine.CASE: whole.case,
        Machine.ASSIGNMENT: whole.assignments[0],
        Machine.REPLY: whole.replies[0],
        Machine.COMMITMENT: commitment,
    }
    return whole, things[machine]


def test_every_state_verb_and_role_is_allowed_or_refused():
    """The answer is worked out a second time from the rows: some row's source, role, tie and guards must all fit."""
    for machine in Machine:
        for state, verb in itertools.product(STATES[machine], {m.verb for m in MOVES if m.machine is machine}):
            whole, thing = facts_with(machine, state)
            for actor in (*ACTORS, *STRANGERS):
                rows = [
                    m
                    for m in MOVES
                    if m.machine is machine
                    and m.verb is verb
                    and state in m.sources
                    and actor.role in m.roles
                    and m.track in (None, Track.CPPCC)
                ]
                held = [m for m in rows if all(GUARDS[g](Asked(whole, thing, actor, INTENT)) for g in m.guards)]
                tied = actor in ACTORS or actor.role in (Role.ASSIGNER, Role.OVERSIGHT, Role.LEADER, Role.SYSTEM)
                others = verb in (Verb.COSIGN, Verb.OBJECT_COSIGN) or (
                    verb is Verb.URGE
                    and actor.unit
                    and rows
                    and actor.role in (Role.CLERK, Role.HANDLER, Role.APPROVER)
                )
                draft = machine is Machine.CASE and state == CaseState.DRAFT and actor.role is Role.SUBMITTER
                try:
                    row = decided(machine, verb, whole, thing, actor, reason=REASON, intent=INTENT)
                except (NotFound, Forbidden, NotFromHere, ComesFirst):
                    assert not (held and tied and not others) or draft, (machine, state, verb, actor)
                else:
                    assert row in held, (machine, state, verb, actor)
                    assert tied, (machine, state, verb, actor)


def test_a_stranger_cannot_tell_a_hidden_case_from_none():
    for machine in (Machine.CASE, Machine.ASSIGNMENT):
        for state in STATES[machine]:
            whole, thing = facts_with(machine, state)
            for verb in {m.verb for m in MOVES if m.machine is machine}:
                for actor in STRANGERS:
                    if actor.role in (
                        Role.SUBMITTER,
                        Role.CLERK,
                        Role.HANDLER,
                        Role.APPROVER,
                        Role.REVIEWER,
                        Role.PUBLIC,
                        Role.ADMIN,
                    ):
                        with pytest.raises(NotFound):
                            decided(machine, verb, whole, thing, actor, reason=REASON, intent=INTENT)


def test_where_a_reason_is_asked_none_and_a_word_are_too_little():
    for row in (m for m in MOVES if m.reason):
        for state, role in itertools.product(row.sources, row.roles):
            whole, thing = facts_with(row.machine, state)
            actor = next(a for a in ACTORS if a.role is role)
            for reason in ("", "   ", "略"):
                with pytest.raises((ReasonMissing, ComesFirst, Forbidden)):
                    decided(row.machine, row.verb, whole, thing, actor, reason=reason, intent=INTENT)


def test_buttons_are_what_can_be_done():
    """Nor is anybody offered by itself what belongs to an act on the whole case: a unit's part is given and taken away
    by the form for units, which says who has it instead."""
    for machine in Machine:
        for state in STATES[machine]:
            whole, thing = facts_with(machine, state)
            for actor in (*ACTORS, *STRANGERS):
                shown = offers(whole, machine, thing, actor)
                assert len({offer.verb for offer in shown}) == len(shown)
                assert not any(offer.move.within for offer in shown)
                for offer in shown:
                    free = offered(whole, machine, thing, actor, offer.verb)
                    assert free == (offer.blocked is None)
                    if free:
                        row = decided(machine, offer.verb, whole, thing, actor, reason=REASON, intent=INTENT)
                        assert row.machine is machine
                    else:
                        assert str(offer.blocked).startswith("现在还不能")


class Life:
    """Rows of one case in the database, and the people who may move it."""

    async def make(self, state=CaseState.DRAFT):
        await furnish()
        self.body = (await new_row(tables.Body))["id"]
        self.unit = (await new_row(tables.Department, name="甲单位"))["id"]
        self.person = (await new_row(tables.Person, name="王建国"))["id"]
        self.staff = (await new_row(tables.Person, name="李审查"))["id"]
        self.submitter = Actor("王建国", Role.SUBMITTER, person=self.person)
        self.reviewer = Actor("李审查", Role.REVIEWER, person=self.staff, body=self.body)
        self.clerk = Actor("赵联络", Role.CLERK, person=self.staff, unit=self.unit)
        async with write_tx():
            self.case = await begin(
                Machine.CASE,
                {
                    "title": "关于养老的提案",
                    "track": "cppcc",
                    "body": self.body,
                    "audience": "own",
                    "submitter_kind": "individual",
                },
                actor=self.submitter,
                verb=Verb.CREATE,
            )
        await new_row(tables.CaseSubmitter, case=self.case, person=self.person, position=0, printed_name="王建国")
        await new_row(tables.ProposalText, case=self.case, title="关于养老", situation="情况", recommendations="建议")
        return self

    async def act(self, verb, actor, machine=Machine.CASE, thing=None, **more):
        thing = self.case if thing is None else thing
        seen = (await TABLES[machine].select().where(TABLES[machine].id == thing).first())["version"]
        async with write_tx():
            moved = await move(machine, thing, verb, actor=actor, seen=more.pop("seen", seen), **more)
            await follow(self.case)
        return moved

    async def to_review(self):
        await self.act(Verb.SUBMIT, self.submitter, changes={"audience": "parties"})
        await self.act(Verb.REGISTER, self.reviewer)

    async def assigned(self):
        await self.to_review()
        await self.act(Verb.FILE, self.reviewer, intent={"category": "民生"})
        await self.act(Verb.ASSIGN, self.reviewer, intent={"units": [self.unit]})
        async with write_tx():
            return await begin(
                Machine.ASSIGNMENT,
                {
                    "case": self.case,
                    "department": self.unit,
                    "printed_name": "甲单位",
                    "role": "sole",
                    "assigned_on": today(),
                },
                actor=self.reviewer,
                verb=Verb.ASSIGN,
                case=self.case,
            )

    async def traces(self):
        """What a refused move must leave as it was."""
        return (
            await tables.JournalEntry.count(),
            await tables.StaleMark.select(tables.StaleMark.stamp).order_by(tables.StaleMark.id),
            await tables.Case.select().where(tables.Case.id == self.case),
            await tables.Assignment.select().where(tables.Assignment.case == self.case),
        )


@pytest.fixture
async def life(database):
    return await Life().make()


async def test_a_move_writes_state_journal_and_stale_mark_together(life):
    moved = await life.act(Verb.SUBMIT, life.submitter, changes={"audience": "parties"}, told="CX-1")
    row = await tables.Case.select().where(tables.Case.id == life.case).first()
    assert (row["state"], row["version"], moved.new) == ("submitted", 2, "submitted")
    last = await tables.JournalEntry.select().order_by(tables.JournalEntry.seq, ascending=False).first()
    assert (last["verb"], last["old"], last["new"], last["case"], last["person"]) == (
        "submit",
        "draft",
        "submitted: CX-1",
        life.case,
        life.person,
    )
    assert await tables.StaleMark.exists().where(tables.StaleMark.thing_id == life.case)
    assert await first_break() is None


async def test_a_refused_move_leaves_no_trace(life):
    assignment = await life.assigned()
    before = await life.traces()
    stranger = Actor("外人", Role.CLERK, person=life.staff, unit=life.unit + 1000)
    tries = [
        (Machine.ASSIGNMENT, assignment, Verb.ACCEPT, stranger, {}, NotFound),
        (Machine.ASSIGNMENT, assignment, Verb.ACCEPT, life.submitter, {}, Forbidden),
        (Machine.ASSIGNMENT, assignment, Verb.PLAN, life.clerk, {}, NotFromHere),
        (Machine.ASSIGNMENT, assignment, Verb.REQUEST_RETURN, life.clerk, {"reason": "不归我们管"}, ComesFirst),
        (Machine.ASSIGNMENT, assignment, Verb.REQUEST_RETURN, life.clerk, {"intent": {"proposed": 1}}, ReasonMissing),
        (Machine.ASSIGNMENT, assignment, Verb.ACCEPT, life.clerk, {"seen": 7}, ChangedMeanwhile),
        (Machine.CASE, life.case, Verb.SUBMIT, life.submitter, {}, NotFromHere),
        (Machine.CASE, life.case, Verb.CONCLUDE, life.reviewer, {}, NotFromHere),
        (Machine.CASE, 987_654, Verb.SUBMIT, life.submitter, {"seen": 1}, NotFound),
    ]
    for machine, thing, verb, actor, more, error in tries:
        with pytest.raises(error) as caught:
            if thing == 987_654:
                async with write_tx():
                    await move(machine, thing, verb, actor=actor, seen=1)
            else:
                await life.act(verb, actor, machine, thing, **more)
        assert isinstance(caught.value, CaseError)
        assert await life.traces() == before


async def test_the_case_follows_its_units(life):
    assignment = await life.assigned()
    await life.act(Verb.ACCEPT, life.clerk, Machine.ASSIGNMENT, assignment)
    assert (await facts_of(life.case)).case["state"] == CaseState.IN_HANDLING
    ask = {"reason": "职责在别的单位", "intent": {"proposed": life.unit}}
    await life.act(Verb.REQUEST_RETURN, life.clerk, Machine.ASSIGNMENT, assignment, **ask)
    assert (await facts_of(life.case)).case["state"] == CaseState.IN_HANDLING  # asking flips nothing
    await life.act(Verb.GRANT_RETURN, life.reviewer, Machine.ASSIGNMENT, assignment, reason="同意改由别处办理")
    assert (await facts_of(life.case)).case["state"] == CaseState.TO_ASSIGN


async def test_a_unit_that_gave_the_case_back_sees_it_no_more(life):
    assignment = await life.assigned()
    async with write_tx():
        assert (await taken(life.case, life.clerk)).case["id"] == life.case
    ask = {"reason": "职责在别的单位", "intent": {"proposed": life.unit}}
    await life.act(Verb.REQUEST_RETURN, life.clerk, Machine.ASSIGNMENT, assignment, **ask)
    await life.act(Verb.GRANT_RETURN, life.reviewer, Machine.ASSIGNMENT, assignment, reason="同意改由别处办理")
    with pytest.raises(NotFound):
        async with write_tx():
            await taken(life.case, life.clerk)


async def test_of_fifty_at_once_one_wins_and_the_others_are_told(life):
    assignment = await life.assigned()

    async def accept():
        try:
            async with write_tx():
                await move(Machine.ASSIGNMENT, assignment, Verb.ACCEPT, actor=life.clerk, seen=1)
        except ChangedMeanwhile as lost:
            return lost
        return None

    answers = await asyncio.gather(*(accept() for _ in range(50)))
    assert answers.count(None) == 1
    assert {lost.act for lost in answers if lost} == {Verb.ACCEPT.label}
    assert await tables.JournalEntry.count().where(tables.JournalEntry.verb == Verb.ACCEPT.value) == 1
    assert await first_break() is None


async def test_rules_of_the_system_need_nobody(life):
    assignment = await life.assigned()
    await life.act(Verb.ACCEPT, life.clerk, Machine.ASSIGNMENT, assignment)
    reply = await new_row(
        tables.Reply,
        case=life.case,
        assignment=assignment,
        department=life.unit,
        state=ReplyState.SENT.value,
        audience="parties",
    )
    async with write_tx():
        await move(Machine.ASSIGNMENT, assignment, Verb.REPLY_GIVEN, actor=SYSTEM)
        await follow(life.case)
    facts = await facts_of(life.case)
    assert (facts.case["state"], facts.newest_reply(assignment)["id"]) == (CaseState.REPLIED, reply["id"])


def test_a_day_is_no_instant():
    assert isinstance(today(), date)
