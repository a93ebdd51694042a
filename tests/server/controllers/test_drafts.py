"""Writing a reply through its pages: from the first word to the letter that is sent."""

import pytest

from cases.tables import Delivery, DraftCopy, Reply, ReplyText
from tests.replying import BODY, handled
from tests.server.replying import client_of, hidden

pytestmark = pytest.mark.anyio

FIELDS = {
    "body": BODY, "answered": "0", "addressee": "王委员", "result_class": "B", "disclosure": "proactive",
    "contact_person": "方静", "contact_phone": "0571-85250001",
}  # fmt: skip


@pytest.fixture
async def case(site):
    return await handled()


@pytest.fixture
async def writer(site, case):
    return await client_of(site, case.writer)


async def started(writer, case) -> str:
    """Begin the draft through the pages; its address."""
    answer = await writer.write("/drafts", {"assignment": str(case.lead["id"])})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def written(writer, place, **more):
    """Save the form of the draft with the version that its page carries."""
    page = (await writer.get(place)).text
    return await writer.write(place, {**FIELDS, "version": hidden(page, "version"), "go": "", **more})


async def test_from_the_first_word_to_the_letter(site, case, writer):
    place = await started(writer, case)
    assert (await started(writer, case)) == place  # a second click opens the same draft
    assert "每个社区设一处" in (await writer.get(place)).text
    answer = await written(writer, place, go="check")
    assert answer.headers["location"] == f"{place}/check"
    check = (await writer.get(f"{place}/check")).text
    assert "没有发现问题" in check
    assert "新增助餐点80处" in check
    seen = {"seen": hidden(check, "seen"), "version": hidden(check, "version")}
    asked = await writer.write(f"{place}/approval", seen)
    assert asked.status_code == 303, asked.text
    number = place.rpartition("/")[2]
    for signer in case.signers:
        client = await client_of(site, signer)
        page = (await client.get(f"/approvals/{number}")).text
        assert f"第{signer.level}级" in page
        seen = {"seen": hidden(page, "seen", "decide-head"), "version": hidden(page, "version", "decide-head")}
        decision = "signed" if signer is case.signers[-1] else "agreed"
        assert (await client.write(f"/approvals/{number}", {**seen, "decision": decision})).status_code == 303
    page = (await writer.get(place)).text
    assert "已签发" in page
    sent = await writer.write(f"{place}/send", {"seen": hidden(page, "seen", "act-bar")})
    assert sent.status_code == 303, sent.text
    assert await Delivery.count().where(Delivery.reply == int(number)) == 1
    delivery = (await case.deliveries(int(number)))[0]["id"]
    submitter = await client_of(site, case.submitter)
    page = (await submitter.get(f"/ratings/{delivery}")).text
    assert "新增助餐点80处" in page
    assert " checked" not in page
    rating = {"seen": hidden(page, "seen"), "attitude": "satisfied", "result": "satisfied"}
    rated = await submitter.write(f"/ratings/{delivery}", rating)
    assert rated.status_code == 303, rated.text
    assert "以这次为准" in (await submitter.get(f"/ratings/{delivery}")).text
