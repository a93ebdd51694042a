"""The days of plans and press conferences."""

import pytest

from cases.reading.page import read_page
from cases.reading.shadow import shadow_of
from cases.vocabulary import DocumentKind, ValueSource
from tests.cases.importing.letters import raw

PLAN = """云江市共享书屋建设实施方案
{head}
为补齐短板，制定本方案。
一、主要目标
到2026年底，全市新增共享书屋30家。
二、重点任务
（一）建立书屋台账，每季度更新一次。
三、保障措施
各部门要加强协调，抓好落实。
{foot}"""


def days(head="", foot=""):
    document = raw(PLAN.format(head=head, foot=foot))
    page = read_page(document, shadow_of(document.text))
    assert page.kind is DocumentKind.PLAN
    return tuple(value and value.text for value in (page.reply_date, page.publish_date))


@pytest.mark.parametrize(
    ("head", "foot", "expected"),
    [
        ("颁布时间：2024年3月1日", "", (None, "2024-03-01")),
        ("发布日期：2024-03-05  成文日期：2024-03-01", "", ("2024-03-01", "2024-03-05")),
        ("", "云江市人民政府办公厅\n2024年3月1日", ("2024-03-01", None)),
        ("", "（2024年3月1日起施行）", (None, None)),
        ("", "会议于\n2024年3月1日\n召开", (None, None)),
        ("", "", (None, None)),
    ],
)
def test_only_what_the_page_says_of_itself(head, foot, expected):
    assert days(head, foot) == expected


def test_a_signature_counts_as_one():
    document = raw(PLAN.format(head="", foot="云江市教育局\n2024年3月1日"))
    day = read_page(document, shadow_of(document.text)).reply_date
    assert day.source is ValueSource.SIGNATURE
    assert document.text[day.span.start : day.span.end] == "2024年3月1日"
