"""A file as columns: spans survive what cannot be stored, values keep their source, dates are days of the calendar."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.importing.document_rows import (
    audience_of,
    day_of,
    disclosure_of,
    document_columns,
    heading_of,
    storable,
    values_of,
    writer_of,
)
from cases.tables import Document
from cases.vocabulary import Audience, Disclosure, DocumentKind
from tests.cases.importing.parsed import parsed, value
from tests.cases.tables.rules import new_row


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Z", "C"]), max_size=100))
def test_storing_moves_no_character(text):
    stored = storable(text)
    assert len(stored) == len(text)
    stored.encode("utf-8")
    assert "\x00" not in stored
    assert storable(stored) == stored


@pytest.mark.anyio
async def test_any_text_comes_back(database):
    text = storable("a\x00b\ud800c\U00020000\r\n\x1f\ufeff")
    assert (await new_row(Document, text=text))["text"] == text


@pytest.mark.parametrize(("text", "day"), [("2023-05-26", 26), ("2023-02-30", None), ("", None), ("五月", None)])
def test_days(text, day):
    found = day_of(value(text))
    assert (found and found.day) == day


@pytest.mark.parametrize(
    ("stated", "disclosure"),
    [
        ("主动公开", Disclosure.PROACTIVE),
        ("依申请公开", Disclosure.ON_REQUEST),
        ("不予公开", Disclosure.CLOSED),
        ("此件不公开", Disclosure.CLOSED),
        ("长期", None),
        (None, None),
    ],
)
def test_disclosure(stated, disclosure):
    page = parsed(disclosure=stated).page
    assert disclosure_of(page) is disclosure
    hidden = disclosure in (Disclosure.ON_REQUEST, Disclosure.CLOSED)
    assert audience_of(page) is (Audience.OFFICE if hidden else Audience.PUBLIC)


def test_every_value_is_kept_with_its_source_and_none_is_made_up():
    full = values_of(parsed(co=("市财政局",), doc_no="1号").page)
    assert full["number"] == {"text": "607", "source": "field", "start": None, "end": None}
    assert [unit["text"] for unit in full["co_departments"]] == ["市财政局"]
    bare = parsed(place=None, session=None, number=None, title_of_proposal=None, lead=None, submitters=())
    assert values_of(bare.page) == {}


def test_parts_are_stored_as_stretches():
    columns = document_columns(parsed(proposal="建议。"), "x", None)
    assert [(part["role"], part["start"]) for part in json.loads(columns["parts"])] == [("proposal", 0), ("reply", 3)]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("首页 > 规划计划\n索引号：3301\n养老设施三年行动方案\n各区：", "养老设施三年行动方案"),
        ("2024年3月1日  来源:某报\n• 中文名：甲\n市政府新闻发布会实录", "市政府新闻发布会实录"),
        ("来信时间:2022年\n短", None),
        ("", None),
        ("字" * 90, "字" * 60),
    ],
)
def test_a_document_without_a_title_is_known_by_a_line(text, heading):
    assert heading_of(text) == heading


def test_an_opinion_is_written_by_its_co_handler():
    opinion = parsed(kind=DocumentKind.CO_REPLY, lead="甲局", co=("乙局", "丙局")).page
    assert writer_of(opinion).text == "乙局"
    assert writer_of(parsed(kind=DocumentKind.CO_REPLY, lead="甲局", co=()).page) is None
    assert writer_of(parsed(lead="甲局", co=("乙局",)).page).text == "甲局"
