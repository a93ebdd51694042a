"""What a round would ask: by meaning or by the letter on the page, and only of cases in which the reader has a part."""

import pytest

from cases import tables
from cases.queries.look_backs import Wanted, look_back_list, look_back_page, look_back_preview, replies_to_ask
from cases.vocabulary import ClassSemantic, Role, Track
from tests.accounts import actor_as
from tests.cases.looking_back import WANTED, LookedBack

pytestmark = pytest.mark.anyio


@pytest.fixture
def furnished_url(furnished_sqlite_url):
    return furnished_sqlite_url


async def test_a_letter_alone_means_what_the_rules_in_force_say(furnished):
    made = await LookedBack().made(2)
    await tables.Reply.update({"class_semantic": None, "result_class": "B类"}).where(tables.Reply.id == made.replies[0])
    assert len(await replies_to_ask(WANTED, actor=made.office)) == 2
    solved = Wanted(WANTED.year, (ClassSemantic.SOLVED,))
    assert await replies_to_ask(solved, actor=made.office) == ()
    assert await replies_to_ask(Wanted(WANTED.year, WANTED.classes, Track.NPC), actor=made.office) == ()


async def test_of_a_unit_in_a_case_the_newest_reply_is_asked_about(furnished):
    made = await LookedBack().made(1)
    old = (await tables.Reply.select().where(tables.Reply.id == made.replies[0]))[0]
    newer = {name: value for name, value in old.items() if name not in ("id", "number", "created_at", "updated_at")}
    row = tables.Reply(**newer, number=2)
    await tables.Reply.insert(row)
    (asked,) = await replies_to_ask(WANTED, actor=made.office)
    assert asked.reply["id"] == row.id


async def test_who_has_no_part_in_a_case_is_shown_nothing_of_its_sheet(furnished):
    made = await (await LookedBack().made(1)).begun()
    stranger = await actor_as(Role.REVIEWER, body=(await tables.Body.select().order_by(tables.Body.id))[-1]["id"])
    assert stranger.body != made.cast.reviewer.body
    assert await look_back_preview(WANTED, actor=stranger) == ()
    assert (await look_back_page(made.round, actor=stranger)).sheets == ()
    assert len((await look_back_page(made.round, actor=made.cast.reviewer)).sheets) == 1
    assert len(await look_back_list(actor=made.clerk)) == 1
    assert await look_back_list(actor=made.cast.clerk(1)) == ()
