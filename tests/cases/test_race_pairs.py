"""Two at once upon one thing: whatever two moves are both possible, one of them happens and the other is told of it.

By itself each database tries every other pair; with DAFU_RACES set, both try all.
"""

import asyncio
import itertools
import os

import pytest

from cases import tables
from cases.actions.approvals import approve
from cases.actions.assignments import accept
from cases.actions.deliveries import send_reply
from cases.actions.extensions import NewExtension, approve_extension, latest_day, refuse_extension, request_extension
from cases.actions.publications import publish
from cases.actions.publications import withdraw as withdraw_publication
from cases.actions.returns import decide_return, request_return
from cases.actions.submissions import withdraw
from cases.clock import now, today
from cases.database import write_tx
from cases.errors import CaseError, ChangedMeanwhile, NotFound
from cases.facts import facts_of
from cases.journal import first_break
from cases.permissions import sees
from cases.queries.publications import personal_stretches
from cases.vocabulary import CaseState, Machine, Role, Verb
from cases.workflow import STATES, TABLES, decided, follow, move, offers
from tests.accounts import actor_as
from tests.cases.test_races import all_sound, outcome
from tests.cases.test_workflow import INTENT, REASON
from tests.factories import make_case
from tests.replying import handled

pytestmark = pytest.mark.anyio
MACHINES = (Machine.CASE, Machine.ASSIGNMENT, Machine.REPLY)


class Stage:
    """A case with an assignment and a reply, put into any state, and everybody who may move them."""

    async def make(self):
        self.case = await handled(units=2)
        reply = await self.case.drafted()
        cast, made = self.case.made.cast, self.case.made
        offices = [await actor_as(role) for role in (Role.OVERSIGHT, Role.LEADER)]
        self.people = [
            cast.submitter, cast.reviewer, cast.assigner, *cast.clerks.values(), self.case.writer, *self.case.signers,
            *offices, await actor_as(Role.ASSIGNER),
        ]  # fmt: skip
        self.things = {Machine.CASE: made.id, Machine.ASSIGNMENT: self.case.lead["id"], Machine.REPLY: reply}
        async with write_tx():
            text = tables.Delivery(
                reply=reply, submitter=(await tables.CaseSubmitter.select().where(
                    tables.CaseSubmitter.case == made.id))[0]["id"],
                person=cast.submitter.person, sent_at=now(), feedback_due_on=today(),
            )  # fmt: skip
            await tables.Delivery.insert(text)
        return self

    async def put(self, machine, state):
        """All three in the middle of their lives, and this one in this state; its version."""
        usual = {Machine.CASE: "in_handling", Machine.ASSIGNMENT: "working", Machine.REPLY: "drafting"}
        for kind, thing in self.things.items():
            columns = {"state": state if kind is machine else usual[kind]}
            if kind is Machine.CASE and state != "draft":
                columns["audience"] = "parties"
            if kind is Machine.REPLY:
                columns |= {"audience": "units", "approval_level": 1 if state == "pending_sign" else 0}
            await TABLES[kind].update(columns, force=True).where(TABLES[kind].id == thing)

    async def row(self, machine):
        table = TABLES[machine]
        return (await table.select().where(table.id == self.things[machine]))[0]

    async def possible(self, machine):
        """Who may do what now, each verb by up to two people."""
        facts, thing, found = await facts_of(self.case.id), await self.row(machine), {}
        for person in self.people:
            for offer in offers(facts, machine, thing, person):
                if offer.blocked is None and len(found.setdefault(offer.verb, [])) < 2:
                    found[offer.verb].append(person)
        return [(verb, person) for verb, people in found.items() for person in people]

    async def act(self, machine, verb, person, seen):
        async with write_tx():
            thing = self.things[machine]
            await move(machine, thing, verb, actor=person, seen=seen, reason=REASON, intent=INTENT)
            await follow(self.case.id)

    async def target(self, machine, verb, person):
        facts, thing = await facts_of(self.case.id), await self.row(machine)
        row = decided(machine, verb, facts, thing, person, reason=REASON, intent=INTENT)
        return row.target or thing["state"]


