"""The lamps of the ledger: what a row shows is what the filter finds, and each reader sees his own."""

import pytest

from cases import tables
from cases.actions.commitments import Report, answer_contest, ask_change, contest, decide_change, report
from cases.actor import PUBLIC
from cases.clock import today
from cases.queries.commitment_progress import warned_until
from cases.queries.commitment_views import ledger_by_month, ledger_by_unit
from cases.queries.commitments import CommitmentFilter, commitment_list
from cases.vocabulary import DocumentKind, Lamp, Role, Stage
from tests.accounts import actor_as
from tests.cases.promised import DUE, Promised

pytestmark = pytest.mark.anyio


@pytest.fixture
def furnished_url(furnished_sqlite_url):
    return furnished_sqlite_url


async def shown(actor, **wanted):
    return (await commitment_list(CommitmentFilter(**wanted), actor=actor, per_page=100)).rows


async def test_every_row_stands_under_exactly_its_own_colour_ledger_1(archive):
    for actor in (PUBLIC,):
        whole = await shown(actor)
        found = {lamp: await shown(actor, lamp=lamp) for lamp in Lamp}
        assert sum(len(rows) for rows in found.values()) == len(whole) > 0
        assert all(row.progress.lamp is lamp for lamp, rows in found.items() for row in rows)
        units = await ledger_by_unit(CommitmentFilter(), actor=actor)
        assert sum(line.total for line in units) == len(whole)
        years, undated = await ledger_by_month(CommitmentFilter(), actor=actor)
        assert sum(line.total for line in years) + undated == len(whole)
        for line in years:
            for month in range(1, 13):
                first, last = line.span(month)
                assert len(await shown(actor, due_from=first, due_to=last)) == line.months[month - 1]
    assert sum([len(await shown(PUBLIC, source=kind)) for kind in DocumentKind]) == len(whole)
    unknown = await shown(PUBLIC, year=0)
    assert all(row.year is None for row in unknown)


async def test_a_commitment_whose_day_is_asked_to_change_is_blue_for_those_who_may_know(furnished, tmp_path):
    made = await Promised().made("confirmed", alone=False)
    later = DUE.replace(year=DUE.year + 1)
    assert [row.progress.lamp for row in await shown(made.office)] == [Lamp.YELLOW]
    await ask_change(made.id, await made.seen(), later, "施工图要重做", actor=made.clerk)
    (row,) = await shown(made.office, lamp=Lamp.BLUE)
    assert (row.progress.asked, row.due_on) == (later, DUE)
    await decide_change(made.id, await made.seen(), True, "", actor=made.office)
    await report(
        made.id, await made.seen(), Report(Stage.UNDER_WAY, "已完成招标"), [], folder=tmp_path, actor=made.clerk
    )
    (row,) = await shown(made.office)
    stands = row.progress
    assert (stands.changes, stands.original_due_on, row.due_on) == (1, DUE, later)
    assert (stands.stage, stands.told, stands.reported_on) == (Stage.UNDER_WAY, "已完成招标", today())
    told = tables.Notice.select(tables.Notice.person, tables.Notice.event).where(tables.Notice.event.like("change_%"))
    events = {(row["event"]) for row in await told}
    assert "change_granted" in events, "the unit hears of what became of its request"


async def test_another_threshold_of_the_rules_is_what_the_list_goes_by(furnished):
    made = await Promised().made("confirmed")
    assert (await warned_until()).words == "60日以内"
    for row in await tables.Scheme.select().output(load_json=True):
        data = row["data"] | {"spans": row["data"]["spans"] | {"commitment": "10个工作日"}}
        await tables.Scheme.update({"data": data}).where(tables.Scheme.id == row["id"])
    assert (await warned_until()).words == "10个工作日以内"
    assert [row.progress.lamp for row in await shown(made.office)] == [Lamp.GREEN]


@pytest.mark.parametrize("alone", [False, True])
async def test_who_has_to_decide_and_who_asked_are_told_also_of_a_plan(furnished, alone):
    oversight = await actor_as(Role.OVERSIGHT)
    made = await Promised().made("confirmed", alone=alone)
    clerk = made.cast.clerk()
    await ask_change(made.id, await made.seen(), DUE.replace(year=DUE.year + 1), "施工图要重做", actor=clerk)
    assert await told("change_asked") == {oversight.person}
    await decide_change(made.id, await made.seen(), False, "请按原来的日期", actor=oversight)
    assert await told("change_refused") == {clerk.person}
    waiting = tables.Notice.done_at.is_null() & tables.Notice.to_do.eq(True)
    assert not await tables.Notice.exists().where(waiting & (tables.Notice.event == "change_asked"))
    if not alone:
        await tables.Commitment.update({"state": "reported_done"}).where(tables.Commitment.id == made.id)
        await contest(made.id, await made.seen(), "现场没有开门", actor=made.cast.submitter)
        assert (await told("contested"), await told("contest_heard")) == ({oversight.person}, {clerk.person})
        await answer_contest(made.id, await made.seen(), True, "已到现场看过，确实没有开门", actor=oversight)
        assert await told("contest_answered") == {made.cast.submitter.person, clerk.person}


async def told(event):
    notice = tables.Notice
    return set(await notice.select(notice.person).where(notice.event == event).output(as_list=True))
