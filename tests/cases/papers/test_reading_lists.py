"""Lists over several cases: what was given out on one day, and what a unit promised in all its replies."""

import pytest

from cases.facts import facts_of
from cases.papers.reading_lists import _in_order, given_out_with, promised_with
from cases.vocabulary import CaseState, Role
from tests.accounts import actor_as
from tests.factories import make_case
from tests.replying import handled
from tests.situations import once

pytestmark = pytest.mark.anyio


async def two():
    """Two cases of one day, of which two units have the first."""
    case = await handled(units=2)
    case.other = await make_case(CaseState.ASSIGNED, cast=case.made.cast, title="关于增设托位的提案")
    return case


@pytest.fixture
async def case(database):
    return await once(two)


async def test_an_office_lists_every_unit_and_a_unit_its_own(case):
    facts = await facts_of(case.id)
    every = await given_out_with(facts, await actor_as(Role.ASSIGNER))
    assert len(every) == 3
    assert len({row.unit for row in every}) == 2
    assert {row.title for row in every} == {facts.case["title"], "关于增设托位的提案"}
    own = await given_out_with(facts, case.writer)
    assert len(own) == 2
    assert len({row.unit for row in own}) == 1
    shared = next(row for row in own if row.title == facts.case["title"])
    assert shared.together.startswith("会办：")
    assert shared.submitters == case.submitter.name


async def test_what_a_unit_promised_is_listed_case_by_case(database):
    case = await once(handled)
    facts = await facts_of(case.id)
    assert await promised_with(facts, case.writer) == ()
    await case.sent()
    (row,) = await promised_with(facts, case.writer)
    assert row.result_class == "B"
    assert any("80处" in promise.quote for promise in row.promises)


def test_numbers_are_listed_as_numbers():
    assert sorted(("北岭12", "北岭7", "0003号", "0018号"), key=_in_order) == ["0003号", "0018号", "北岭7", "北岭12"]
