"""The life of a promise after it was found: looked through, corrected, reported, verified by others, put off, urged."""

from datetime import timedelta

import pytest

from cases import tables
from cases.actions import findings
from cases.actions.assignments import Chosen
from cases.actions.commitments import (
    Report,
    answer_contest,
    ask_change,
    close,
    contest,
    decide_change,
    report,
    urge_commitments,
    verify,
)
from cases.actor import Actor
from cases.clock import today
from cases.errors import CaseError, ChangedMeanwhile, ComesFirst, Forbidden, NotFound, StoppedAt, WordsNotThere
from cases.vocabulary import Category, CommitmentLabel, Role, Stage, Verb, Verdict
from tests.cases.tables.rules import new_row
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio
TEXT = "我局将于今年年底前建成三处驿站，并为每处配备两名护理员。同时完善巡访制度。"
FIRST, SECOND = "我局将于今年年底前建成三处驿站", "为每处配备两名护理员"
DUE = today() + timedelta(days=40)


class Promised:
    """A case with one finding, and the people around it."""

    async def made(self, state="identified", *, alone=False):
        self.cast = await cast_of()
        case = await make_case("in_handling", cast=self.cast)
        self.unit, document = self.cast.units[0], await new_row(tables.Document, text=TEXT, audience="public")
        self.case = None if alone else case.id
        row = await new_row(
            tables.Commitment, document=document["id"], case=self.case, department=self.unit, quote=TEXT[:27], start=0,
            end=27, state=state, due_on=DUE, original_due_on=DUE, audience="public" if alone else "parties",
        )  # fmt: skip
        self.id, self.office = row["id"], Actor("督办", Role.OVERSIGHT, person=await person())
        self.clerk = Actor("联络员", Role.CLERK, person=await person(), unit=self.unit)
        return self

    async def row(self):
        return await tables.Commitment.select().where(tables.Commitment.id == self.id).first()

    async def seen(self):
        return (await self.row())["version"]

    async def verbs(self):
        entry = tables.JournalEntry
        where = (entry.thing == "commitment") & (entry.thing_id == self.id)
        return await entry.select(entry.verb).where(where).order_by(entry.seq).output(as_list=True)


async def person():
    return (await new_row(tables.Person))["id"]


@pytest.fixture
async def found(furnished):
    return await Promised().made()


@pytest.fixture
async def confirmed(furnished):
    return await Promised().made("confirmed")


async def test_a_batch_is_looked_through_and_who_came_late_stops_nobody(found):
    other = await Promised().made()
    late = Chosen(found.id, 99)
    looked = await findings.look_through([Chosen(other.id, 1)], [late], actor=found.office)
    assert looked.done == 1 and [one for one, _ in looked.refused] == [found.id]
    assert (await other.row())["state"] == "confirmed" and (await found.row())["state"] == "identified"
    await findings.look_through([], [Chosen(found.id, 1)], actor=found.office)
    assert (await found.row())["state"] == "rejected"
    await findings.look_through([], [], restored=[Chosen(found.id, 2)], actor=found.office)
    assert await found.verbs() == ["reject_finding", "restore_finding"]


async def test_the_words_are_cut_from_the_document_and_the_machine_s_kept(found):
    wanted = findings.Correction(FIRST, CommitmentLabel.HARD, Category.FACILITY, found.unit, "王科长", "三处", "", DUE)
    with pytest.raises(WordsNotThere):
        changed = findings.Correction("我局争取建成四处驿站", *list(_fields(wanted))[1:])
        await findings.correct(found.id, 1, changed, actor=found.office)
    await findings.correct(found.id, 1, wanted, actor=found.office)
    row = await found.row()
    assert (row["quote"], TEXT[row["start"] : row["end"]], row["found_quote"]) == (FIRST, FIRST, TEXT[:27])
    assert (row["label"], row["owner"], row["measure"], row["version"]) == ("C-HARD", "王科长", "三处", 2)


def _fields(wanted):
    return (getattr(wanted, name) for name in wanted.__dataclass_fields__)


async def test_one_finding_becomes_two_and_two_become_one(found):
    made = await findings.split(found.id, 1, SECOND, actor=found.office)
    new = await tables.Commitment.select().where(tables.Commitment.id == made).first()
    assert (new["quote"], new["by_hand"], new["state"], new["case"]) == (SECOND, True, "identified", found.case)
    with pytest.raises(ComesFirst):
        await findings.merge(made, 1, made, actor=found.office)
    await findings.merge(made, 1, found.id, actor=found.office)
    new = await tables.Commitment.select().where(tables.Commitment.id == made).first()
    assert (new["state"], new["merged_into"]) == ("merged", found.id)


