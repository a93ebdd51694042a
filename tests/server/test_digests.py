"""Word digests: sentence, marked words, source."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest

from cases.actor import PUBLIC
from cases.queries.hits import Card
from cases.vocabulary import CommitmentLabel, Track
from server.digests import digest

CARD = Card(
    kind="commitment",
    id=12,
    score=1.0,
    also=0,
    quote=((("年底前建成", False), ("托育", True), ("点", False)),),
    title="关于增设托育点的建议",
    file="回信.txt",
    document_id=3,
    start=4,
    case_id=9,
    case_key=None,
    session="十四届四次会议",
    number="6",
    track=Track.NPC,
    department="市卫健委",
    department_id=1,
    place="临江",
    year=2025,
    day=date(2025, 6, 1),
    due=date(2026, 12, 31),
    label=CommitmentLabel.HARD,
    status=None,
    document_kind=None,
)


def opened(cards):
    body = digest(cards, title="检索摘编", conditions=("检索词 托育",), actor=PUBLIC, base="http://site.test")
    return docx.Document(io.BytesIO(body)).paragraphs


def test_a_sentence_stands_with_its_source():
    lines = [paragraph.text for paragraph in opened([CARD])]
    assert "年底前建成托育点" in lines
    source = lines[-1]
    for part in (
        "十四届四次会议",
        "6号",
        "市卫健委",
        "2025-06-01",
        "2026-12-31",
        "回信.txt",
        "http://site.test/cases/9#c12",
    ):
        assert part in source


def test_the_words_looked_for_are_bold():
    runs = [(run.text, bool(run.bold)) for paragraph in opened([CARD]) for run in paragraph.runs]
    assert ("托育", True) in runs
    assert ("年底前建成", False) in runs


@pytest.mark.parametrize("text", ["\x00\x0b坏", "\ud800", "\ufffe", "=1+1", "<w:p/>"])
def test_no_text_breaks_the_file(text):
    lines = opened([replace(CARD, title=text, quote=(((text, True),),), file=text)])
    assert len(lines) == 5
