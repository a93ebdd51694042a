"""The administrator's first page, lists of words and sessions; and that nobody else opens any of it."""

import pytest

from cases.actions.accounts import GIVEN
from cases.queries.administration import sitting_list
from cases.queries.dictionaries import words_of
from cases.queries.units import body_options
from cases.vocabulary import Role, WordList

pytestmark = pytest.mark.anyio
PAGES = ("", "/people", "/people/1", "/people/1/leave", "/people-import", "/units", "/units/1", "/sittings", "/words")


@pytest.mark.parametrize("role", [role for role in GIVEN if role is not Role.ADMIN])
async def test_only_the_administrator_opens_it(client_as, role):
    person = await client_as(role)
    for page in PAGES:
        assert (await person.get(f"/administration{page}")).status_code == 403, page


async def test_the_administrator_opens_all_of_it(client_as):
    admin = await client_as(Role.ADMIN)
    for page in PAGES:
        answer = await admin.get(f"/administration{page}")
        assert answer.status_code == 200, page
        assert answer.text.count("<h1") == 1, page


async def test_words_are_added_and_moved_by_buttons(client_as):
    admin = await client_as(Role.ADMIN)
    before = len(await words_of(WordList.GROUND_NPC))
    for label in ("甲情形", "乙情形"):
        added = await admin.write("/administration/words", {"list": "ground_npc", "label": label})
        assert added.headers["location"] == "/administration/words#ground_npc"
    words = await words_of(WordList.GROUND_NPC)
    assert [word.label for word in words[before:]] == ["甲情形", "乙情形"]
    for act in ("up", "retire"):
        await admin.write(f"/administration/words/{words[-1].id}", {"act": act, "list": "ground_npc"})
    words = await words_of(WordList.GROUND_NPC)
    assert words[before].label == "乙情形" and words[before].retired_on is not None
    again = await admin.write("/administration/words", {"list": "ground_npc", "label": "甲情形"})
    assert again.status_code == 409 and "已经在列表里" in again.text
    assert (await admin.write("/administration/words", {"list": "nothing", "label": "x"})).status_code == 404


async def test_a_session_is_entered_and_mended(client_as):
    admin = await client_as(Role.ADMIN)
    body = (await body_options())[0].id
    form = {"body": str(body), "term": "３１", "number": "1", "opens_on": "2031-01-09", "closes_on": "2031-01-13"}
    assert (await admin.write("/administration/sittings", form)).status_code == 303
    assert (await admin.write("/administration/sittings", form)).status_code == 409
    row = next(one for one in await sitting_list() if one.term == 31)
    assert (await admin.write(f"/administration/sittings/{row.id}", {"year": "2032"})).status_code == 303
    wrong = await admin.write(
        f"/administration/sittings/{row.id}", {"opens_on": "2031-02-02", "closes_on": "2031-01-01"}
    )
    assert wrong.status_code == 422
