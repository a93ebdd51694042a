"""/notices: seen by their reader, opened, marked as read, and the daily mail turned off."""

import pytest

from cases.database import write_tx
from cases.permissions import visible_to
from cases.queries.notices import digest_state, mail_settings, unread_count
from cases.tables import Account, Case, Notice
from cases.vocabulary import Event, MailChoice, Role

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


async def test_how_each_event_is_mailed_is_chosen_and_what_must_be_mailed_is_locked_notify(site):
    await site.enter(Role.CLERK)
    page = (await site.get("/notices/settings")).text
    assert f'name="{Event.NEW_ASSIGNMENT.value}" value="digest" checked' in page
    assert f'name="{Event.SENT_BACK.value}"' not in page
    assert "必发" in page
    assert f'name="{Event.PUBLISHED.value}"' not in page, "nobody is asked about what he never hears of"
    chosen = {"new_assignment": "at_once", "urged": "none", "sent_back": "none", "taken_away": "nonsense"}
    for _ in range(2):
        assert (await site.write("/notices/settings", chosen)).status_code == 303
    page = (await site.get("/notices/settings")).text
    assert 'name="new_assignment" value="at_once" checked' in page
    assert 'name="urged" value="none" checked' in page
    assert 'name="taken_away" value="digest" checked' in page
    kept = {one.event: one for one in await mail_settings(site.actor)}
    assert (kept[Event.SENT_BACK].choice, kept[Event.SENT_BACK].locked) == (MailChoice.AT_ONCE, True)


async def test_a_case_that_one_may_not_see_is_not_found_on_the_way_to_it(site):
    await site.enter(Role.CLERK)
    assert (await site.get("/notices/cases/999999?to=/drafts")).status_code == 404


async def test_the_way_to_a_task_never_leads_elsewhere(site):
    await site.enter(Role.CLERK)
    case = (await Case.select(Case.id).where(visible_to(site.actor, Case)).first())["id"]
    led = await site.get(f"/notices/cases/{case}?to=//elsewhere.test/x")
    assert led.headers["location"] == "/"


async def test_more_than_99_are_said_as_such_and_none_as_nothing_notify_7(site):
    await site.enter(Role.CLERK)
    assert 'class="badge"' not in (await site.get("/notices")).text
    for number in range(100):
        await notice(site, number)
    assert '<span class="badge">99+</span>' in (await site.get("/notices")).text
