"""Who comes too late reads who was faster and what he did, keeps his own words, and may send them once more."""

import re

import pytest

from cases.tables import Assignment
from cases.vocabulary import Role
from tests.factories import cast_of, make_case
from tests.replying import handled
from tests.server.conftest import SAME_SITE
from tests.server.replying import client_of

pytestmark = pytest.mark.anyio


async def test_the_loser_sees_who_and_when_and_sends_the_same_upon_the_new_version_case_5(site):
    case = await handled()
    reply = await case.signed()
    place, version = f"/drafts/{reply}/send", (await case.reply(reply))["version"]
    writer = await client_of(site, case.writer)
    late = await writer.write(place, {"seen": str(version - 1), "note": "请尽快 送出"})
    assert late.status_code == 409
    assert case.signers[-1].name in late.text
    assert f'href="/cases/{case.id}"' in late.text
    assert "查看差异" in late.text
    assert re.search(r"<textarea[^>]+readonly>\s*请尽快 送出</textarea>", late.text), "what was written stands there"
    assert "<dt>状态</dt><dd>已签发</dd>" in late.text
    form = late.text.split("以我的为准重新提交")[0].rpartition("<form")[2]
    assert f'action="{place}"' in form
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
    assert (int(sent["seen"]), sent["note"]) == (version, "请尽快 送出")
    assert (await writer.client.post(place, data=sent, headers=SAME_SITE)).status_code == 303
    assert (await case.reply(reply))["state"] == "sent"


async def test_a_page_that_keeps_its_form_keeps_what_was_written_case_5(site):
    cast = await cast_of()
    made = await make_case("in_handling", cast=cast)
    office = await client_of(site, cast.assigner)
    place, words = f"/key_cases/{made.id}", "分管副市长牵头 督办"
    seen = str((await made.row())["version"])
    assert (await office.write(place, {"seen": seen, "supervisor": "另一位领导"})).status_code == 303
    late = await office.write(place, {"seen": seen, "supervisor": words})
    assert late.status_code == 409
    assert cast.assigner.name in late.text
    assert words in late.text


async def test_several_things_at_once_are_not_sent_again_blindly_case_5(site, client_as):
    cast = await cast_of()
    made = await make_case("assigned", cast=cast)
    part = await made.assignment(cast.units[0])
    clerk = await client_as(Role.CLERK, unit=cast.units[0])
    await Assignment.update({Assignment.version: 9}).where(Assignment.id == part["id"])
    late = await clerk.write("/assignments/accept", {"assignment": f"{part['id']}-{part['version']}"})
    assert "以我的为准" not in late.text
