"""Handing over through pages: ticked, composed step by step, previewed, sent; then accepted by the unit."""

import html
import re
from urllib.parse import quote, urlencode

import pytest

from cases import tables
from cases.queries.assignments import routed_cases
from cases.vocabulary import Role
from server.filters import long_day
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


async def send(desk, pairs):
    """The form as a browser sends it: a name may stand in it more than once."""
    headers = {"Origin": "http://site.test", "Content-Type": "application/x-www-form-urlencoded"}
    return await desk.client.post("/assignments", content=urlencode(pairs), headers=headers)


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
    answer = await send(desk, sent)
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


async def test_several_cases_go_in_one_and_a_stale_one_stops_all_with_the_form_kept(site, cast, client_as):
    made = [await make_case(cast=cast) for _ in range(3)]
    desk = await client_as(Role.ASSIGNER)
    ticks = "&".join([f"case={one.id}-{(await one.row())['version']}" for one in made])
    units = "&".join(f"unit={unit}" for unit in cast.units[:2])
    address = f"{ticks}&{units}&kind=lead_co&instructions={quote('请联合办理')}"
    preview = (await desk.get(f"/assignments/preview?{address}")).text
    assert preview.count('data-label="答复期限"') == 3 and "交办 3 件" in preview
    sent = await sent_from(preview, "/assignments")
    stale = [("case", f"{made[0].id}-99") if pair[1].startswith(f"{made[0].id}-") else pair for pair in sent]
    stale = [("key", "another key") if name == "key" else (name, value) for name, value in stale]
    answer = await send(desk, stale)
    assert answer.status_code == 409 and "整批都没有执行" in answer.text and "请联合办理" in answer.text
    assert {(await one.row())["state"] for one in made} == {"filed"}
    again = await sent_from((await desk.get(f"/assignments/preview?{address}")).text, "/assignments")
    done = f"/assignments?sent={made[0].id}"
    assert (await send(desk, again)).headers["location"] == done
    assert f"/papers/assignment_notice?case={made[0].id}" in (await desk.get(done)).text
    assert {(await one.row())["state"] for one in made} == {"assigned"}
    assert (await send(desk, again)).headers["location"] == done, "the same form twice is done once"
    assert await tables.Assignment.count().where(tables.Assignment.case.is_in([one.id for one in made])) == 6


async def test_what_does_not_fit_is_said_on_the_form(site, cast, client_as):
    made = await make_case(cast=cast)
    desk, one = await client_as(Role.ASSIGNER), f"case={made.id}"
    for more in ("kind=sole", f"kind=split&unit={cast.units[0]}", f"kind=sole&unit={cast.units[0]}&due=2020-01-01"):
        answer = await desk.get(f"/assignments/preview?{one}&{more}")
        assert answer.status_code == 422 and 'role="alert"' in answer.text and 'id="routing"' in answer.text
    assert (await desk.get("/assignments/new")).status_code == 422
    assert (await desk.get("/assignments/new?case=987654")).status_code == 404


async def test_similar_answered_cases_speak_for_their_units(site, cast, client_as):
    """The archive has an answer about lifts in old housing estates, led by one unit and helped by another."""
    made = await make_case(cast=cast, title="关于继续给老旧小区加装电梯的提案")
    desk = await client_as(Role.ASSIGNER)
    page = (await desk.get(f"/assignments/new?case={made.id}")).text
    proposed = page[page.index("参考：这类事由谁办理") :]
    assert "杭州市民政局" in proposed and "主办 1 件" in proposed and "加装电梯减负" in proposed
    assert (await made.row())["state"] == "filed", "a proposal sends nothing"


async def test_a_unit_that_nobody_can_answer_for_is_flagged_before_sending(site, cast, client_as):
    made, desk = await make_case(cast=cast), await client_as(Role.ASSIGNER)
    empty = await tables.Department.select(tables.Department.id).where(
        tables.Department.id.not_in(list(cast.units)) & tables.Department.until.is_null()
    ).first()  # fmt: skip
    preview = (await desk.get(f"/assignments/preview?case={made.id}&kind=sole&unit={empty['id']}")).text
    assert "没有可登录的联络员" in preview


