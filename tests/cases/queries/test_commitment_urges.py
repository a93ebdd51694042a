"""Before promises are urged: who will read it, and why some cannot be urged now."""

import pytest

from cases.actions.assignments import Chosen
from cases.actions.commitments import urge_commitments
from cases.queries.commitment_urges import urgeable_commitments
from tests.cases.promised import Promised

pytestmark = pytest.mark.anyio


async def test_each_says_why_it_cannot_be_urged(furnished):
    open_, settled = await Promised().made("confirmed"), await Promised().made("fulfilled")
    alone = await Promised().made("confirmed", alone=True)
    ids = [open_.id, settled.id, alone.id]
    rows = await urgeable_commitments(ids, actor=open_.office)
    assert [row.row.id for row in rows] == ids
    assert not rows[0].why_not and rows[0].people and rows[0].urged is None
    assert "已兑现" in rows[1].why_not and "直接联系" in rows[2].why_not
    await urge_commitments([Chosen(open_.id, 1)], "请抓紧落实", actor=open_.office)
    again = (await urgeable_commitments([open_.id], actor=open_.office))[0]
    assert "三天以内" in again.why_not and again.urged is not None
