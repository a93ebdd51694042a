"""Whose ledger it is: nobody carries over what belongs to another body."""

import pytest

from cases import tables
from cases.clock import today
from cases.queries.carry_overs import carriable, carried_years
from cases.vocabulary import Role
from tests.accounts import actor_as
from tests.cases.looking_back import DUE, LookedBack

pytestmark = pytest.mark.anyio


@pytest.fixture
def furnished_url(furnished_sqlite_url):
    return furnished_sqlite_url


async def test_a_body_sees_the_turn_of_its_own_year(furnished):
    made = await LookedBack().made(1)
    other = (await tables.Body.select().order_by(tables.Body.id))[-1]["id"]
    stranger = await actor_as(Role.REVIEWER, body=other)
    (row,) = await carriable(today().year, actor=made.cast.reviewer)
    assert (row.original, row.times) == (DUE, 0)
    assert await carriable(today().year, actor=stranger) == ()
    assert await carriable(today().year - 1, actor=made.cast.reviewer) == ()
    assert await carried_years(actor=made.office) == ()
