"""A sheet as its readers see it: what it was, what is said, and what has moved on without it."""

from dataclasses import replace

import pytest

from cases import tables
from cases.errors import NotFound
from cases.queries.look_back_sheets import open_sheets, sheet_page
from cases.vocabulary import Role, Stage
from tests.accounts import actor_as
from tests.cases.looking_back import LookedBack
from tests.cases.papers.test_look_backs import PROMISE, REPLY

pytestmark = pytest.mark.anyio


@pytest.fixture
def furnished_url(furnished_sqlite_url):
    return furnished_sqlite_url


async def test_a_unit_finds_its_open_sheets_and_nobody_elses(furnished):
    made = await (await LookedBack().made(1)).begun()
    assert await open_sheets(actor=made.clerk) == (made.sheet,)
    assert await open_sheets(actor=made.cast.clerk(1)) == ()
    with pytest.raises(NotFound):
        await sheet_page(made.sheet, actor=made.cast.clerk(1))
    other = (await tables.Body.select().order_by(tables.Body.id))[-1]["id"]
    with pytest.raises(NotFound):
        await sheet_page(made.sheet, actor=await actor_as(Role.REVIEWER, body=other))
    await tables.LookBackSheet.update({"state": "handed_in"}).where(tables.LookBackSheet.id == made.sheet)
    assert await open_sheets(actor=made.clerk) == ()


def test_only_what_others_did_meanwhile_is_pointed_out():
    assert not PROMISE.moved_on and not REPLY.moved_on
    assert replace(PROMISE, now="已取消").moved_on and replace(REPLY, now="A").moved_on
    assert not replace(PROMISE, stage=Stage.DONE, now="报完成待核").moved_on, "that is what the sheet itself reported"
