"""The guide explains every word the pages use."""

import pytest

from cases.vocabulary import Category, CommitmentLabel, CommitmentState, Flag, ValueSource
from server import columns

pytestmark = pytest.mark.anyio


async def test_every_label_flag_and_state_is_explained(site):
    page = (await site.get("/help/terms")).text
    for member in (*CommitmentLabel, *CommitmentState, *Category, *Flag, *ValueSource):
        assert member.label in page, member
    assert "<dd></dd>" not in page


async def test_every_field_of_the_downloads_is_named(site):
    page = (await site.get("/help/data")).text
    for column in (*columns.REPLIES, *columns.COMMITMENTS, *columns.FIGURES):
        assert f"<b>{column.key}</b>" in page


async def test_staff_reads_how_to_import(site):
    assert "导入文件" not in (await site.get("/help/guide")).text
    await site.enter()
    assert "导入文件" in (await site.get("/help/guide")).text
