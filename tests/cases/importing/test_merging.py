"""Copies of one text: which one is in front, and values that only one of them has."""

import json

import pytest

from cases.database import write_tx
from cases.importing.merging import complete_document, put_aside, put_under, take_values
from cases.tables import Document
from tests.cases.importing.parsed import parsed
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


async def test_a_chain_of_better_copies_stays_flat(database):
    first, second, third = [(await new_row(Document))["id"] for _ in range(3)]
    async with write_tx():
        await put_under(await Document.select().where(Document.id == first).first(), second)
        await put_under(await Document.select().where(Document.id == second).first(), third)
    above = await Document.select(Document.superseded_by).order_by(Document.id).output(as_list=True)
    assert above == [third, third, None]


async def test_a_copy_put_aside_lies_under_the_main_one(database):
    main, copy = [(await new_row(Document))["id"] for _ in range(2)]
    async with write_tx():
        await put_aside(copy, main)
    above = await Document.select(Document.superseded_by).order_by(Document.id).output(as_list=True)
    assert above == [None, main]


async def test_values_of_the_other_copy_say_so_and_have_no_span(database):
    known = json.dumps({"number": {"text": "607", "source": "title", "start": 1, "end": 4}})
    main, copy = (await new_row(Document, page_values=known))["id"], (await new_row(Document))["id"]
    async with write_tx():
        await complete_document(main, parsed(number="9", doc_no="1号", reply_date="2023-05-26"), copy)
    row = await Document.select().where(Document.id == main).first()
    values = json.loads(row["page_values"])
    assert values["number"]["text"] == "607"
    assert values["doc_no"] == {"text": "1号", "source": "field", "start": None, "end": None, "document": copy}
    assert row["signed_on"].isoformat() == "2023-05-26"


async def test_a_better_copy_takes_what_only_the_old_one_had(database):
    known = json.dumps({"doc_no": {"text": "1号", "source": "note", "start": 1, "end": 3}})
    old = await new_row(Document, page_values=known, title="题目")
    new = (await new_row(Document))["id"]
    async with write_tx():
        await take_values(new, old)
    row = await Document.select().where(Document.id == new).first()
    assert row["title"] == "题目"
    assert json.loads(row["page_values"])["doc_no"]["document"] == old["id"]
