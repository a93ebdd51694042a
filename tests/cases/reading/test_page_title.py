import itertools

import pytest

from cases.reading.page_title import find_titles

AGENCIES = ["", "云溪市园林局", "云溪市园林局\n", "2022年度云溪市园林局"]
ENDS = ["答复", "答复函", "答 复", "复函", "答复的函", "\n答    复", "办理情况的复函", "会办意见", "回复"]


@pytest.mark.parametrize(("agency", "end"), list(itertools.product(AGENCIES, ENDS)))
def test_titles_of_every_form(agency, end):
    text = f"首页 > 提案\n{agency}关于对市政协九届三次会议第58号提案的{end}\n发布日期:2022-05-01\n"
    title = find_titles(text, 0, len(text))[0]
    assert title.reference.number is not None
    assert title.reference.session is not None
    assert (title.reference.number.text, title.reference.session.text) == ("58", "九届三次会议")
    assert (title.agency.text if title.agency else "") == ("云溪市园林局" if agency else "")
    assert title.kind == ("co" if end == "会办意见" else "reply")


def test_the_more_telling_of_two_comes_first():
    text = "关于河西停车的建议的答复\n关于市政协九届三次会议第58号提案的答复\n"
    assert find_titles(text, 0, len(text))[0].reference.number is not None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("《关于修缮凉亭的建议》的答复", "关于修缮凉亭的建议"),
        ("关于修缮凉亭建议的答复", "关于修缮凉亭建议"),
        ("关于市九届人大二次会议第5号建议的答复(关于修缮凉亭的建议)", "关于修缮凉亭的建议"),
        ("区九届人大二次会议建议:第009号--关于修缮凉亭的建议的答复", "关于修缮凉亭的建议"),
    ],
)
def test_the_submissions_title_inside(text, topic):
    title = find_titles(text, 0, len(text))[0]
    assert title.topic is not None
    assert text[slice(*title.topic)] == topic


@pytest.mark.parametrize(
    "text",
    [
        "关于公布市政府工作报告的函",
        "市九届人大二次会议代表建议办理情况",
        "您提出的提案收悉,现答复如下",
        "关于召开提案交办会的通知",
    ],
)
def test_what_is_no_title_of_a_reply(text):
    assert find_titles(text, 0, len(text)) == []


def test_an_office_in_brackets_at_the_end():
    text = "对县十六届人大一次会议第10号议事原案的答复(水利局)"
    title = find_titles(text, 0, len(text))[0]
    assert title.agency is not None
    assert title.agency.text == "水利局"


def test_whose_submission_it_is_is_not_its_title():
    text = "关于范青禾代表建议的回复"
    assert [title.topic for title in find_titles(text, 0, len(text))] in ([], [None])


@pytest.mark.parametrize("label", ["标题:", "名称:", "信息名称:", "题名:"])
def test_a_title_that_stands_only_behind_its_label(label):
    words = "云溪市园林局关于市政协九届三次会议第58号提案的答复"
    for text in (f"{label}{words} | |\n主题分类:园林", f"索引号:7\n{label}{words}\n"):
        (title,) = find_titles(text, 0, len(text))
        assert title.text == text[title.start : title.end] == words
        assert title.reference.number is not None


def test_a_title_that_stands_also_by_itself_is_read_there():
    words = "关于市政协九届三次会议第58号提案的答复"
    text = f"标题:{words}\n{words}\n"
    assert [title.start for title in find_titles(text, 0, len(text))] == [text.rindex(words)]


@pytest.mark.parametrize("topic", ["河西修缮凉亭的建议", "关于增设路灯的提案", "疏浚青荷河的议案"])
def test_a_topic_behind_a_colon(topic):
    text = f"对县十八届人大五次会议第3号建议的答复:{topic}\n"
    title = find_titles(text, 0, len(text))[0]
    assert title.reference.number is not None
    assert title.reference.session is not None
    assert (title.reference.number.text, title.reference.session.text) == ("3", "十八届五次会议")