def apart(pairs):
    """Every two verbs once, and every verb with itself."""
    met = set()
    for one, other in itertools.combinations_with_replacement(pairs, 2):
        key = frozenset((one[0], other[0]))
        if key not in met and (one[1] is not other[1] or len(pairs) < 2):
            met.add(key)
            yield one, other


async def test_of_two_moves_from_one_state_one_happens_and_the_other_is_told(database):
    stage, tried, step = await Stage().make(), set(), 1 if "DAFU_RACES" in os.environ else 2
    pairs = itertools.count(database.engine_type == "postgres")
    for machine in MACHINES:
        for state in STATES[machine]:
            await stage.put(machine, state)
            for one, other in apart(await stage.possible(machine)):
                if next(pairs) % step:
                    continue
                await stage.put(machine, state)
                await both_at_once(stage, machine, one, other)
                tried.add((machine, state, one[0], other[0]))
    assert len({(machine, state) for machine, state, *_ in tried}) > 15
    assert len(tried) > 80 // step
    assert await first_break() is None


async def both_at_once(stage, machine, one, other):
    entry, thing = tables.JournalEntry, stage.things[machine]
    mine = (entry.thing == machine.value) & (entry.thing_id == thing)
    seen, before = (await stage.row(machine))["version"], await entry.count().where(mine)
    targets = [await stage.target(machine, *act) for act in (one, other)]
    answers = await asyncio.gather(*(outcome(stage.act(machine, *act, seen)) for act in (one, other)))
    assert answers.count(None) == 1, (machine, one, other, answers)
    won = answers.index(None)
    winner, lost = (one, other)[won], answers[1 - won]
    row = await stage.row(machine)
    first, *followed = (await entry.select().where(mine).order_by(entry.seq))[before:]
    assert (first["verb"], first["person"]) == (winner[0], winner[1].person), (machine, one, other)
    assert first["new"].split(":")[0] == targets[won]
    assert row["version"] == seen + 1 + len(followed)
    assert followed or row["state"] == targets[won]
    if isinstance(lost, NotFound):
        assert not sees((one, other)[1 - won][1], (await facts_of(stage.case.id)).standing())
    else:
        assert isinstance(lost, ChangedMeanwhile), (machine, one, other, lost)
        assert followed or (lost.who, lost.act) == (winner[1].name, winner[0].label)


async def at_once(*acts):
    """What came of acts that began together, in each order of arrival that their makers give."""
    return await asyncio.gather(*(outcome(act) for act in acts))


def one_of(answers):
    """Which act won; the other was refused by a sentence and not by a fault."""
    problems = [answer for answer in answers if isinstance(answer, CaseError)]
    assert len(problems) == 1, answers
    assert problems[0].status in (404, 409), problems
    return next(n for n, answer in enumerate(answers) if not isinstance(answer, CaseError))


@pytest.mark.parametrize("turned", [1, -1])
async def test_taking_a_case_back_against_approving_its_reply(database, turned):
    case = await handled()
    reply = await case.asked()
    seen, version = await case.seen(reply), (await case.made.row())["version"]
    reviewer, signer = case.made.cast.reviewer, case.signers[0]
    acts = [
        withdraw(case.id, reason="提案人书面要求撤回", seen=version, actor=reviewer),
        approve(reply, seen, actor=signer),
    ]
    await at_once(*acts[::turned])
    # The reply's step first and the case withdrawn then, or the case withdrawn and nothing after it.
    assert (await case.made.row())["state"] == CaseState.WITHDRAWN
    told = (
        await tables.JournalEntry.select().where(tables.JournalEntry.case == case.id).order_by(tables.JournalEntry.seq)
    )
    verbs = [row["verb"] for row in told]
    assert Verb.APPROVE not in verbs or verbs.index(Verb.APPROVE) < verbs.index(Verb.WITHDRAW)
    later = await case.seen(reply)
    assert isinstance(await outcome(approve(reply, later, actor=case.signers[1])), CaseError)
    await all_sound()


