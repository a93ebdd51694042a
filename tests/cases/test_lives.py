"""Whole lives of cases, played by chance: every act that is offered can be done, no other, and what must hold holds.

Each step lets one of the people do one of the acts that are offered to him at that moment, tries one that is not, or
comes with an old version of a thing. What must hold is stated here anew, from the rows, without the guards.

By default a handful of lives, for a run of every day. ``DAFU_LIVES=200 DAFU_STEPS=80`` plays that many and as long.
"""

import asyncio
import hashlib
import os
import re
import shutil
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from cases import database, tables, workflow
from cases.database import write_tx
from cases.errors import CaseError, ChangedMeanwhile, InvitationsOpen, NotReadyForApproval
from cases.journal import first_break
from cases.moves import FIRST_STATES, MOVES
from cases.vocabulary import AssignmentState, CaseState, Machine, ReplyState, Role, Score, Verb
from cases.workflow import STATES, TABLES, move
from tests.cases.playing import Choice, Company, Play, company, is_played
from tests.factories import Cast, make_case

LIVES = int(os.environ.get("DAFU_LIVES", "6"))
STEPS = int(os.environ.get("DAFU_STEPS", "15"))
# An act may still say what else is missing, where that shows only in the words or in the moment of doing it.
TOLD_WHEN_DONE = (InvitationsOpen, NotReadyForApproval)
C, A, R = CaseState, AssignmentState, ReplyState
ANSWERED = {C.REPLIED, C.CONCLUDED, C.TRACKING, C.CLOSED}
NUMBERED = ANSWERED | {C.FILED, C.TO_ASSIGN, C.ASSIGNED, C.IN_HANDLING}
SIGNED = {R.SIGNED, R.SENT, R.SUPERSEDED}
SENT = {A.OPINION_SENT, A.REPLY_SENT, A.DONE}


@pytest.fixture(scope="module")
def stage(furnished_sqlite, tmp_path_factory):
    """A file with the company in it, to be copied for each life, and the company."""
    path = tmp_path_factory.mktemp("stage") / "dafu.sqlite"
    shutil.copyfile(furnished_sqlite, path)

    async def made() -> Company:
        await database.open_database(f"sqlite:///{path}", migrated=False)
        try:
            return await company()
        finally:
            await database.close()

    return path, asyncio.run(made())


