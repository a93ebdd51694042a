"""Bold words of a signed letter are known to whoever may read it, though the letter itself is plain text."""

import pytest

from cases.actions.checking import look_over
from cases.papers.reading import matter_of
from cases.queries.texts import letter, sources
from cases.tables import Commitment, Document
from tests.replying import handled
from tests.situations import once

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]

MARKED = (
    "您提出的意见收悉。\n一、下一步打算。我局将于〖2027年底前〗新增助餐点80处。\n"
    "| 街道 | 新增 |\n| 城东 | 〖3〗处 |\n感谢您的关心。"
)  # fmt: skip


@pytest.fixture
async def case(database):
    return await once(handled)


async def test_a_signed_letter_is_plain_and_still_shows_what_is_bold(case):
    reply = await case.sent(body=MARKED)
    row = await case.reply(reply)
    document = (await Document.select().where(Document.id == row["document"]))[0]
    assert "〖" not in document["text"]
    for one in await Commitment.select().where(Commitment.document == row["document"]):
        assert one["quote"] == document["text"][one["start"] : one["end"]]
    source = (await sources([row["document"]], actor=case.submitter))[row["document"]]
    assert [source.text[a:b] for a, b in source.strong] == ["2027年底前", "3"]
    shown = letter(source, row["start"], row["end"], commitments=(), figures=()).paragraphs
    table = next(one for one in shown if one.rows)
    assert ["".join(piece.text for run in cell for piece in run.pieces) for cell in table.rows[1]] == ["城东", "3处"]
    bold = [piece.text for one in shown for run in one.runs for piece in run.pieces if piece.strong]
    assert bold == ["2027年底前"]
    matter = await matter_of(case.id, actor=case.submitter)
    assert "〖2027年底前〗" in matter.replies[-1].body


async def test_what_is_found_in_a_draft_is_found_through_the_marks(case):
    reply = await case.drafted(body=MARKED)
    look = await look_over(reply, actor=case.writer)
    (promise,) = [one for one in look.promises if "助餐点" in one.quote]
    assert "〖" not in promise.quote
    raw = MARKED[promise.span.start : promise.span.end]
    assert raw.replace("〖", "").replace("〗", "") == promise.quote
