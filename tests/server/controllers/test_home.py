"""Every number of the first page equals the rows it leads to, for the public and for every role in its queue."""

import re
from datetime import timedelta

import pytest

from cases import tables
from cases.actions.contacts import NewContact, record_contact
from cases.actions.extensions import NewExtension, request_extension
from cases.actions.returns import request_return
from cases.clock import today
from cases.queries.waiting import QUEUED
from cases.vocabulary import ContactForm, ContactStage, QueueTab, Role
from tests.factories import cast_of, make_case
from tests.situations import once

pytestmark = pytest.mark.anyio
WHY = "不属于本单位的职责"


@pytest.fixture
async def busy(site):
    return await once(a_busy_day)


async def a_busy_day():
    """Cases in many states, with requests that wait, a day that has passed and one that is near."""
    cast = await cast_of()
    made = [await make_case(state, cast=cast, units=units) for state, units in (
        ("submitted", 1), ("in_review", 1), ("filed", 1), ("filed", 1), ("assigned", 2), ("in_handling", 3),
        ("in_handling", 1), ("in_handling", 1), ("in_handling", 2),
    )]  # fmt: skip
    clerk, lead = cast.clerk(), cast.units[0]
    asked, late, near, met = made[-4], made[-3], made[-2], made[-1]
    one = await asked.assignment(lead)
    await request_return(one["id"], one["version"], WHY, "", cast.units[1], actor=clerk)
    one = await met.assignment(lead)
    await record_contact(
        one["id"], NewContact(today(), ContactForm.PHONE, ContactStage.BEFORE, "某", "听取"), actor=clerk
    )
    one = await met.assignment(lead)
    longer = NewExtension(one["due_on"] + timedelta(days=9), "还需要会商的时间")
    await request_extension(one["id"], one["version"], longer, actor=clerk)
    for case, days in ((late, -3), (near, 0)):
        day = {tables.Assignment.due_on: today() + timedelta(days=days)}
        await tables.Assignment.update(day).where(tables.Assignment.case == case.id)
    return cast


def rows_in(page):
    """How many rows the list of a queue says it has, after counting those shown."""
    shown = page.count('<tr id="row-')
    said = re.search(r'role="status">共 (\d+) 件', page)
    assert int(said.group(1) if said else 0) == shown
    return shown


def client_of(client_as, cast, role):
    if role is Role.SUBMITTER:
        return client_as(role, body=cast.submitter.body)
    if role is Role.REVIEWER:
        return client_as(role, body=cast.reviewer.body)
    return client_as(role, **({"unit": cast.units[0]} if role in (Role.CLERK, Role.HANDLER, Role.APPROVER) else {}))


@pytest.mark.parametrize("role", sorted(QUEUED))
async def test_every_number_of_a_queue_equals_its_rows_home_1_queue_1(busy, client_as, role):
    client = await client_of(client_as, busy, Role(role))
    if role is Role.SUBMITTER:
        await tables.CaseSubmitter.update({tables.CaseSubmitter.person: client.actor.person}).where(
            tables.CaseSubmitter.person == busy.submitter.person
        )
    page = (await client.get("/?per=100")).text
    numbers = re.findall(r'<li><a href="(/\?[^"]+)"><strong>(\d+)</strong>', page)
    numbers += re.findall(r'<a class="chip" href="(/[^"]*)"[^>]*>\D+ (\d+)</a>', page)
    numbers += re.findall(r'<li><a href="(/\?waiting=[^"]+)"><strong>\D+（(\d+)）</strong>', page)
    tabs = re.findall(r'<a href="(/(?:\?tab=\w+)?)"[^>]*>(?:待办|在办|已办|我发起|知会)（(\d+)）</a>', page)
    assert len(tabs) == len(QueueTab)
    for address, number in numbers + tabs:
        joined = f"{address}{'&' if '?' in address else '?'}per=100"
        assert rows_in((await client.get(joined)).text) == int(number), address
    assert sum(int(number) for _, number in tabs), "nobody has an empty desk here"
    for address, number in tabs:
        assert rows_in((await client.get(address)).text) == min(10, int(number)), "the first ten without scrolling"


