"""Promises and the later sentences that may tell of their delivery: each rule, and what looks like it and is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.fulfilments.pairing import pairs_of
from cases.vocabulary.fulfilments import Why
from tests.cases.fulfilments.papers_of import paper, promised, promises_of


def proposed(first, *later):
    return [(pair.why, pair.later.document) for pair in pairs_of(promises_of(first), [first, *later])]


def why(first, second, **more):
    told = paper(second, "2024-03-01", **more)
    found = pairs_of(promises_of(promised(first)), []) or pairs_of(promises_of(one := promised(first)), [one, told])
    return [pair.why for pair in found]


@pytest.mark.parametrize(
    ("promise", "later", "expected"),
    [
        ("出台《云江市共享书屋管理办法》", "去年我局印发《云江市共享书屋管理办法》。", [Why.ISSUED]),
        ("拟出台《云江市共享书屋管理办法》", "制定出台流动书车、共享书屋管理办法等配套文件。", [Why.ISSUED]),
        ("编制公共书屋布局规划", "我局落实《云江市公共书屋布局专项规划》，新增座位。", [Why.IN_FORCE]),
        ("创建全省全民阅读示范城市", "我市荣获全省首批全民阅读示范城市。", [Why.WON]),
        ("成立市全民阅读工作领导小组", "已成立市全民阅读工作领导小组，由副市长任组长。", [Why.SET_UP]),
        ("新建江北新区图书馆", "江北新区图书馆已于五月建成。", [Why.FINISHED]),
        ("建设管理规范、环境整洁的社区共享书屋", "发布《云江市社区共享书屋管理与服务规范》。", [Why.REGULATED]),
        ("严格落实《云江市小区书屋配建办法》", "根据《小区书屋配建办法》，去年新小区配建书屋43处。", [Why.COUNTED]),
        ("出台《云江市社区共享书屋建设工程实施方案》", "资金向社区共享书屋建设工程倾斜。", [Why.UNDER_WAY]),
    ],
)
def test_what_was_promised_is_told(promise, later, expected):
    assert why(promise, later) == expected


@pytest.mark.parametrize(
    ("promise", "later"),
    [
        ("出台《云江市共享书屋管理办法》", "下一步拟出台《云江市共享书屋管理办法》。"),
        ("出台《云江市共享书屋管理办法》", "印发《云江市共享单车管理办法》。"),
        ("创建全省全民阅读示范城市", "我市继续创建全省全民阅读示范城市。"),
        ("成立市全民阅读工作领导小组", "建议成立市全民阅读工作机构。"),
        ("严格落实《云江市小区书屋配建办法》", "去年新小区配建书屋43处。"),
        ("不断提升全民阅读水平", "全民阅读水平不断提升，荣获多项称号。"),
    ],
)
def test_what_only_sounds_alike_is_no_delivery(promise, later):
    assert why(promise, later) == []


def test_a_promise_made_again_is_no_delivery():
    words = "出台《云江市共享书屋管理办法》"
    first, second = promised(words), promised(words, "2023-03-01")
    assert proposed(first, second) == []


def test_only_later_papers_of_the_place_count():
    first = promised("创建全省全民阅读示范城市", "2023-03-01")
    told = "我市荣获全省全民阅读示范城市。"
    assert proposed(first, paper(told, "2022-01-01")) == []
    assert proposed(first, paper(told, "2024-01-01", place=2)) == []
    later = paper(told, "2024-01-01")
    assert proposed(first, later) == [(Why.WON, later.id)]


def test_without_a_place_the_unit_decides():
    first = promised("创建全省全民阅读示范城市", place=None, unit=4)
    same = paper("荣获全省全民阅读示范城市。", "2024-01-01", place=None, unit=4)
    other = paper("荣获全省全民阅读示范城市。", "2024-01-01", place=None, unit=5)
    assert proposed(first, other, same) == [(Why.WON, same.id)]
    assert (
        proposed(promised("创建全省全民阅读示范城市", place=None), paper("荣获全省全民阅读示范城市。", place=None))
        == []
    )


def test_the_order_is_doubtful_where_the_later_paper_has_no_day():
    first = promised("创建全省全民阅读示范城市")
    (pair,) = pairs_of(promises_of(first), [first, paper("荣获全省全民阅读示范城市。", None)])
    assert not pair.ordered
    undated = promised("创建全省全民阅读示范城市", None)
    assert pairs_of(promises_of(undated), [undated, paper("荣获全省全民阅读示范城市。", "2024-01-01")]) == ()


def test_one_pair_a_promise_and_the_surest():
    first = promised("出台《云江市社区共享书屋建设工程实施方案》")
    vague = paper("资金向社区共享书屋建设工程倾斜。", "2023-01-01")
    sure = paper("已印发《云江市社区共享书屋建设工程实施方案》。", "2024-01-01")
    assert proposed(first, vague, sure) == [(Why.ISSUED, sure.id)]


def test_what_was_won_is_followed_to_its_use():
    first = paper("我市获批中央支持全民阅读服务示范项目。", "2022-03-01")
    later = paper("我们依托中央支持全民阅读服务示范项目，添置书车。", "2023-03-01")
    (pair,) = pairs_of([], [first, later])
    assert (pair.why, pair.promise, pair.later.document) == (Why.IN_USE, None, later.id)


def test_quotes_stand_word_for_word_in_their_papers():
    first = promised("出台《雲江市共享書屋管理辦法》")
    later = paper("回顧：去年印發了《雲江市共享書屋管理辦法》，群眾歡迎。", "2024-03-01")
    (pair,) = pairs_of(promises_of(first), [first, later])
    for passage, one in ((pair.earlier, first), (pair.later, later)):
        assert one.text[passage.span.start : passage.span.end].strip() == passage.quote


@given(st.text(alphabet="《》建成出台办法的、，。荣获示范城市工程12家", max_size=80), st.text(max_size=60))
def test_any_words_are_read(text, other):
    first = paper(text or "无")
    assert isinstance(pairs_of([], [first, paper(other + text, "2024-01-01")]), tuple)
