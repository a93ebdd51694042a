"""A wrong route through pages: asked with a proposed unit, decided, and the form for the next unit begins with it."""

import pytest

from cases import tables
from cases.vocabulary import Role
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio
WHY = "三定规定中不属本单位职责"


@pytest.fixture
async def asked(site, client_as):
    """A case whose unit has asked to hand it back through its form; with the clients of both sides."""
    cast = await cast_of()
    made = await make_case("in_handling", cast=cast)
    clerk, desk = await client_as(Role.CLERK, unit=cast.units[0]), await client_as(Role.ASSIGNER)
    one = await made.assignment(cast.units[0])
    sent = {"assignment": one["id"], "seen": one["version"], "reason": WHY, "basis": "某文件第三条"}
    place = f"/returns/new?assignment={one['id']}"
    return made, clerk, desk, sent, place


async def test_looking_for_a_unit_keeps_what_was_written_and_asks_nothing_yet(asked):
    made, clerk, _, sent, place = asked
    name = (await tables.Department.select(tables.Department.name).where(tables.Department.id == made.cast.units[1]))[0]
    page = (await clerk.write("/returns", {**sent, "find": name["name"]}, on=place)).text
    assert f'name="choose" value="{made.cast.units[1]}"' in page and WHY in page
    page = (await clerk.write("/returns", {**sent, "choose": made.cast.units[1]}, on=place)).text
    assert f'name="proposed" value="{made.cast.units[1]}"' in page
    assert await tables.ReturnRequest.count() == 0


async def test_a_granted_return_leads_to_the_form_with_the_proposed_unit(asked):
    made, clerk, desk, sent, place = asked
    answer = await clerk.write("/returns", {**sent, "proposed": made.cast.units[1], "send": "1"}, on=place)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/cases/{made.id}")
    assert "待裁定的退办申请（1）" in (await desk.get("/returns")).text
    one, request = await made.assignment(made.cast.units[0]), (await tables.ReturnRequest.select())[0]
    place = f"/returns/decide?assignment={one['id']}"
    assert WHY in (await desk.get(place)).text
    decided = {"request": request["id"], "assignment": one["id"], "seen": one["version"], "decision": "grant"}
    short = await desk.write("/returns/decide", {**decided, "words": "行"}, on=place)
    assert short.status_code == 422
    answer = await desk.write("/returns/decide", {**decided, "words": "同意改由他处承办"}, on=place)
    assert answer.headers["location"] == f"/assignments/new?case={made.id}"
    form = (await desk.get(answer.headers["location"])).text
    assert f'name="unit" value="{made.cast.units[1]}"' in form and "已退办 1 次" in form
    again = await desk.write("/returns/decide", {**decided, "words": "同意改由他处承办"}, on="/returns")
    assert again.status_code == 409
    assert (await clerk.get(f"/cases/{made.id}")).status_code == 404


async def test_a_refused_return_leaves_the_case_with_its_unit(asked):
    made, clerk, desk, sent, place = asked
    await clerk.write("/returns", {**sent, "proposed": made.cast.units[1], "send": "1"}, on=place)
    one, request = await made.assignment(made.cast.units[0]), (await tables.ReturnRequest.select())[0]
    decided = {"request": request["id"], "assignment": one["id"], "seen": one["version"], "decision": "refuse"}
    answer = await desk.write("/returns/decide", {**decided, "words": "职责明确由你单位办理"}, on="/returns")
    assert answer.headers["location"] == f"/cases/{made.id}"
    row = await made.row()
    assert ((await made.assignment(made.cast.units[0]))["state"], row["state"], row["returns"]) == (
        "accepted", "in_handling", 0,
    )  # fmt: skip


@pytest.mark.parametrize("missing", ["reason", "proposed"])
async def test_a_return_without_reason_or_unit_is_not_asked(asked, missing):
    made, clerk, _, sent, place = asked
    whole = {**sent, "proposed": made.cast.units[1], "send": "1"}
    answer = await clerk.write("/returns", {k: v for k, v in whole.items() if k != missing}, on=place)
    assert answer.status_code in (409, 422) and 'role="alert"' in answer.text
    assert await tables.ReturnRequest.count() == 0


async def test_strangers_find_neither_form_nor_request(asked, client_as):
    made, _, _, sent, place = asked
    other = await client_as(Role.CLERK, unit=made.cast.units[2])
    assert (await other.get(place)).status_code == 404
    answer = await other.write("/returns", {**sent, "proposed": made.cast.units[1], "send": "1"}, on="/account")
    assert answer.status_code == 404
    assert (await other.get("/returns")).status_code == 403
    assert (await other.get("/returns/decide?assignment=1")).status_code == 403


async def test_assign_6_the_office_may_call_a_meeting_before_it_decides(asked):
    made, clerk, desk, sent, place = asked
    await clerk.write("/returns", {**sent, "proposed": made.cast.units[1], "send": "1"}, on=place)
    one, request = await made.assignment(made.cast.units[0]), (await tables.ReturnRequest.select())[0]
    called = {"request": request["id"], "assignment": one["id"], "seen": one["version"], "decision": "coordinate"}
    page = f"/returns/decide?assignment={one['id']}"
    short = await desk.write("/returns/decide", {**called, "place": "三楼会议室"}, on=page)
    assert short.status_code == 422 and 'value="三楼会议室"' in short.text
    whole = {**called, "place": "三楼会议室", "met_on": "2026-11-25", "agenda": "请两家带职责文件参会"}
    assert (await desk.write("/returns/decide", whole, on=page)).status_code == 303
    again = (await desk.get(page)).text
    assert "2026年11月25日，三楼会议室：请两家带职责文件参会" in again and "同意改交" in again
    assert "召开协调会" in (await clerk.get(f"/cases/{made.id}")).text
    neither = await desk.write("/returns/decide", {**called, "seen": 3, "decision": "x"}, on=page)
    assert neither.status_code == 422
