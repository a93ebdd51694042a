"""Replies of a page: versions by unit and kind, the contact apart."""

import pytest

from cases.database import write_tx
from cases.importing.reply_rows import complete_reply, kind_of, move_reply, save_reply
from cases.sealing import phone_under
from cases.tables import Case, Document, Reply, ReplyContact
from cases.vocabulary import DocumentKind, ReplyKind
from tests.cases.importing.parsed import parsed
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


async def saved(case, page, document):
    async with write_tx():
        return await save_reply(case, page, document, None, fresh=False)


@pytest.fixture
async def home(database):
    return (await new_row(Case))["id"], (await new_row(Document))["id"]


async def test_versions_count_by_unit_and_kind(home):
    case, document = home
    for lead, co, kind in (
        ("甲局", (), DocumentKind.REPLY),
        ("甲局", (), DocumentKind.REPLY),
        ("乙局", (), DocumentKind.REPLY),
        ("乙局", ("甲局",), DocumentKind.CO_REPLY),
        (None, (), DocumentKind.REPLY),
    ):
        await saved(case, parsed(lead=lead, co=co, kind=kind).page, document)
    rows = await Reply.select().order_by(Reply.id)
    assert [(row["printed_name"], row["kind"], row["number"]) for row in rows] == [
        ("甲局", "reply", 1), ("甲局", "reply", 2), ("乙局", "reply", 1), ("甲局", "co_opinion", 1), ("", "reply", 1),
    ]  # fmt: skip


async def test_signer_and_phone_are_in_no_column_of_the_reply(home):
    case, document = home
    await saved(case, parsed(signer="张某", contact_person="李某", contact_phone="0571-8").page, document)
    assert "0571-8" not in str(await Reply.select())
    contact = await ReplyContact.select().first()
    assert "0571-8" not in str(contact)
    assert (contact["signer"], contact["person"], phone_under(contact)) == ("张某", "李某", "0571-8")


async def test_a_copy_completes_reply_and_contact(home):
    case, document = home
    reply = await saved(case, parsed(signer="张某", doc_no="杭民〔2023〕7号").page, document)
    async with write_tx():
        await complete_reply(reply, parsed(signer="王某", contact_phone="0571-8", doc_no="别的", result_class="B").page)
    row, contact = await Reply.select().first(), await ReplyContact.select().first()
    assert (row["doc_no"], row["result_class"]) == ("杭民〔2023〕7号", "B")
    assert (contact["signer"], phone_under(contact)) == ("张某", "0571-8")


async def test_a_reply_moves_with_its_stretch(home):
    case, document = home
    reply = await saved(case, parsed("正文。").page, document)
    other = (await new_row(Document))["id"]
    async with write_tx():
        await move_reply(reply, parsed("正文。", head="首页", contact_phone="0571-8").page, other)
    row = await Reply.select().first()
    assert (row["document"], row["start"], row["end"]) == (other, 2, 5)
    assert await ReplyContact.count() == 1


def test_only_an_opinion_is_for_the_lead_unit():
    kinds = {kind: kind_of(parsed(kind=kind).page) for kind in DocumentKind}
    assert [kind for kind, reply in kinds.items() if reply is ReplyKind.CO_OPINION] == [DocumentKind.CO_REPLY]