async def test_the_auditor_finds_calendar_and_rules_and_cannot_change_them(site, client_as):
    client = await client_as(Role.AUDITOR)
    menu = (await client.get("/")).text
    for place in ("/administration/calendar", "/administration/schemes", "/audit"):
        assert f'<a href="{place}"' in menu
        page = await client.get(place)
        assert page.status_code == 200
        assert not re.search(r">保存[^<]*</button>", page.text)
    assert (await client.write("/administration/calendar/2026", {}, on="/account")).status_code == 403


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.REVIEWER, {"待审查"}),
        (Role.ASSIGNER, {"待交办", "退办待裁定", "延期待审批", "已超期"}),
        (Role.OVERSIGHT, {"已超期", "临近期限"}),
        (Role.CLERK, {"待签收", "待定经办"}),
    ],
)
async def test_each_role_is_told_what_waits_for_it(busy, client_as, role, kinds):
    client = await client_of(client_as, busy, role)
    page = (await client.get("/?per=100")).text
    assert set(re.findall(r'data-label="事项">([^<]+)<', page)) == kinds


async def test_red_comes_before_yellow_before_green_and_the_word_beside_the_shape_queue_2_queue_8(busy, client_as):
    client = await client_as(Role.CLERK, unit=busy.units[0])
    page = (await client.get("/?per=100")).text
    lights = re.findall(r'<td data-label="还有多久"><span class="light (\w*)">', page)
    assert lights == sorted(lights, key=["late", "soon", ""].index)
    assert re.search(r"超期\d+个工作日|超期\d+日", page)
    assert "今日到期" in page


async def test_the_next_task_is_another_case_and_leads_to_its_page_queue_5(busy, client_as):
    client = await client_as(Role.CLERK, unit=busy.units[0])
    first = (await client.get("/next")).headers["location"]
    assert first != "/"
    case = re.search(r'<tr id="row-(\d+)-', (await client.get("/")).text).group(1)
    assert (await client.get(f"/next?after={case}")).headers["location"] != first


async def test_several_parts_are_accepted_at_once_and_none_is_said_queue_6(busy, client_as):
    client = await client_as(Role.CLERK, unit=busy.units[0])
    nothing = await client.write("/assignments/accept", {}, on="/?waiting=to_accept")
    assert nothing.status_code == 422
    assert "还没有勾选" in nothing.text
    page = (await client.get("/?waiting=to_accept")).text
    ticks = re.findall(r'name="assignment" value="([\d-]+)"', page)
    assert ticks and 'action="/assignments/accept"' in page
    answer = await client.write("/assignments/accept", {"assignment": ticks}, on="/?waiting=to_accept")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    after = (await client.get("/?waiting=to_accept")).text
    assert rows_in(after) == 0 and "处理下一件" in after


@pytest.mark.parametrize("role", [Role.ASSIGNER, Role.CLERK, Role.REVIEWER])
async def test_the_sheet_to_print_has_every_task_with_number_day_and_telephone_home_6(busy, client_as, role):
    client = await client_of(client_as, busy, role)
    queue, sheet = (await client.get("/?per=100")).text, (await client.get("/today")).text
    assert "今日待办单" in sheet
    for column in ("案号", "案由", "期限", "电话"):
        cells = re.findall(rf'<td data-label="{column}"[^>]*>(.*?)</td>', sheet)
        assert len(cells) == queue.count('<tr id="row-')
        assert all(re.sub("<[^>]+>", "", cell).strip() for cell in cells), "nothing is left blank"


@pytest.mark.parametrize("role", [Role.LEADER, Role.OVERSIGHT, Role.ASSIGNER])
async def test_the_lights_of_each_unit_lead_to_exactly_their_rows_home_1(busy, client_as, role):
    client = await client_as(role)
    page = (await client.get("/?per=100")).text
    counted = re.findall(r'href="(/\?unit=\d+&amp;light=(?:red|yellow))"><span[^>]*>[^<]*</span>(\d+)<', page)
    assert counted
    for address, number in counted:
        assert rows_in((await client.get(address.replace("&amp;", "&") + "&per=100")).text) == int(number)


async def test_a_leader_has_five_numbers_and_the_late_before_the_near_home(busy, client_as):
    client = await client_as(Role.LEADER)
    page = (await client.get("/")).text
    assert len(re.findall(r'<li><a href="/\?[^"]+"><strong>\d+</strong>', page)) == 5
    assert "各单位" in page


async def test_the_numbers_of_the_year_lead_to_exactly_their_rows_home_1(busy, client_as):
    for role in (Role.CLERK, Role.ASSIGNER):
        client = await client_of(client_as, busy, role)
        counted = re.findall(r'<a href="(/cases\?[^"]+)">([\d,]+) 件</a>', (await client.get("/")).text)
        assert counted
        for address, number in counted:
            listed = (await client.client.get(address.replace("&amp;", "&"), follow_redirects=True)).text
            assert re.search(r"共 <strong>([\d,]+)</strong>", listed).group(1) == number, address


