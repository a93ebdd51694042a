"""The preview of a publication: pieces make the letter, hidden ones never overlap."""

import pytest

from cases.errors import NotFound
from cases.queries.publications import publication_page, without_addressee
from cases.tables import Document
from tests.replying import BODY, handled

pytestmark = pytest.mark.anyio


async def test_pieces_make_the_letter(database):
    case = await handled()
    reply = await case.sent(body=BODY + "\n方静的电话0571-85250001。")
    further = ("方静的电话", "静", "没有这个词")
    page = await publication_page(reply, actor=case.made.cast.reviewer, further=further)
    document = (await Document.select().where(Document.id == (await case.reply(reply))["document"]))[0]
    assert "".join(piece.text for piece in page.pieces) == document["text"]
    assert all(one.end <= other.start for one, other in zip(page.stretches, page.stretches[1:], strict=False))
    assert [one.words for one in page.stretches] == ["方静的电话", "0571-85250001", "方静", "0571-85250001"]
    with pytest.raises(NotFound):
        await publication_page(999_999, actor=case.made.cast.reviewer)


def test_the_addressee_is_taken_out_of_what_the_page_says():
    assert without_addressee('{"addressee": {"text": "王"}, "title": 1}') == '{"title": 1}'