async def test_what_a_unit_reports_another_person_verifies(confirmed, tmp_path):
    said = Report(Stage.DONE, "三处驿站均已建成并投入使用")
    files = [("证明.txt", "驿站验收单：合格，三处均已投用。".encode())]
    both = Actor("兼任", Role.OVERSIGHT, person=confirmed.clerk.person)
    await report(confirmed.id, 1, said, files, folder=tmp_path, actor=confirmed.clerk)
    assert (await confirmed.row())["state"] == "reported_done"
    assert (await tables.Evidence.select())[0]["name"] == "证明.txt"
    with pytest.raises(ComesFirst):
        await verify(confirmed.id, 2, Verdict.TRUE, "", actor=both)
    with pytest.raises(Forbidden):
        await verify(confirmed.id, 2, Verdict.TRUE, "", actor=confirmed.clerk)
    await verify(confirmed.id, 2, Verdict.FALSE, "现场只看到两处", actor=confirmed.office)
    await report(confirmed.id, 3, said, [], folder=tmp_path, actor=confirmed.clerk)
    await verify(confirmed.id, 4, Verdict.PARTLY, "其中一处尚未开放", actor=confirmed.office)
    row = await confirmed.row()
    assert (row["state"], row["verified_by"]) == ("partly", confirmed.office.person)
    assert [one["verdict"] for one in await tables.Verification.select()] == ["false", "partly"]


async def test_another_day_is_asked_and_granted_and_the_first_one_stays(confirmed):
    day = DUE + timedelta(days=60)
    await ask_change(confirmed.id, 1, day, "用地手续尚未办完", actor=confirmed.clerk)
    assert (await confirmed.row())["due_on"] == DUE
    with pytest.raises(ComesFirst):
        await ask_change(confirmed.id, 2, day, "用地手续尚未办完", actor=confirmed.clerk)
    await decide_change(confirmed.id, 2, True, "", actor=confirmed.office)
    row = await confirmed.row()
    assert (row["due_on"], row["original_due_on"], row["state"]) == (day, DUE, "changed")
    change = (await tables.DueChange.select())[0]
    assert (change["old_due_on"], change["state"], change["decided_by"]) == (DUE, "approved", confirmed.office.person)


async def test_it_is_cancelled_only_with_the_submitter_s_consent(confirmed):
    with pytest.raises(ComesFirst):
        await close(confirmed.id, 1, Verb.CANCEL_COMMITMENT, "片区已经整体拆迁", actor=confirmed.office)
    await close(
        confirmed.id, 1, Verb.CANCEL_COMMITMENT, "片区已经整体拆迁", consented_on=today(), actor=confirmed.office
    )
    row = await confirmed.row()
    assert (row["state"], row["consented_on"]) == ("cancelled", today())


async def test_a_deputy_contests_what_was_verified(furnished):
    one = await Promised().made("fulfilled")
    case = await tables.CaseSubmitter.select().where(tables.CaseSubmitter.case == one.case).first()
    deputy = Actor("代表", Role.SUBMITTER, person=case["person"])
    await contest(one.id, 1, "护理员至今没有到岗", actor=deputy)
    with pytest.raises(NotFound):
        await contest(one.id, 2, "护理员至今没有到岗", actor=Actor("他人", Role.SUBMITTER, person=await person()))
    await answer_contest(one.id, 2, True, "已请单位继续办理", actor=one.office)
    assert (await one.row())["state"] == "in_progress"
    assert (await tables.Contest.select())[0]["state"] == "upheld"


async def test_one_promise_is_urged_once_in_three_days(confirmed):
    other = await Promised().made("confirmed")
    await urge_commitments([Chosen(confirmed.id, 1)], "请抓紧落实", actor=confirmed.office)
    with pytest.raises(StoppedAt):
        chosen = [Chosen(other.id, 1), Chosen(confirmed.id, 2)]
        await urge_commitments(chosen, "请抓紧落实", actor=confirmed.office)
    assert (await other.row())["version"] == 1


async def test_a_promise_of_a_plan_lives_without_a_case(furnished, tmp_path):
    one = await Promised().made("confirmed", alone=True)
    await report(one.id, 1, Report(Stage.DONE, "全部建成并开放"), [], folder=tmp_path, actor=one.clerk)
    with pytest.raises(ChangedMeanwhile):
        await verify(one.id, 1, Verdict.TRUE, "", actor=one.office)
    await verify(one.id, 2, Verdict.TRUE, "", actor=one.office)
    assert (await one.row())["state"] == "fulfilled"
    with pytest.raises(CaseError):
        stranger = Actor("别家", Role.CLERK, person=one.clerk.person, unit=one.cast.units[1])
        await report(one.id, 3, Report(Stage.DONE, "全部建成并开放"), [], folder=tmp_path, actor=stranger)