@pytest.mark.parametrize("turned", [1, -1])
async def test_accepting_against_asking_to_hand_back(furnished, turned):
    made = await make_case(CaseState.ASSIGNED)
    unit, clerk = made.cast.units[0], made.cast.clerk()
    other = await actor_as(Role.CLERK, unit=unit)
    row = await made.assignment(unit)
    back = request_return(row["id"], row["version"], "职责在别的单位", "", unit + 1, actor=other)
    acts = [accept(row["id"], row["version"], actor=clerk), back]
    one_of(await at_once(*acts[::turned]))
    after = await made.assignment(unit)
    waiting = await tables.ReturnRequest.count()
    assert (after["state"], waiting) in (("accepted", 0), ("return_requested", 1))
    assert after["version"] == row["version"] + 1
    await all_sound()


@pytest.mark.parametrize("turned", [1, -1])
async def test_granting_a_return_against_refusing_it(furnished, turned):
    made = await make_case(CaseState.ASSIGNED)
    unit = made.cast.units[0]
    row = await made.assignment(unit)
    asked = await request_return(row["id"], row["version"], "职责在别的单位", "", unit + 1, actor=made.cast.clerk())
    seen = (await made.assignment(unit))["version"]
    offices = [made.cast.reviewer, made.cast.assigner]
    acts = [
        decide_return(asked, seen, "核实后作此决定", granted=granted, actor=who)
        for granted, who in zip((True, False), offices, strict=True)
    ]
    one_of(await at_once(*acts[::turned]))
    state, counted = (await made.assignment(unit))["state"], (await made.row())["returns"]
    decided = (await tables.ReturnRequest.select())[0]["state"]
    assert (state, counted, decided) in (("returned", 1, "granted"), ("accepted", 0, "refused"))
    await all_sound()


@pytest.mark.parametrize("turned", [1, -1])
async def test_granting_more_time_against_refusing_it_and_against_sending(database, turned):
    case = await handled()
    reply = await case.signed()
    lead = await case.made.assignment(case.lead["department"])
    facts = await facts_of(case.id)
    new = NewExtension(latest_day(facts, lead), "牵头的两个部门还在会商", today())
    asked = await request_extension(lead["id"], lead["version"], new, actor=case.made.cast.clerk())
    seen, version = lead["version"] + 1, (await case.reply(reply))["version"]
    cast = case.made.cast
    acts = [
        approve_extension(asked, seen, "同意", today(), actor=cast.assigner),
        refuse_extension(asked, seen, "时间还很充裕", actor=cast.reviewer),
        send_reply(reply, version, actor=case.writer),
    ]
    answers = await at_once(*acts[::turned])
    assert sum(isinstance(one, CaseError) for one in answers) in (1, 2)
    assert {one.status for one in answers if isinstance(one, CaseError)} <= {409}
    state = (await tables.Extension.select())[0]["state"]
    due = (await case.made.assignment(case.lead["department"]))["due_on"]
    assert (due == new.asked_due_on) == (state == "approved")
    await all_sound()


@pytest.mark.parametrize("turned", [1, -1])
async def test_what_is_not_public_wins_over_publishing(database, turned):
    """Published already and published anew against taken back: never ends public after it was taken back last."""
    case = await handled()
    reply = await case.sent()
    office, other = case.made.cast.assigner, await actor_as(Role.ASSIGNER)
    row = await case.reply(reply)
    document = (await tables.Document.select().where(tables.Document.id == row["document"]))[0]
    keys = {one.key for one in personal_stretches(await facts_of(case.id), row, document, ())}
    await publish(reply, row["version"], screened=keys, actor=office)
    seen = row["version"] + 1
    acts = [
        publish(reply, seen, screened=keys, actor=office),
        withdraw_publication(reply, seen, reason="提案人改变了主意", actor=other),
    ]
    answers = await at_once(*acts[::turned])
    assert {one.status for one in answers if isinstance(one, CaseError)} <= {409}
    row, whole = await case.reply(reply), await case.made.row()
    taken_back = row["audience"] != "public"
    public = await tables.Publication.select()
    assert taken_back, "publishing anew won over taking back"
    assert (whole["audience"] != "public", public[0]["state"]) == (True, "withdrawn")
    await all_sound()
