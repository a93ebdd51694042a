"""The page of one's own calendar address, and what a calendar program fetches there."""

import re

import pytest

from cases.tables import Account

pytestmark = pytest.mark.anyio


async def test_an_address_is_shown_once_opens_without_a_session_and_can_be_taken_back(staff, site):
    made = await staff.write("/account/calendar", on="/account/calendar")
    (address,) = re.findall(r"http://site.test(/calendars/[^<\s]+\.ics)", made.text)
    assert address not in (await staff.get("/account/calendar")).text
    staff.client.cookies.clear()
    fetched = await site.get(address)
    assert fetched.status_code == 200
    assert fetched.headers["content-type"].startswith("text/calendar")
    assert fetched.headers["cache-control"] == "private, no-cache"
    assert "set-cookie" not in fetched.headers and "access-control-allow-origin" not in fetched.headers
    assert fetched.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert (await site.get(address, If_None_Match=fetched.headers["etag"])).status_code == 304
    for wrong in (address[:-5] + ".ics", address.removesuffix(".ics"), "/calendars/.ics", "/calendars/x.ics"):
        assert (await site.get(wrong)).status_code == 404
    await Account.update({Account.disabled_at: Account.created_at}, force=True)
    assert (await site.get(address)).status_code == 404


async def test_taking_it_back_closes_it(staff):
    made = await staff.write("/account/calendar", on="/account/calendar")
    (address,) = re.findall(r"http://site.test(/calendars/[^<\s]+\.ics)", made.text)
    gone = await staff.write("/account/calendar/withdraw", on="/account/calendar")
    assert gone.headers["location"] == "/account/calendar"
    assert (await staff.get(address)).status_code == 404
    assert "取得地址" in (await staff.get("/account/calendar")).text
