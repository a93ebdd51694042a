"""Accounts by page: made, given posts, reset, and led out of office step by step."""

import re

import pytest

from cases.queries.accounts import account_list, account_row
from cases.queries.open_work import open_work_of
from cases.tables import Assignment
from cases.vocabulary import CaseState, Role
from tests.accounts import account_as, actor_as
from tests.factories import make_case

pytestmark = pytest.mark.anyio


async def test_an_account_is_made_and_its_password_shown_once(client_as):
    admin = await client_as(Role.ADMIN)
    form = {"name": "岳明", "sign_in_name": "yue", "role": "leader", "email": "yue@example.gov.cn"}
    made = await admin.write("/administration/people", form)
    assert made.status_code == 200
    assert re.search(r"[a-z0-9]{4}(-[a-z0-9]{4}){3}", made.text)
    (row,) = (await account_list(text="yue")).rows
    assert [post.role for post in row.posts] == [Role.LEADER]
    assert "岳明" in (await admin.get("/administration/people?text=yue")).text
    again = await admin.write("/administration/people", form)
    assert again.status_code == 409 and "已有人使用" in again.text
    unknown = await admin.write("/administration/people", form | {"sign_in_name": "x", "role": "public"})
    assert unknown.status_code == 422


async def test_posts_are_added_and_ended(client_as):
    admin = await client_as(Role.ADMIN)
    number = await account_as(Role.LEADER)
    assert (await admin.write(f"/administration/people/{number}/posts", {"role": "auditor"})).status_code == 303
    assert (await admin.write(f"/administration/people/{number}/posts", {"role": "clerk"})).status_code == 422
    first, second = (await account_row(number)).posts
    assert (await admin.write(f"/administration/people/{number}/posts/{second.post}/end")).status_code == 303
    assert (await account_row(number)).posts[1].until is not None
    stranger = await account_row(await account_as(Role.LEADER))
    foreign = await admin.write(f"/administration/people/{number}/posts/{stranger.posts[0].post}/end")
    assert foreign.status_code == 422
    assert (await account_row(stranger.id)).posts[0].until is None
    assert first.until is None


async def test_a_reset_shows_another_password(client_as):
    admin = await client_as(Role.ADMIN)
    number = await account_as(Role.LEADER)
    assert "一次性密码" in (await admin.write(f"/administration/people/{number}/reset")).text


async def test_whoever_leaves_hands_over_first(client_as):
    admin = await client_as(Role.ADMIN)
    made = await make_case(CaseState.IN_HANDLING)
    (work,) = await made.assignments()
    leaving, heir = [await actor_as(Role.HANDLER, unit=work["department"]) for _ in range(2)]
    await Assignment.update({Assignment.handler: leaving.person}).where(Assignment.id == work["id"])
    row = (await account_list(text=leaving.name)).rows[0]
    place = f"/administration/people/{row.id}"
    assert "需先完成" in (await admin.get(f"{place}/leave")).text
    early = await admin.write(f"{place}/disable", {"typed": leaving.name, "reason": "调离"})
    assert early.status_code == 409
    foreign = await admin.write(f"{place}/leave", {f"heir-{work['id']}": "999999"})
    assert foreign.status_code == 404
    assert (await admin.write(f"{place}/leave", {f"heir-{work['id']}": str(heir.person)})).status_code == 303
    assert len(await open_work_of(heir.person)) == 1
    untyped = await admin.write(f"{place}/disable", {"typed": "别人", "reason": "调离"})
    assert untyped.status_code == 422 and leaving.name in untyped.text
    assert (await admin.write(f"{place}/disable", {"typed": leaving.name, "reason": "调离"})).status_code == 303
    assert "已停用" in (await admin.get(place)).text
    assert (await admin.write(f"{place}/enable")).status_code == 303
    assert (await account_row(row.id)).disabled_at is None
