"""A page as a reader sees it: its lines, its table rows, its blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from cases.errors import TooMuchText
from cases.intake import limits
from cases.intake.html_lines import flatten, tidy


def lines(html: str) -> list[str]:
    return [line.text for line in flatten(LexborHTMLParser(html), "a.html").lines]


@pytest.mark.parametrize(
    "mark", ["<br>", "<br/>", "</p><p>", "</div><div>", "</li><li>", "</h2><h2>", "</section><section>"]
)
def test_every_break_ends_a_line(mark):
    assert lines(f"<div>甲乙{mark}丙丁</div>") == ["甲乙", "丙丁"]


@pytest.mark.parametrize("tag", ["script", "style", "noscript", "nav", "footer", "iframe", "select", "svg", "template"])
def test_what_is_no_text_is_left_out(tag):
    assert lines(f"<p>甲</p><{tag}>x=1;</{tag}><p>乙</p>") == ["甲", "乙"]


def test_a_form_around_a_whole_page_is_no_reason_to_lose_it():
    assert lines("<form><p>甲</p><input value=x><p>乙</p></form>") == ["甲", "乙"]


def test_source_line_breaks_between_chinese_characters_are_nothing():
    assert lines("<p>我局\n    将 完成 a\nb</p>") == ["我局将 完成 a b"]
    assert tidy("　　首行\u00a0") == "首行"


def test_preformatted_text_keeps_its_lines():
    assert lines("<pre>甲\n乙</pre>") == ["甲", "乙"]
    assert lines('<div style="white-space: pre-wrap">甲\n乙</div>丙\n丁') == ["甲", "乙", "丙丁"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["索引号", "001-2"], ["索引号：001-2"]),
        (["索引号：", "001-2", "文　号", ""], ["索引号：001-2", "文　号："]),
        (["街道", "数量", "建成时间"], ["街道 | 数量 | 建成时间"]),
        (["东街", "3", ""], ["东街 | 3"]),
        (["只有一格"], ["只有一格"]),
    ],
)
def test_a_row_is_one_line_and_a_field_is_label_and_value(cells, expected):
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    assert lines(f"<table><tr>{row}</tr></table>") == expected


def test_a_cell_with_a_letter_in_it_keeps_its_lines():
    html = "<table><tr><td>答复内容</td><td><p>王明委员:</p><p>收悉。</p></td></tr></table>"
    assert lines(html) == ["答复内容", "王明委员:", "收悉。"]


def test_fields_side_by_side_stay_apart():
    assert lines("<p><span>发布时间：2024-05-06</span><span>来源：市民政局</span></p>") == [
        "发布时间：2024-05-06 来源：市民政局"
    ]
    assert lines("<li><b>索 引 号</b><span>330</span></li>") == ["索 引 号：330"]
    assert lines("<dl><dt>文号</dt><dd>甲民〔2024〕3号</dd></dl>") == ["文号：甲民〔2024〕3号"]


def test_a_small_hidden_box_goes_and_a_closed_tab_stays():
    tab = "建议内容。" * 60
    html = f'<div style="display:none">扫码分享</div><div style="display: none"><p>{tab}</p></div><p>答复</p>'
    assert lines(html) == [tab, "答复"]


def test_blocks_count_their_characters_links_and_prose():
    flat = flatten(LexborHTMLParser("<div id=A class='B c'><p>一，二。</p><a>链接</a></div>"), "a.html")
    inner = next(block for block in flat.blocks if "a" in block.names)
    assert inner.names == {"a", "b", "c"}
    assert (inner.first, inner.last, inner.chars, inner.links, inner.prose) == (0, 2, 6, 2, 4)


def test_depth_costs_nothing_and_size_is_limited():
    assert lines("<div>" * 30_000 + "底") == ["底"]
    with pytest.raises(TooMuchText):
        lines("<br>" * (limits.HTML_NODES + 1))


SOUP = (
    "<p> </p> <td> <tr> </tr> <table> </table> <a> </a> <dd> <dt> </dl> <pre> </pre> 甲 文号 <b> </div> <br> <!-- --> <"
)
PIECES = [*SOUP.split(), " ", "\n", "<div style=display:none>"]


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_soup_gives_trimmed_lines_and_blocks_within_them(pieces):
    flat = flatten(LexborHTMLParser("".join(pieces)), "a.html")
    assert all(line.text and line.text == line.text.strip() and "\n" not in line.text for line in flat.lines)
    assert all(0 <= line.links <= len(line.text) for line in flat.lines)
    assert all(block.links <= block.chars for block in flat.blocks)
