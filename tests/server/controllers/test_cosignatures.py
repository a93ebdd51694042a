"""Names through pages: found by a pasted list, asked, given, taken back."""

import re

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


async def test_found_by_a_pasted_list(deputy, other):
    case_id = await begun(deputy)
    page = (await deputy.get(f"/submissions/{case_id}/names?names=许归舟委员、没有的人")).text
    assert "没有找到：没有的人" in page
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