async def test_a_case_is_taken_back_through_its_page_until_somebody_accepts(site, cast, client_as):
    made, desk = await make_case("assigned", cast=cast), await client_as(Role.ASSIGNER)
    place = f"/assignments/cases/{made.id}/recall"
    seen = (await made.row())["version"]
    short = await desk.write(place, {"seen": seen, "reason": ""}, on=place)
    assert short.status_code == 422
    answer = await desk.write(place, {"seen": seen, "reason": "单位选错了，重新交办"}, on=place)
    assert answer.status_code == 303 and (await made.row())["state"] == "to_assign"
    other = await make_case("in_handling", cast=cast)
    answer = await desk.write(
        f"/assignments/cases/{other.id}/recall", {"seen": (await other.row())["version"], "reason": "单位选错了"}
    )
    assert answer.status_code == 409


async def test_a_unit_names_its_people_and_strangers_find_nothing(site, cast, client_as):
    made, unit = await make_case("in_handling", cast=cast), cast.units[0]
    clerk, stranger = await client_as(Role.CLERK, unit=unit), await client_as(Role.CLERK, unit=cast.units[2])
    one = await made.assignment(unit)
    place = f"/assignments/{one['id']}/plan"
    assert clerk.actor.name in (await clerk.get(place)).text
    wrong = await clerk.write(place, {"seen": one["version"], "handler": stranger.actor.person}, on=place)
    assert wrong.status_code == 422
    answer = await clerk.write(place, {"seen": one["version"], "handler": clerk.actor.person}, on=place)
    assert answer.status_code == 303 and (await made.assignment(unit))["handler"] == clerk.actor.person
    for path in (place, f"/assignments/{one['id']}/accept"):
        assert (await stranger.get(path)).status_code == 404
        assert (await stranger.write(path, {"seen": 1, "handler": 1})).status_code == 404
    assert (await clerk.get("/assignments")).status_code == 403


async def test_the_load_of_each_unit_is_listed(site, cast, client_as):
    await make_case("in_handling", cast=cast, units=2)
    page = (await (await client_as(Role.ASSIGNER)).get("/assignments/units")).text
    assert page.count('data-label="主办"') == 2


async def test_assign_4_the_notice_is_read_before_it_is_sent_with_a_list_for_each_unit(site, cast, client_as):
    made = [await make_case(cast=cast) for _ in range(2)]
    desk, (lead, helper) = await client_as(Role.ASSIGNER), cast.units[:2]
    ticks = "&".join([f"case={one.id}-{(await one.row())['version']}" for one in made])
    asked = f"{ticks}&unit={lead}&unit={helper}&kind=lead_co&doc_no={quote('某交〔2026〕3号')}"
    page = (await desk.get(f"/assignments/preview?{asked}")).text
    notice = re.search(r'<article id="notice".*?</article>', page, re.S).group(0)
    rows = await tables.Department.select(tables.Department.id, tables.Department.name)
    names = {row["id"]: row["name"] for row in rows}
    assert f"{names[lead]}（主办 2 件）" in notice and f"{names[helper]}（会办 2 件）" in notice
    assert notice.count("关于在老旧小区增设助餐点的提案") == 4 and "等 2 件提案的通知" in notice
    assert "某交〔2026〕3号" in notice
    first = (await routed_cases([made[0].id], actor=desk.actor))[0]
    for day in (first.accept_by, first.return_until, first.answer.day, first.opinion.day):
        assert str(long_day(day)) in notice
    assert (await send(desk, await sent_from(page, "/assignments"))).status_code == 303
    entry = (tables.JournalEntry.case == made[0].id) & (tables.JournalEntry.thing == "case")
    told = await tables.JournalEntry.select().where(entry & (tables.JournalEntry.verb == "assign"))
    assert "文号 某交〔2026〕3号" in told[0]["new"]


async def test_a_case_without_helpers_says_so_and_one_of_nobody_yet_too(site, cast, client_as):
    waiting, given = await make_case(cast=cast), await make_case("assigned", cast=cast)
    desk = await client_as(Role.ASSIGNER)
    assert re.search(r"<dt>主办单位</dt><dd>尚未交办</dd>", (await desk.get(f"/cases/{waiting.id}")).text)
    assert re.search(r"<dt>会办单位</dt><dd>无</dd>", (await desk.get(f"/cases/{given.id}")).text)
