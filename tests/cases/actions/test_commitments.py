"""The life of a promise after it was found: looked through, corrected, reported, verified by others, put off, urged."""

from datetime import timedelta

import pytest

from cases import tables
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
from cases.errors import CaseError, ChangedMeanwhile, ComesFirst, Forbidden, NotFound, StoppedAt
from cases.vocabulary import Role, Stage, Verb, Verdict
from tests.cases.promised import DUE, Promised, person

pytestmark = pytest.mark.anyio


@pytest.fixture
async def confirmed(furnished):
    return await Promised().made("confirmed")


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
