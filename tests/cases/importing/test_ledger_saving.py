"""What a ledger brings has its place in the archive: units, names, a reply, and the words that a promise quotes."""

import pytest

from cases.tables import Assignment, Case, CaseSubmitter, Commitment, Document, Reply, StaleMark
from tests.ledgers import HEADS, PROMISES, as_csv, rows_of, saved

pytestmark = pytest.mark.anyio


async def test_a_case_of_a_ledger_has_its_people_units_and_reply(database):
    await saved(as_csv(rows_of(1)), whole=True)
    case = await Case.select().first()
    assert (case["number"], case["number_raw"], case["state"], case["scheme"]) == ("1", "0001", "replied", None)
    assert case["audience"] == "office"
    names = await CaseSubmitter.select(CaseSubmitter.printed_name).order_by(CaseSubmitter.position)
    assert [row["printed_name"] for row in names] == ["甲某", "乙某"]
    units = {row["printed_name"]: row["role"] for row in await Assignment.select()}
    assert units == {"某某单位": "lead", "另一单位": "co"}
    reply = await Reply.select().first()
    assert (reply["document"], reply["result_class"]) == (None, "B类")
    assert await StaleMark.exists().where(StaleMark.thing == "case")


async def test_a_promise_of_a_ledger_quotes_the_document_made_of_it(database):
    await saved(as_csv(rows_of(2)))
    heads = ",".join((*HEADS[:3], "承诺事项"))
    rows = ("提案,2019,0001,年底前建成食堂", "提案,2019,0002,三年内办十次培训")
    await saved("\n".join((heads, *rows)).encode(), PROMISES, whole=True)
    document = await Document.select().first()
    for row in await Commitment.select():
        assert document["text"][row["start"] : row["end"]] == row["quote"]
