"""Speakers, co-handlers and vague bodies as those whom a promise binds."""

from dataclasses import replace

import pytest

from cases.extracting.actors import actors_of, replier
from cases.reading.shapes import Part, Span, Value
from cases.vocabulary import DocumentKind, ValueSource
from tests.cases.importing.readings import reading


def test_a_speakers_unit_speaks_for_itself():
    source = reading("我们将增设托位。", role="answer")
    part = Part("answer", Span(0, 8), speaker="叶知秋", unit="市卫健委")
    assert replier(source, part) == "市卫健委"
    assert [one.phrase for one in actors_of(source, part, 0, 7)] == ["市卫健委"]


def test_a_co_opinion_binds_the_co_handler_not_its_addressee():
    source = reading("我局将配合选址。", lead="市民政局")
    co_unit = Value("市住建局", ValueSource.SIGNATURE)
    page = replace(source.page, kind=DocumentKind.CO_REPLY, co_departments=(co_unit,))
    assert replier(replace(source, page=page), page.parts[0]) == "市住建局"


@pytest.mark.parametrize(("text", "vague"), [("将由相关部门负责整改。", True), ("将由市水利局负责整改。", False)])
def test_vague_bodies_are_told(text, vague):
    source = reading(text)
    assert actors_of(source, source.page.parts[0], 0, len(text))[0].vague is vague


def test_nobody_is_invented():
    source = reading("将新建步道。", lead=None)
    assert actors_of(source, source.page.parts[0], 0, 6) == ()
