"""Decisions of one instant and person are one act; what stands is told apart from what was undone."""

import pytest

from cases import tables
from cases.actions.series import join_series, part_series, undo_decision
from cases.queries.series_decisions import acts_on, decisions_of, series_acts
from cases.vocabulary import Role, Verb
from tests.accounts import actor_as
from tests.cases.queries.test_series import FIRST, SECOND, fill

pytestmark = pytest.mark.anyio


async def test_several_decisions_are_one_act_and_an_undone_one_stays_known(furnished):
    await fill(FIRST, SECOND)
    officer = await actor_as(Role.OVERSIGHT)
    rows = await tables.Figure.select(tables.Figure.id, tables.Figure.place).order_by(tables.Figure.id)
    first, second, third = [row["id"] for row in rows][:3]
    await part_series([second, third], first, "口径不同", actor=officer)
    await join_series(first, second, "同一项统计", actor=officer)
    joined, parted = (await series_acts(actor=officer)).rows
    assert (joined.verb, parted.verb) == (Verb.JOIN_SERIES, Verb.PART_SERIES)
    assert [figure.id for figure in parted.figures] == [second, third]
    assert await acts_on({third}, actor=officer) == (parted,)
    assert await acts_on(set(), actor=officer) == ()
    assert len(await decisions_of(rows[0]["place"], actor=officer)) == 4
    await undo_decision(parted.id, actor=officer)
    (left,) = await decisions_of(rows[0]["place"], actor=officer)
    assert (left.one, left.other, left.same) == (first, second, True)
    (undone,) = [act for act in (await series_acts(actor=officer)).rows if act.undone_at]
    assert (undone.id, undone.undone_by) == (parted.id, officer.name)
    assert (await series_acts(actor=await actor_as(Role.OVERSIGHT), page=2, per_page=1)).rows[0].id == parted.id
