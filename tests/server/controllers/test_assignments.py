"""Handing over through pages: ticked, composed step by step, previewed, sent; then accepted by the unit."""

import html
import re
from urllib.parse import urlencode

import pytest

from cases import tables
from cases.actions.assignments import Routing, assign
from cases.vocabulary import HandlingKind, Role
from tests.accounts import session_for
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


@pytest.fixture
async def cast(site):
    return await cast_of()


async def sent_from(page, action):
    """The fields that the form of a page with this action would send, as pairs."""
    form = re.search(rf'<form[^>]*action="{action}"[^>]*>(.*?)</form>', page, re.S).group(1)
    return [
        (name, html.unescape(value))
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    ]


async def test_a_filed_case_is_given_to_a_unit_that_accepts_it_and_meets_the_submitter(site, cast, client_as):
    made = await make_case(cast=cast)
    unit = cast.units[0]
    name = (await tables.Department.select(tables.Department.name).where(tables.Department.id == unit))[0]["name"]
    desk, clerk = await client_as(Role.ASSIGNER), await client_as(Role.CLERK, unit=unit)

    waiting = (await desk.get("/assignments")).text
    ticked = re.search(r'name="case" value="([0-9-]+)"', waiting).group(1)
    form = (await desk.get(f"/assignments/new?case={ticked}&find={name}")).text
    assert f'value="add-{unit}"' in form
    form = (await desk.get(f"/assignments/new?case={ticked}&kind=sole&find={name}&act=add-{unit}")).text
    assert f'name="unit" value="{unit}"' in form and "个月，至" in form
    preview = (await desk.get(f"/assignments/preview?case={ticked}&kind=sole&unit={unit}")).text
    sent = await sent_from(preview, "/assignments")
    answer = await desk.client.post(
        "/assignments",
        content=urlencode(sent),
        headers={"Origin": "http://site.test", "Content-Type": "application/x-www-form-urlencoded"},
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"/cases/{made.id}")
    assert (await made.row())["state"] == "assigned"

    one = await made.assignment(unit)
    page = (await clerk.get(f"/assignments/{one['id']}/accept")).text
    assert "签收" in page and f'name="seen" value="{one["version"]}"' in page
    place = f"/assignments/{one['id']}/accept"
    answer = await clerk.write(place, {"seen": one["version"]}, on=place)
    assert answer.status_code == 303
    assert (await made.assignment(unit))["state"] == "accepted"

    met = {
        "assignment": one["id"],
        "day": "2026-11-20",
        "form": "phone",
        "stage": "before",
        "met": "某委员",
        "summary": "听取意见",
    }
    answer = await clerk.write("/contacts", met, on=f"/contacts/new?assignment={one['id']}")
    assert answer.status_code == 303
    contact = (await tables.Contact.select())[0]
    assert (contact["met"], contact["assignment"], contact["confirmed"]) == ("某委员", one["id"], None)
