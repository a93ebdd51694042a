"""Names of merged submissions join their master's: each once, the master's first, with what their owners asked for."""

import pytest

from cases.actions.merging import merge_into
from cases.actions.submissions import submit
from cases.database import write_tx
from cases.errors import MasterUnfit, NotFound
from cases.facts import facts_of
from cases.tables import CaseSubmitter
from tests.cases.submissions import hall, handed_in, joint, row, version, written

pytestmark = pytest.mark.anyio


async def merged(case_id, master, here):
    async with write_tx():
        return await merge_into(await facts_of(case_id), master, here.reviewer)


async def test_each_name_once_and_the_masters_first(furnished):
    here = await hall()
    master = await handed_in(here, by=here.second)
    other = await joint(here)
    await submit(other, seen=await version(other), actor=here.first)
    assert await merged(other, master, here) == master
    rows = await CaseSubmitter.select().where(CaseSubmitter.case == master).order_by(CaseSubmitter.position)
    assert [(r["position"], r["printed_name"]) for r in rows] == [(0, "卢文澍"), (1, "李文山")]


async def test_what_either_side_asked_for_holds(furnished):
    here = await hall()
    master, other = await handed_in(here), await handed_in(here, by=here.second, identity_kept=True)
    await merged(other, master, here)
    case = await row(master)
    assert (case["identity_kept"], case["consent_publish"]) == (True, True)


async def test_drafts_and_nothing_are_no_masters(furnished):
    here = await hall()
    case_id, draft = await handed_in(here), await written(here)
    assert await merged(case_id, None, here) is None
    for master in (draft, 4711):
        with pytest.raises((NotFound, MasterUnfit)):
            await merged(case_id, master, here)
