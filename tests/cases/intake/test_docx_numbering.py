"""Numbers that Word draws are read as a reader sees them."""

import pytest

from cases.intake.docx_numbering import numbered
from cases.intake.formats_docx import read_docx
from tests.cases.importing.documents import W, docx, paragraph

LEVELS = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "%1.%4")]


def numbering(
    levels: list[tuple[str, str]], nums: str = '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
) -> str:
    drawn = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (style, text) in enumerate(levels)
    )
    return f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{drawn}</w:abstractNum>{nums}</w:numbering>'


def item(text: str, depth: int = 0, num: int = 7) -> str:
    place = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>'
    return f"<w:p>{place}<w:r><w:t>{text}</w:t></w:r></w:p>"


def lines(body: str, numbers: str) -> list[str]:
    return read_docx("a.docx", docx(body, more={"word/numbering.xml": numbers})).text.splitlines()


def test_levels_count_and_begin_anew_below_the_next_heading():
    body = item("甲") + item("乙", 1) + item("丙", 1) + item("丁", 2) + paragraph("文") + item("戊") + item("己", 1)
    assert lines(body, numbering(LEVELS)) == ["一、甲", "（一）乙", "（二）丙", "1.丁", "文", "二、戊", "（一）己"]


@pytest.mark.parametrize(
    ("style", "numbers"),
    [
        ("chineseCountingThousand", {1: "一", 10: "十", 12: "十二", 20: "二十", 23: "二十三"}),
        ("decimal", {1: "1", 12: "12"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("lowerLetter", {1: "a", 23: "w"}),
        ("no-such-style", {1: "1"}),
    ],
)
def test_numbers_are_drawn_in_their_style(style, numbers):
    found = lines("".join(item("文") for _ in range(max(numbers))), numbering([(style, "%1")]))
    assert {at: found[at - 1].removesuffix("文") for at in numbers} == numbers


@pytest.mark.parametrize("style", ["bullet", "none"])
def test_bullets_are_no_words(style):
    assert lines(item("甲"), numbering([(style, "•")])) == ["甲"]


def test_lists_of_one_kind_count_on_unless_one_says_where_it_starts():
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{{}}</w:num>' for n in (1, 2)).format
    on = numbering([("decimal", "%1.")], nums("", ""))
    anew = nums("", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    body = item("甲", num=1) + item("乙", num=2)
    assert lines(body, on) == ["1.甲", "2.乙"]
    assert lines(body, numbering([("decimal", "%1.")], anew)) == ["1.甲", "5.乙"]


@pytest.mark.parametrize(
    "place", ['<w:numId w:val="99"/>', '<w:ilvl w:val="x"/><w:numId w:val="7"/>', '<w:ilvl w:val="88888888"/>', ""]
)
def test_a_reference_to_no_list_changes_nothing(place):
    body = f"<w:p><w:pPr><w:numPr>{place}</w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
    assert lines(body, numbering(LEVELS)) == ["甲"]


def test_a_paragraph_without_numbers_stays_as_it_is():
    body = f'<w:document xmlns:w="{W}"><w:body>{paragraph("甲")}</w:body></w:document>'
    assert b"\xe7\x94\xb2" in numbered(body.encode(), numbering(LEVELS).encode())
