import pytest

from cases.reading.page_fields import (
    CLASS,
    CLASS_LABELS,
    DOC_NO,
    DOC_NO_LABELS,
    INDEX,
    INDEX_LABELS,
    OFFICE_LABELS,
    dated_labels,
    find_field,
)

LAYOUTS = [
    "{l}:{v}",
    "{l}: {v} 公开方式:主动公开",
    "{l} | {v} | 发布机构 |",
    "{l}\n{v}\n",
    "• {l}\n  • {v}\n",
    "{l} {v} 公开期限",
]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("labels", "value", "form"),
    [
        (INDEX_LABELS, "002489524/2023-00364", INDEX),
        (INDEX_LABELS, "yyjsj/2024-00008", INDEX),
        (DOC_NO_LABELS, "云园函〔2022〕8号", DOC_NO),
        (DOC_NO_LABELS, "云园函【2022】8号", DOC_NO),
    ],
)
def test_a_value_is_found_in_every_layout(layout, labels, value, form):
    for label in (labels[-1], " ".join(labels[-1])):
        found = find_field(layout.format(l=label, v=value), labels, form, firm=False)
        assert found is not None
        assert found.value == value


@pytest.mark.parametrize(
    "text", ["文号: 公开日期: 2023-06-12", "索引号:    文号:", "文 号:无", "索 引 号: | 主题分类: | 2018年 |"]
)
def test_an_empty_field_takes_nothing_from_its_neighbour(text):
    assert find_field(text, DOC_NO_LABELS, DOC_NO) is None
    assert find_field(text, INDEX_LABELS, INDEX, firm=False) is None


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("类 别:B", "B"),
        ("办复类别: B", "B"),
        ("办理结果\nA\n", "A"),
        ("类别:A类", "A"),
        ("类别:提案", None),
        ("主题分类:C", None),
    ],
)
def test_result_letters(text, letter):
    found = find_field(text, CLASS_LABELS, CLASS)
    assert (found.match["letter"] if found else None) == letter


def test_dates_keep_their_labels_and_todays_is_none():
    text = "今天是2023年11月5日 星期天\n发布日期:2022-05-01 成文时间:2022年4月9日 2022/6/1"
    assert [(label, found.on.isoformat()) for label, found in dated_labels(text, 0, len(text))] == [
        ("发布日期", "2022-05-01"),
        ("成文时间", "2022-04-09"),
        ("", "2022-06-01"),
    ]


def test_a_label_in_a_longer_word_is_none():
    assert find_field("不属于承办单位:市园林局", OFFICE_LABELS, r"[\u4e00-\u9fff]+") is None
