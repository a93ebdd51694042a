"""The sealed scan issues a letter: only a signed one, only by its unit, only what a scanner makes (APPROVE-5)."""

import hashlib

import pytest

from cases import files
from cases.actions.approvals import approve
from cases.actions.drafts import save_draft
from cases.actions.sealing import seal
from cases.errors import CaseError, ChangedMeanwhile, FileError, Forbidden, NotFound, NotFromHere
from cases.queries.drafts import draft_page
from cases.tables import Attachment, JournalEntry
from tests.pictures import jpeg
from tests.replying import BODY, handled

pytestmark = pytest.mark.anyio
SCAN = jpeg()


@pytest.fixture
async def case(database):
    return await handled()


async def sealing(case, reply, tmp_path, *, name="盖章件.jpg", data=SCAN, seen=None, actor=None):
    seen = (await case.reply(reply))["version"] if seen is None else seen
    return await seal(reply, name, data, seen, folder=tmp_path, actor=actor or case.writer)


async def test_the_scan_issues_the_letter_and_freezes_its_text_approve_5(case, tmp_path):
    reply = await case.signed()
    assert (await draft_page(reply, actor=case.writer)).sealed is None
    await sealing(case, reply, tmp_path)
    page = await draft_page(reply, actor=case.writer)
    assert (page.sealed.name, page.sealed.sha256) == ("盖章件.jpg", hashlib.sha256(SCAN).hexdigest())
    assert page.digest == hashlib.sha256(page.draft.body.encode()).hexdigest()
    assert files.read(tmp_path, page.sealed.sha256) == SCAN
    row = (await JournalEntry.select().where(JournalEntry.verb == "seal"))[0]
    assert page.digest in row["new"]
    assert page.sealed.sha256 in row["new"]
    with pytest.raises(CaseError):
        await save_draft(reply, case.draft(body=BODY + "改"), base=page.text_version, actor=case.writer)


async def test_a_better_scan_takes_the_place_of_the_first(case, tmp_path):
    reply = await case.sent()
    await sealing(case, reply, tmp_path)
    await sealing(case, reply, tmp_path, data=SCAN + b"2")
    rows = await Attachment.select().where(Attachment.belongs == "reply").order_by(Attachment.id)
    assert [row["withdrawn"] for row in rows] == [True, False]


async def test_what_cannot_be_sealed(case, tmp_path):
    draft = await case.asked()
    with pytest.raises(NotFromHere):
        await sealing(case, draft, tmp_path)
    await approve(draft, await case.seen(draft), actor=case.signers[-1])
    for name, data in (("a.docx", b"PK\x03\x04"), ("a.txt", "文字".encode()), ("a.jpg", b"")):
        with pytest.raises(FileError):
            await sealing(case, draft, tmp_path, name=name, data=data)
    with pytest.raises(ChangedMeanwhile):
        await sealing(case, draft, tmp_path, seen=1)
    for actor, error in ((case.submitter, NotFound), (case.made.cast.reviewer, Forbidden)):
        with pytest.raises(error):
            await sealing(case, draft, tmp_path, actor=actor)
    assert not await Attachment.exists().where(Attachment.belongs == "reply")
