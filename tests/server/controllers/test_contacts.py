"""A meeting is recorded by the unit, told to the submitter, and confirmed or denied by him alone, once."""

from datetime import timedelta

import pytest

from cases import tables
from cases.clock import today
from cases.vocabulary import Role
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


@pytest.fixture
async def met(site, client_as):
    """A case in hand with the clients of its unit and of its submitter."""
    cast = await cast_of()
    deputy = await client_as(Role.SUBMITTER, body=cast.submitter.body)
    cast.submitter = deputy.actor
    made = await make_case("in_handling", cast=cast)
    return made, await client_as(Role.CLERK, unit=cast.units[0]), deputy


async def record(made, clerk, **other):
    part = await made.assignment(made.cast.units[0])
    sent = {
        "assignment": part["id"], "day": today().isoformat(), "form": "visit", "stage": "during", "met": "代表本人",
        "summary": "上门听取了意见", **other,
    }  # fmt: skip
    return await clerk.write("/contacts", sent, on=f"/contacts/new?assignment={part['id']}")


async def test_the_submitter_is_told_and_says_once_whether_it_was_so(met):
    made, clerk, deputy = met
    assert (await record(made, clerk)).status_code == 303
    assert "沟通待确认" in (await deputy.get("/")).text
    place = f"/contacts/{(await tables.Contact.select())[0]['id']}"
    assert "上门听取了意见" in (await deputy.get(place)).text
    unsaid = await deputy.write(f"{place}/confirm", {}, on=place)
    assert unsaid.status_code == 422
    assert (await deputy.write(f"{place}/confirm", {"held": "no"}, on=place)).status_code == 303
    assert (await tables.Contact.select())[0]["confirmed"] is False
    again = await deputy.write(f"{place}/confirm", {"held": "yes"}, on="/account")
    assert again.status_code == 409
    assert (await tables.Contact.select())[0]["confirmed"] is False
    assert "不属实" in (await clerk.get(place)).text and "confirm" not in (await clerk.get(place)).text


@pytest.mark.parametrize(
    "wrong",
    [{"day": ""}, {"day": "明天"}, {"day": (today() + timedelta(days=1)).isoformat()}, {"met": " "}, {"summary": ""}],
)
async def test_what_is_missing_or_to_come_is_refused_and_the_rest_kept(met, wrong):
    made, clerk, _ = met
    answer = await record(made, clerk, **wrong)
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert ("上门听取了意见" in answer.text) == ("summary" not in wrong)
    assert await tables.Contact.count() == 0


async def test_others_neither_read_nor_confirm(met, client_as):
    made, clerk, _ = met
    await record(made, clerk)
    place = f"/contacts/{(await tables.Contact.select())[0]['id']}"
    other = await client_as(Role.SUBMITTER)
    stranger = await client_as(Role.CLERK, unit=made.cast.units[2])
    for client in (other, stranger):
        assert (await client.get(place)).status_code == 404
    assert (await other.write(f"{place}/confirm", {"held": "yes"})).status_code == 404
    assert (await clerk.write(f"{place}/confirm", {"held": "yes"})).status_code == 403
    part = await made.assignment(made.cast.units[0])
    assert (await stranger.get(f"/contacts/new?assignment={part['id']}")).status_code == 404
    assert (await record(made, stranger)).status_code == 404
    assert (await tables.Contact.select())[0]["confirmed"] is None
