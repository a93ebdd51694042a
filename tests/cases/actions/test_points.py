"""Points cut by a person: kept with the unit's part, ticks follow their words, nobody else changes them."""

import pytest

from cases.actions.checking import look_over
from cases.actions.drafts import start_draft
from cases.actions.points import correct_points, points_page
from cases.errors import NotFound, NotFromHere, PointAstray
from cases.queries.drafts import draft_page
from cases.tables import Assignment, JournalEntry
from cases.vocabulary import Role, Verb
from tests.accounts import actor_as
from tests.replying import handled
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(database):
    return await once(handled)


async def test_what_was_cut_is_what_is_asked_and_can_be_given_back(case):
    reply = await case.drafted()
    ruled = (await look_over(reply, actor=case.writer)).points
    whole = "".join(ruled)
    half = len(whole) // 2
    await correct_points(reply, f"{whole[:half]}\n\n{whole[half:]}", actor=case.writer)
    look = await look_over(reply, actor=case.writer)
    assert look.points == (whole[:half].strip(), whole[half:].strip())
    assert (await draft_page(reply, actor=case.writer)).draft.answered == ((0, 1) if len(ruled) == 1 else ())
    told = await JournalEntry.select().where(JournalEntry.verb == Verb.CORRECT_POINTS.value)
    assert [(one["old"], one["new"]) for one in told] == [(str(len(ruled)), "2")]
    await correct_points(reply, "", actor=case.writer)
    assert (await look_over(reply, actor=case.writer)).points == ruled
    assert not (await points_page(reply, actor=case.writer)).own


async def test_what_does_not_fit_and_who_may_not_changes_nothing(case):
    reply = await case.drafted()
    stranger = await actor_as(Role.HANDLER, unit=case.made.cast.units[-1])
    for actor, written, error in (
        (case.writer, "从来没有说过的话", PointAstray), (stranger, "", NotFound), (case.submitter, "", NotFound),
    ):  # fmt: skip
        with pytest.raises(error):
            await correct_points(reply, written, actor=actor)
    assert (await Assignment.select().where(Assignment.id == case.lead["id"]).first())["points"] == "[]"


async def test_points_of_a_draft_on_its_way_up_stand(case):
    reply = await case.asked()
    with pytest.raises(NotFromHere):
        await correct_points(reply, "", actor=case.writer)


async def test_the_rule_cuts_until_the_unit_does(case):
    reply = await start_draft(case.lead["id"], actor=case.writer)
    before = await points_page(reply, actor=case.writer)
    assert before.points and not before.own
    first = before.points[0]
    await correct_points(reply, first[: len(first) // 2], actor=case.writer)
    after = await points_page(reply, actor=case.colleague)
    assert after.own and after.points == (first[: len(first) // 2],)
    assert first[len(first) // 2 :].strip() in "".join(after.left_out)
    assert after.version == before.version + 1
    with pytest.raises(NotFound):
        await points_page(reply, actor=await actor_as(Role.HANDLER, unit=case.made.cast.units[-1]))
