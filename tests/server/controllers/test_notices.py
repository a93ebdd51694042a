"""/notices: seen by their reader, opened, marked as read, and the daily mail turned off."""

import pytest

from cases.database import write_tx
from cases.queries.notices import digest_state, unread_count
from cases.tables import Account, Notice
from cases.vocabulary import Event, Role

pytestmark = pytest.mark.anyio


async def notice(site, number=1, **more):
    columns = {"event": Event.NEW_ASSIGNMENT.value, "told": "请签收。", "link": "/cases", "to_do": True} | more
    async with write_tx():
        row = Notice(person=site.actor.person, key=f"{site.actor.person} {number}", **columns)
        await Notice.insert(row)
    return row.id


async def test_a_notice_is_counted_shown_opened_and_read(site):
    await site.enter(Role.CLERK)
    number = await notice(site)
    page = (await site.get("/notices")).text
    assert "新交办待签收" in page and "未读" in page and '<span class="badge">1</span>' in page
    opened = await site.get(f"/notices/{number}")
    assert opened.status_code == 303 and opened.headers["location"] == "/cases"
    page = (await site.get("/notices")).text
    assert "未读" not in page.replace("没有未读", "") and "badge" not in page and "新交办待签收" in page


async def test_nobody_opens_another_s(site, client_as):
    await site.enter(Role.CLERK)
    number = await notice(site)
    other = await client_as(Role.CLERK)
    assert (await other.get(f"/notices/{number}")).status_code == 404
    await other.write("/notices/read", {"notice": str(number)})
    assert await unread_count(site.actor) == 1


async def test_ticked_ones_and_all_of_them(site):
    await site.enter(Role.CLERK)
    first, _, _ = [await notice(site, n) for n in range(3)]
    nothing = await site.write("/notices/read", {})
    assert nothing.status_code == 422 and "还没有选中" in nothing.text
    done = await site.write("/notices/read", {"notice": str(first), "tab": "know"})
    assert done.headers["location"] == "/notices?tab=know"
    assert await unread_count(site.actor) == 2
    await site.write("/notices/read", {"all": "1"})
    assert await unread_count(site.actor) == 0


async def test_the_daily_mail_is_turned_off_and_on(site):
    await site.enter(Role.CLERK)
    async with write_tx():
        await Account.update({Account.email: "a@xikou.test"}).where(Account.person == site.actor.person)
    assert "不再收每日提醒" in (await site.get("/notices")).text
    await site.write("/notices/digest", {})
    assert (await digest_state(site.actor)) == ("a@xikou.test", False)
    assert "恢复每日提醒" in (await site.get("/notices")).text
    await site.write("/notices/digest", {"wanted": "1"})
    assert (await digest_state(site.actor))[1]


async def test_an_empty_tab_says_so(site):
    await site.enter(Role.CLERK)
    for tab in ("to_do", "know", "system", "nonsense"):
        page = await site.get(f"/notices?tab={tab}")
        assert page.status_code == 200 and "没有" in page.text
