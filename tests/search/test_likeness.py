"""The like of a text is found whatever words it is put in; titles and duties are compared by what tells them apart."""

import pytest

from search.documents import Sample
from search.likeness import fits, nearness
from tests.search.conftest import PUBLIC, document

CANTEEN, LIFT, NURSERY = "老年食堂可持续运营", "老旧小区加装电梯", "发展普惠托育"


@pytest.fixture
def filled(index):
    pages = {
        "canteen": (CANTEEN, "全市助餐点亏损的占三成，将出台运营补贴。"),
        "lift": (LIFT, "低楼层业主意见不一，将由街道调解。"),
        "nursery": (NURSERY, "新增托位八百个，降低收费。"),
        "hidden": (LIFT, "低楼层业主意见不一。"),
    }
    index.write(
        [
            document(name, text, title=title, kind="reply", audience=("office",) if name == "hidden" else PUBLIC)
            for name, (title, text) in pages.items()
        ]
        + [document("promise", "将出台食堂运营补贴。", title=CANTEEN, group="group of canteen", kind="commitment")]
    )
    return index


@pytest.mark.parametrize(
    ("title", "text", "first"),
    [
        ("社区饭堂亏本怎么办", "长者餐厅半年就关门。", "canteen"),
        ("一楼不肯签字，老楼爬楼难", "请街道出面协商装梯。", "lift"),
        ("带娃太贵", "希望两三岁的孩子有便宜的托班。", "nursery"),
        ("饭堂要办得長久", "", "canteen"),
    ],
)
def test_the_same_matter_in_other_words_comes_first(filled, title, text, first):
    hits = filled.like(Sample(title, text, PUBLIC))
    assert hits[0].group == f"group of {first}"
    assert len({hit.group for hit in hits}) == len(hits)


def test_only_what_the_audience_may_see_only_the_kinds_asked_for_and_no_more_than_wanted(filled):
    asked = Sample("加装电梯", "", PUBLIC)
    assert [hit.key for hit in filled.like(asked)] == ["lift"]
    assert {hit.key for hit in filled.like(Sample("加装电梯", "", ("office", *PUBLIC)))} == {"lift", "hidden"}
    assert {hit.kind for hit in filled.like(Sample("食堂", "", PUBLIC, kinds=("reply",)))} == {"reply"}
    assert len(filled.like(Sample("食堂电梯托育", "", PUBLIC, limit=1))) == 1


@pytest.mark.parametrize(("title", "text"), [("", ""), ("珊瑚礁", "潜水"), ("的", "！？"), ("123", "")])
def test_nothing_in_common_finds_nothing(filled, title, text):
    assert filled.like(Sample(title, text, PUBLIC)) == ()


def test_titles_of_the_same_matter_are_nearer_and_the_first_step_counts():
    near = nearness("饭堂亏本", "", [CANTEEN, LIFT], [1.0, 1.0])
    assert near[0] > near[1]
    assert nearness("", "", [LIFT, LIFT], [2.0, 1.0]) == (1.0, 0.5)
    assert nearness("饭堂", "", [], []) == ()


def test_a_long_text_does_not_drown_the_title():
    rest = "，".join(["老旧小区加装电梯要有人调解", "业主大会定维修资金", "轿厢维保由物业负责"] * 9)
    near = nearness("社区饭堂亏本", rest, [CANTEEN, "便民服务"], [1.0, 1.0])
    assert near[0] > near[1]


def test_duties_that_fit_are_told_with_their_phrase():
    found = fits("让老年食堂吃得放心", [("幼儿园", "中小学"), ("养老机构", "老年助餐"), ()])
    assert found[1] == (1.0, "老年助餐")
    assert found[0][0] < 1
    assert found[2] == (0.0, "")
    assert fits("珊瑚礁", [("幼儿园",)]) == ((0.0, ""),)
