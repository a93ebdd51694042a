"""Names through pages: found by a pasted list, asked, given, taken back."""

import re
from urllib.parse import quote

import pytest

from cases.tables import CaseSubmitter, ProposalText
from cases.vocabulary import Role
from tests.server.controllers.test_submissions import begun, deputy, version_of

__all__ = ["deputy"]
pytestmark = pytest.mark.anyio


@pytest.fixture
async def other(client_as, deputy):
    """Another member of the same committee."""
    return await client_as(Role.SUBMITTER, body=deputy.actor.body, name="许归舟")


async def asked(deputy, other):
    case_id = await begun(deputy)
    form = {"person": other.actor.person, "seen": await version_of(case_id)}
    assert (await deputy.write(f"/submissions/{case_id}/names", form)).status_code == 303
    return case_id


@pytest.mark.parametrize("apart", ["、", "，", " ", "\n"])
async def test_found_by_a_pasted_list(deputy, other, apart):
    """FORM-11."""
    case_id = await begun(deputy)
    typed = quote(apart.join(["许归舟委员", "没有的人", "沈听澜", "另一个生人"]))
    page = (await deputy.get(f"/submissions/{case_id}/names?names={typed}")).text
    assert "没有找到：没有的人、另一个生人" in page
    assert "已经在署名里，不必再请：沈听澜" in page
    assert re.search(rf'value="{other.actor.person}" checked', page)


async def test_asked_and_signed(deputy, other):
    case_id = await asked(deputy, other)
    assert "待我附议（1）" in (await other.get("/submissions")).text
    assert "同意联名" in (await other.get(f"/submissions/{case_id}")).text
    seen = (await ProposalText.select().where(ProposalText.case == case_id).first())["version"]
    assert (await other.write(f"/cosignatures/{case_id}/sign", {"text_seen": seen - 1})).status_code == 409
    assert (await other.write(f"/cosignatures/{case_id}/sign", {"text_seen": seen})).status_code == 303
    assert (await other.write(f"/cosignatures/{case_id}/sign", {"text_seen": seen})).status_code == 409
    saved = await deputy.write(f"/submissions/{case_id}/edit", {"title": "改", "version": str(seen)})
    assert saved.status_code == 409


async def test_refused(deputy, other):
    case_id = await asked(deputy, other)
    done = await other.write(f"/cosignatures/{case_id}/decline", {})
    assert done.headers["location"] == "/submissions"
    assert "已谢绝" in (await deputy.get(f"/submissions/{case_id}/names")).text
    assert (await other.get(f"/submissions/{case_id}")).status_code == 404


async def test_taken_back_one_and_all(deputy, other):
    case_id = await asked(deputy, other)
    path = f"/submissions/{case_id}/names/release"
    stale = await deputy.write(path, {"all": "yes", "seen": "1"})
    assert stale.status_code == 409
    done = await deputy.write(path, {"all": "yes", "seen": await version_of(case_id)})
    assert done.headers["location"] == f"/submissions/{case_id}/edit"
    assert await CaseSubmitter.count().where(CaseSubmitter.case == case_id) == 1


async def test_only_the_first_name_asks(deputy, other, client_as):
    case_id = await asked(deputy, other)
    form = {"person": deputy.actor.person, "seen": await version_of(case_id)}
    assert (await other.write(f"/submissions/{case_id}/names", form)).status_code == 403
    stranger = await client_as(Role.SUBMITTER, body=deputy.actor.body)
    for path in (f"/submissions/{case_id}/names", f"/cosignatures/{case_id}/sign", f"/cosignatures/{case_id}/decline"):
        assert (await stranger.write(path, form)).status_code == 404


async def test_after_a_revision_the_others_see_the_changes_and_sign_anew(deputy, other, client_as):
    case_id = await asked(deputy, other)
    text = await ProposalText.select().where(ProposalText.case == case_id).first()
    await other.write(f"/cosignatures/{case_id}/sign", {"text_seen": text["version"]})
    await deputy.write(f"/submissions/{case_id}/submit", {"seen": await version_of(case_id)})
    desk = await client_as(Role.REVIEWER, body=deputy.actor.body)
    back = {"verb": "return_for_revision", "words": "请把建议写得具体一些", "seen": await version_of(case_id)}
    assert (await desk.write(f"/reviews/{case_id}/decide", back, on=f"/reviews/{case_id}")).status_code == 303
    text = await working(case_id)
    words = {name: text[name] for name in ("title", "situation", "analysis")}
    changed = {**words, "recommendations": "分两年装完，逐站公布。", "version": str(text["version"])}
    await deputy.write(f"/submissions/{case_id}/edit", changed)
    names = f"/submissions/{case_id}/names"
    assert "请联名人重新确认" in (await deputy.get(names)).text
    stopped = await deputy.write(f"/submissions/{case_id}/submit", {"seen": await version_of(case_id)})
    assert stopped.status_code == 409 and "附议的还是原来的文字" in stopped.text
    assert (await deputy.write(f"{names}/again", {"seen": await version_of(case_id)})).status_code == 303
    page = (await other.get(f"/submissions/{case_id}")).text
    assert "请您重新确认附议" in page and "<ins>" in page
    assert (await deputy.write(f"{names}/write-on", {"seen": "1"})).status_code == 409
    seen = (await working(case_id))["version"]
    assert (await other.write(f"/cosignatures/{case_id}/sign", {"text_seen": seen})).status_code == 303
    done = await deputy.write(f"/submissions/{case_id}/submit", {"seen": await version_of(case_id)})
    assert done.headers["location"] == f"/submissions/{case_id}"


async def working(case_id):
    return await ProposalText.select().where((ProposalText.case == case_id) & (ProposalText.kind == "working")).first()
