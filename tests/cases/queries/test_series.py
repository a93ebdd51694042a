"""Figures over time as pages show them."""

import os
from pathlib import Path

import pytest

from cases import tables
from cases.actor import OFFICE, PUBLIC
from cases.errors import NotFound
from cases.importing.lookups import load_lookups
from cases.importing.parsing import parse
from cases.importing.saving import save
from cases.intake.sources import read_document
from cases.queries.series import series_list, series_page
from cases.vocabulary.series import Doubt
from tests.bench import bench_account

pytestmark = pytest.mark.anyio

LETTER = """杭州市教育局对市政协十二届{nth}次会议第{number}号提案的答复

公开方式：{open}

石长青委员：
您在市政协十二届{nth}次会议上提出的《关于多办社区书屋的提案》（第{number}号）收悉，现答复如下：
目前，全市已建成社区书屋{books}家，其中示范型{model}家。
我局将于2030年底前建成社区书屋900家。
杭州市教育局
{year}年6月8日
"""


async def fill(*letters, text=LETTER):
    lookups = await load_lookups()
    for index, said in enumerate(letters):
        await save(parse(read_document(f"{index}.txt", text.format(**said).encode())), lookups=lookups, actor=OFFICE)


FIRST = {"nth": "二", "number": "801", "books": 310, "model": 40, "year": 2023, "open": "主动公开"}
SECOND = {"nth": "三", "number": "802", "books": 420, "model": 75, "year": 2024, "open": "主动公开"}
CLOSED = {"nth": "四", "number": "803", "books": 470, "model": 90, "year": 2025, "open": "依申请公开"}


async def test_points_lead_to_their_sentences_and_targets_to_their_promises(furnished):
    await fill(FIRST, SECOND)
    found = await series_list(actor=PUBLIC)
    assert [(row.points, row.last.stated.value) for row in found.rows.rows] == [(2, "420"), (2, "75")]
    books = found.rows.rows[0]
    page = await series_page(books.key, actor=PUBLIC)
    assert [row.figures[0].value for row in page.points] == ["310", "420"]
    assert all(row.figures[0].raw in row.figures[0].quote for row in page.points)
    assert {row.promise.due_on.year for row in page.targets} == {2030}
    assert "480" in {str(row.standing.missing) for row in page.targets}
    assert page.drawn
    assert (await series_page(page.points[1].figures[0].id, actor=PUBLIC)).series == page.series


async def test_only_what_the_reader_may_see_is_joined(furnished):
    await fill(FIRST, SECOND, CLOSED)

    async def points(actor):
        key = (await series_list(actor=actor)).rows.rows[0].key
        return [row.point.stated.value for row in (await series_page(key, actor=actor)).points]

    assert await points(OFFICE) == ["310", "420", "470"]
    assert await points(PUBLIC) == ["310", "420"]
    hidden = await tables.Figure.select(tables.Figure.id).where(tables.Figure.value == "470").first()
    with pytest.raises(NotFound):
        await series_page(hidden["id"], actor=PUBLIC)


async def test_words_places_and_nothing(furnished):
    assert (await series_list(actor=PUBLIC)).rows.total == 0
    await fill(FIRST, SECOND)
    assert (await series_list(actor=PUBLIC, text="示范")).rows.total == 1
    assert (await series_list(actor=PUBLIC, text="电梯")).rows.total == 0
    found = await series_list(actor=PUBLIC, place=987654)
    assert found.place == found.places[0].id
    with pytest.raises(NotFound):
        await series_page(987654, actor=PUBLIC)


async def test_one_number_beside_a_target_says_that_it_is_alone(furnished):
    await fill(FIRST)
    (row,) = (await series_list(actor=PUBLIC)).rows.rows
    assert Doubt.LONE in row.doubts
    assert not row.target.reached


async def test_the_real_documents_are_held_to_account(tmp_path, capsys):
    folder = os.environ.get("DAFU_SAMPLES")
    if not folder or not (Path(folder) / "seeds").is_dir():
        pytest.skip("DAFU_SAMPLES names no folder of sample documents")
    found = await bench_account.measured(Path(folder), tmp_path)
    assert len(found.pairs_right) >= 7
    assert len(found.pairs_wrong) <= len(found.pairs_right)
    assert found.left_open
    sure = {gold.name for gold in bench_account.SERIES if gold.sure}
    assert sure <= set(found.series_right)
    assert found.series_wrong == ()
