"""Batches of findings: what waits, in its place in the document; a unit is given its own."""

import pytest

from cases.actions.assignments import Chosen
from cases.actions.findings import look_through
from cases.actor import Actor
from cases.queries.findings import findings
from cases.vocabulary import Role
from tests.cases.promised import TEXT, Promised, person

pytestmark = pytest.mark.anyio


async def test_what_waits_is_listed_once_and_what_was_dismissed_apart(furnished):
    one = await Promised().made()
    rows = await findings(actor=one.office)
    assert [(row.row.id, row.version) for row in rows.rows] == [(one.id, 1)] and rows.total == 1
    assert rows.rows[0].before + rows.rows[0].row.quote + rows.rows[0].after == TEXT
    assert (await findings(actor=one.clerk)).total == 1
    other = Actor("别家", Role.CLERK, person=await person(), unit=one.cast.units[1])
    assert (await findings(actor=other)).total == 0
    await look_through([], [Chosen(one.id, 1)], actor=one.office)
    assert (await findings(actor=one.office)).total == 0
    assert [row.row.id for row in (await findings(actor=one.office, dismissed=True)).rows] == [one.id]