async def test_the_way_back_leads_to_the_same_filter_and_to_the_row_queue_4(busy, client_as):
    client = await client_as(Role.CLERK, unit=busy.units[0])
    listed = "/?waiting=to_accept&track=cppcc&sort=title&per=50"
    page = (await client.get(listed)).text
    anchors = re.findall(r' id="case-(\d+)" href="', page)
    assert anchors and len(anchors) == len(set(anchors))
    case = (await client.get(f"/cases/{anchors[0]}")).text
    assert f'<a href="{listed}#case-{anchors[0]}">返回列表</a>'.replace("&", "&amp;") in case


@pytest.mark.parametrize("planted", ["//elsewhere.test/", "https://elsewhere.test", "/cases", "/?a=<b>"])
async def test_a_way_back_that_somebody_planted_leads_home_queue_4(busy, client_as, planted):
    client = await client_as(Role.CLERK, unit=busy.units[0])
    case = re.search(r' id="case-(\d+)" href="', (await client.get("/")).text).group(1)
    client.client.cookies.delete("dafu_desk")
    client.client.cookies.set("dafu_desk", planted, domain="site.test")
    assert f'<a href="/#case-{case}">返回列表</a>' in (await client.get(f"/cases/{case}")).text


async def test_what_was_told_is_bold_until_its_row_was_opened_and_then_again_after_a_change_queue_7(busy, client_as):
    client = await client_as(Role.CLERK, unit=busy.units[0])
    case = int(re.search(r' id="case-(\d+)" href="', (await client.get("/")).text).group(1))

    async def told(number):
        row = {"event": "urged", "case": case, "told": "请抓紧办理。", "link": f"/cases/{case}"}
        await tables.Notice.insert(tables.Notice(person=client.actor.person, key=f"queue 7 {number}", **row))

    async def unread():
        return re.search(rf'<strong><a id="case-{case}" href="([^"]+)">', (await client.get("/")).text)

    assert await unread() is None
    await told(1)
    place = (await unread()).group(1).replace("&amp;", "&")
    led = await client.get(place)
    assert led.status_code == 303
    assert led.headers["location"].startswith(("/assignments/", "/cases/"))
    assert await unread() is None
    await told(2)
    assert await unread() is not None
    await client.get(f"/cases/{case}")
    assert await unread() is None, "opening the case itself reads it, too"


ACTS = {
    "assigned", "accepted", "planned", "return_asked", "return_granted", "return_refused", "contacted", "urged",
    "extension_asked", "extension_granted", "extension_refused", "reviewed", "approval-asked", "cosign-asked",
    "approved", "sent-back", "reply-signed", "reply-sent", "rated", "opinion-sent", "cosigned", "concluded-act",
    "submitted", "signed", "declined", "published",
}  # fmt: skip


@pytest.mark.parametrize("act", sorted(ACTS))
async def test_after_every_act_the_next_task_is_one_press_away_queue_5(site, client_as, act):
    client = await client_as(Role.ASSIGNER)
    client.client.cookies.set("dafu_flash", act, domain="site.test")
    page = (await client.get("/")).text
    assert '<a href="/next">处理下一件</a>' in page


async def test_somebody_without_tasks_is_told_so_home_2(site, client_as):
    client = await client_as(Role.ASSIGNER)
    assert "今天没有待办" in (await client.get("/")).text
    assert (await client.get("/next")).headers["location"] == "/"


async def test_a_post_that_was_lent_can_be_looked_into_from_the_queue_home_5(busy, client_as):
    client = await client_as(Role.CLERK, unit=busy.units[0])
    post = (await tables.Post.select(tables.Post.id).where(tables.Post.person == busy.clerk(1).person))[0]["id"]
    await tables.Delegation.insert(
        tables.Delegation(post=post, deputy=client.actor.person, since=today(), until=today(), reason="出差")
    )
    page = (await client.get("/")).text
    chosen = re.search(r'name="post" value="([\d-]+)">查看我代办的', page).group(1)
    answer = await client.post("/account/post", {"post": chosen, "back": "/"}, token=await client.token("/"))
    assert answer.status_code == 303
    assert f"您正在代 {busy.clerk(1).name}" in (await client.get("/")).text


async def test_numbers_equal_rows(site):
    page = (await site.get("/")).text
    numbers = re.findall(r'<li><a href="([^"]+)"><strong>([\d,]+)</strong>', page)
    assert len(numbers) == 5
    for address, number in numbers:
        listed = (await site.client.get(address, follow_redirects=True)).text
        assert re.search(r"共 <strong>([\d,]+)</strong>", listed).group(1) == number, address


async def test_newest_replies_and_next_promises_lead_on(site):
    page = (await site.get("/")).text
    links = re.findall(r'href="(/gk/\d+/[^"]+)"', page)
    assert links
    for link in links:
        assert (await site.get(link)).status_code == 200