def lives_on(path, people: Company, folder) -> type[RuleBasedStateMachine]:
    """The machine over copies of one file."""

    class Lives(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            copy = folder / "life.sqlite"
            shutil.copyfile(path, copy)
            self.runner = asyncio.Runner()
            self.run = self.runner.run
            self.run(database.open_database(f"sqlite:///{copy}", migrated=False))
            self.kept: dict[tuple[str, int], str] = {}

        @initialize(state=st.sampled_from([C.IN_HANDLING, C.DRAFT, C.IN_REVIEW, C.FILED]))
        def born(self, state):
            first, lead, helper = people.people[0], people.people[5], people.people[6]
            by_unit = dict(zip(people.units, (lead, helper), strict=True))
            cast = Cast(first, people.people[2], people.people[3], by_unit)
            self.play = Play(people, self.run(make_case(state, cast=cast, units=2)))

        @rule(data=st.data(), score=st.sampled_from([Score.SATISFIED, Score.DISSATISFIED]), helped=st.booleans())
        def go_on(self, data, score, helped):
            """Something that brings the case nearer to its end, three steps of it at most."""
            self.play.scores, self.play.helped = lambda: score, lambda: helped
            for _ in range(3):
                nearer = self.run(self.play.forward())
                if nearer:
                    self._act(data.draw(st.sampled_from(nearer)))

        @rule(data=st.data())
        def go_anywhere(self, data):
            """Any act that is offered."""
            free = self.run(self.play.choices())
            if free:
                self._act(data.draw(st.sampled_from(free)))

        @rule(data=st.data())
        def trespass(self, data):
            """An act that is not offered to this one now is refused, and leaves no trace."""
            free = set(self.run(self.play.choices()))
            machine, thing = data.draw(st.sampled_from(self.run(self.play.things())))
            verbs = sorted({m.verb for m in MOVES if m.machine is machine and is_played(machine, m.verb)})
            who = data.draw(st.integers(0, len(people.people) - 1))
            one = Choice(who, machine, thing["id"], data.draw(st.sampled_from(verbs)))
            if one not in free:
                self._refused(one, thing["version"], CaseError)

        @rule(data=st.data())
        def come_late(self, data):
            """An act that is offered, but by somebody who looked at an older version of the thing."""
            free = [one for one in self.run(self.play.choices()) if one.verb is not Verb.DRAFT]
            if not free:
                return
            one = data.draw(st.sampled_from(free))
            row = self.run(_row(one.machine, one.thing))
            self._refused(one, row["version"] - 1, ChangedMeanwhile)

        def _act(self, one: Choice):
            before = self.run(_traces())
            try:
                self.run(self.play.act(one))
                event(f"{one.machine.value}: {one.verb.value}")
            except TOLD_WHEN_DONE:
                assert self.run(_traces()) == before
            self.run(self._holds())

        def _refused(self, one: Choice, seen: int, error: type[CaseError]):
            before = self.run(_traces())
            with pytest.raises(error):
                self.run(self.play.plainly(one, seen))
            assert self.run(_traces()) == before

        async def _holds(self):
            case = await _row(Machine.CASE, self.play.made.id)
            event(f"state: {case['state']}")
            await _states_have_their_grounds(case)
            await _replies_have_theirs(case["id"])
            await _ratings_are_the_submitters(people)
            await _journal_tells_the_states()
            await _numbers_have_no_gaps()
            await self._kept_words_stay()
            assert await first_break() is None

        async def _kept_words_stay(self):
            """A version that was kept is never another one later, and never gone."""
            now = {}
            for table in (tables.ReplyText, tables.ProposalText):
                for row in await table.select().where(table.kind != "working"):
                    words = "\0".join(str(row[c]) for c in sorted(row) if c not in ("id", "updated_at"))
                    now[table.__name__, row["id"]] = hashlib.sha256(words.encode()).hexdigest()
            assert {key: now.get(key) for key in self.kept} == self.kept
            self.kept = now

        def teardown(self):
            self.run(database.close())
            self.runner.close()

    return Lives


def test_lives(stage, tmp_path):
    """The machine; SQLite, one file a life."""
    bounds = settings(
        max_examples=LIVES,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        # A life that went wrong is told whole: to look for a shorter one takes hundreds of lives.
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
        database=None,
    )
    run_state_machine_as_test(lives_on(*stage, tmp_path), settings=bounds)


@pytest.mark.anyio
@pytest.mark.parametrize("machine", [Machine.CASE, Machine.ASSIGNMENT])
async def test_what_changed_since_it_was_read_is_not_written_over(furnished, monkeypatch, machine):
    """The check in the UPDATE itself, for a row that somebody changed between this transaction's reading and writing.

    Tried by taking ``version`` and ``state`` out of the where-clause of ``workflow._write``: this test fails then, and
    those of fifty at once do not, for on both databases something else makes them wait for one another.
    """
    made = await make_case(CaseState.ASSIGNED)
    thing = made.id if machine is Machine.CASE else (await made.assignment(made.cast.units[0]))["id"]
    verb, actor = (Verb.URGE, made.cast.assigner) if machine is Machine.CASE else (Verb.ACCEPT, made.cast.clerk())
    read = workflow._taken

    async def read_and_overtaken(*asked):
        facts, row = await read(*asked)
        table = TABLES[machine]
        await table.update({table.version: row["version"] + 1}).where(table.id == row["id"])
        return facts, row

    before = await _row(machine, thing)
    monkeypatch.setattr(workflow, "_taken", read_and_overtaken)
    with pytest.raises(ChangedMeanwhile):
        async with write_tx():
            await move(machine, thing, verb, actor=actor, seen=before["version"])
    assert await _row(machine, thing) == before


async def _row(machine: Machine, thing: int) -> dict:
    return (await TABLES[machine].select().where(TABLES[machine].id == thing))[0]


async def _traces() -> list:
    """All that an act may leave behind."""
    counted = (tables.JournalEntry, tables.Notice, tables.OutboxMessage, tables.Delivery, tables.Feedback,
               tables.ReplyText, tables.Contact, tables.Review, tables.Approval)  # fmt: skip
    rows = [await table.select().order_by(table.id) for table in TABLES.values()]
    return [*rows, *[await table.count() for table in counted], await tables.Counter.select()]


async def _states_have_their_grounds(case: dict) -> None:
    """What must have come about for a case to be where it is."""
    state, own = C(case["state"]), {"case": case["id"]}
    parts = await tables.Assignment.select().where(tables.Assignment.case == own["case"])
    live = [p for p in parts if p["state"] not in (A.RETURNED, A.CANCELLED)]
    leading = [p for p in live if p["role"] != "co"]
    if state is not C.DRAFT:
        texts = await tables.ProposalText.select().where(tables.ProposalText.case == own["case"])
        assert any(t["title"].strip() and t["situation"].strip() and t["recommendations"].strip() for t in texts)
    if state in NUMBERED:
        assert case["number"]
        assert case["category"]
    if state in (C.ASSIGNED, C.IN_HANDLING, *ANSWERED):
        assert leading
    if state is C.ASSIGNED:
        assert all(p["state"] in (A.PENDING_ACCEPT, A.RETURN_REQUESTED) for p in live)
    if state in (C.WITHDRAWN, C.TO_ASSIGN):
        assert not leading
    if state in ANSWERED:
        assert {p["state"] for p in leading} <= SENT
        for part in leading:
            assert await _answers(part["id"], case["round"])
    if state in (C.CONCLUDED, C.TRACKING, C.CLOSED):
        waiting = tables.Delivery.reply.case == case["id"]
        now = tables.Delivery.reply.round == case["round"]
        first = tables.Delivery.submitter.position == 0
        assert not await tables.Delivery.exists().where(waiting & now & first & (tables.Delivery.state == "awaiting"))
    if state is C.CLOSED:
        done = ("fulfilled", "cancelled", "unverifiable")
        promises = await tables.Commitment.select().where(tables.Commitment.case == case["id"])
        assert {p["state"] for p in promises if p["current"]} <= set(done)


async def _answers(part: int, round_: int) -> bool:
    table = tables.Reply
    mine = (table.assignment == part) & (table.round == round_) & (table.kind == "reply")
    return bool(await table.exists().where(mine & (table.state == R.SENT.value)))


async def _replies_have_theirs(case: int) -> None:
    """A reply that was signed: number, meeting, another's signature. One that was sent: an addressee, every opinion."""
    for reply in await tables.Reply.select().where((tables.Reply.case == case) & (tables.Reply.kind == "reply")):
        if reply["state"] not in SIGNED:
            continue
        assert reply["doc_no"]
        assert await tables.Contact.exists().where(tables.Contact.assignment == reply["assignment"])
        approval = tables.Approval
        signed = (approval.reply == reply["id"]) & (approval.decision == "signed")
        signers = [row["approver"] for row in await approval.select().where(signed)]
        assert len(signers) == 1
        assert signers[0] not in (None, reply["drafter"])
        if reply["state"] != R.SIGNED:
            assert await tables.Delivery.exists().where(tables.Delivery.reply == reply["id"])
    current = defaultdict(int)
    for reply in await tables.Reply.select().where((tables.Reply.case == case) & (tables.Reply.kind == "reply")):
        current[reply["printed_name"]] += reply["state"] == R.SENT
    assert all(count <= 1 for count in current.values())


async def _ratings_are_the_submitters(people: Company) -> None:
    """No rating is by a unit; what the office enters, it enters from paper."""
    role_of = {actor.person: actor.role for actor in people.people}
    for row in await tables.Feedback.select():
        assert role_of[row["given_by"]] is (Role.REVIEWER if row["on_paper"] else Role.SUBMITTER)


async def _journal_tells_the_states() -> None:
    """Going through the journal, each row takes up where the last one left its thing, to the state it is in now."""
    entry, verbs = tables.JournalEntry, defaultdict(set)
    for one in MOVES:
        verbs[one.machine].add(one.verb.value)
    for machine, table in TABLES.items():
        codes = {state.value for state in STATES[machine]}
        at = defaultdict(lambda first=FIRST_STATES[machine]: str(first))
        for row in await entry.select().where(entry.thing == machine.value).order_by(entry.seq):
            new = (row["new"] or "").partition(": ")[0]
            if row["verb"] in verbs[machine] and row["old"] in codes and new in codes:
                assert row["old"] == at[row["thing_id"]], row
                at[row["thing_id"]] = new
        for row in await table.select(table.id, table.state):
            assert row["state"] == at[row["id"]], (machine, row)


async def _numbers_have_no_gaps() -> None:
    """Letters of each unit are numbered 1, 2, 3 … in each year, none twice, none left out."""
    given = defaultdict(list)
    for row in await tables.Reply.select(tables.Reply.doc_no).where(tables.Reply.doc_no.is_not_null()):
        mark, year, number = re.fullmatch(r"(.*)〔(\d{4})〕(\d+)号", row["doc_no"]).groups()
        given[mark, year].append(int(number))
    for numbers in given.values():
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
    cases = await tables.Case.select(tables.Case.number).where(tables.Case.number.is_not_null())
    assert len({row["number"] for row in cases}) == len(cases)
