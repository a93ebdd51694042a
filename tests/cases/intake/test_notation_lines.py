"""From a tree of HTML to lines of the notation: what merges, what is a list, what is left out and counted."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from cases.intake.notation_lines import notation_of


def written(html):
    return notation_of(LexborHTMLParser(html), "页").text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>新增<b>八</b><strong>处</strong>，<b>年底</b> <b>前</b>。</p>", "新增〖八处〗，〖年底 前〗。"),
        ("<p><b> 重点 </b>项目</p>", "〖重点〗 项目"),
        ("<p><b>（一）资金安排</b></p>", "（一）资金安排"),
        ("<p><b>资金安排</b></p>", "〖资金安排〗"),
        ("<p style='font-weight:700'>甲<span style='font-weight:normal'>乙</span></p>", "〖甲〗乙"),
        ("<ol><li>甲</li><li>乙<ul><li>丙</li></ul></li></ol>", "1. 甲\n2. 乙\n• 丙"),
        ("甲<br>乙<p>&nbsp;</p><p>　　丙</p>", "甲\n乙\n丙"),
        ("<table><tr><th>甲</th><th>乙</th></tr><tr><td colspan=2>丙</td></tr></table>", "| 甲 | 乙 |\n| 丙 | |"),
        ("<table><tr><td></td><td></td></tr></table>", ""),
    ],
)  # fmt: skip
def test_a_tree_becomes_lines(html, text):
    assert written(html).replace("|  |", "| |") == text


def test_a_table_within_a_cell_is_its_words():
    inner = "<table><tr><td>乙</td><td>丙</td></tr></table>"
    assert written(f"<table><tr><td>甲</td><td>{inner}</td></tr></table>") == "| 甲 | 乙 ｜ 丙 |"
