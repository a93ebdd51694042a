"""Promises a later document may tell of, for those who may see both."""

import pytest

from cases.actor import OFFICE, PUBLIC
from cases.importing.lookups import load_lookups
from cases.importing.parsing import parse
from cases.importing.saving import save
from cases.intake.sources import read_document
from cases.queries.fulfilments import fulfilments
from cases.vocabulary.fulfilments import Why

pytestmark = pytest.mark.anyio

LETTER = """杭州市教育局对市政协十二届{nth}次会议第{number}号提案的答复

公开方式：{open}

石长青委员：
您在市政协十二届{nth}次会议上提出的《关于多办社区书屋的提案》（第{number}号）收悉，现答复如下：
{done}
下一步，我局将{next}。
杭州市教育局
{year}年6月8日
"""
AGAIN = "建立由分管副市长牵头的全民阅读联席会议制度，每季度向社会通报各区书屋开放情况"
FIRST = {"nth": "二", "number": "801", "year": 2023, "done": "我局走访了二十个社区。", "open": "主动公开"}
FIRST["next"] = "出台《杭州市社区书屋管理办法》。我局将" + AGAIN
LATER = {"nth": "三", "number": "802", "year": 2024, "next": AGAIN}
LATER["done"] = "去年我局已印发《杭州市社区书屋管理办法》。"


async def fill(*letters):
    lookups = await load_lookups()
    for index, said in enumerate(letters):
        await save(parse(read_document(f"{index}.txt", LETTER.format(**said).encode())), lookups=lookups, actor=OFFICE)


async def test_both_sentences_stand_side_by_side(furnished):
    await fill(FIRST, {**LATER, "open": "主动公开"})
    found = await fulfilments(actor=PUBLIC)
    (row,) = found.pairs
    assert row.pair.why is Why.ISSUED
    assert row.earlier.promise.quote in row.earlier.quote
    assert (row.earlier.year, row.later.year) == (2023, 2024)
    (repeat,) = found.repeats
    assert "联席会议" in repeat.later.quote
    assert (found.papers, found.cut) == (2, False)


async def test_what_the_reader_may_not_see_is_not_proposed(furnished):
    await fill(FIRST, {**LATER, "open": "依申请公开"})
    assert len((await fulfilments(actor=OFFICE)).pairs) == 1
    found = await fulfilments(actor=PUBLIC)
    assert (found.pairs, found.repeats, found.papers) == ((), (), 1)


async def test_an_empty_archive_proposes_nothing(furnished):
    found = await fulfilments(actor=OFFICE)
    assert (found.pairs, found.place, found.places) == ((), None, ())
