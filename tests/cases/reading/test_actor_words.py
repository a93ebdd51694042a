"""Words for those who act: no office, all offices, the replying office; and lists that lend a level."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.reading.actor_words import ActorKind, actor_kind, listed_actors, with_lent_level

WORDS = {
    ActorKind.VAGUE: "有关部门 相关部门 各部门 职能部门 市直相关部门 各有关单位 相关职能部門 各责任单位 成员单位",
    ActorKind.COLLECTIVE: "各区、县(市)政府 各县(市、区) 各区县 各镇街 各乡镇(街道) 全市各区 13个区县 各街道 各市县",
    ActorKind.SELF: "我局 我委 本局 本中心 我院 我们单位",
    None: "市民政局 教育部门 卫健部门 上城区政府 局 民政部 区民政局",
}


@pytest.mark.parametrize(("kind", "phrase"), [(kind, word) for kind, words in WORDS.items() for word in words.split()])
def test_a_phrase_is_vague_collective_or_self(phrase, kind):
    assert actor_kind(phrase) is kind


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("市教育体育局 卫健委 民政局", "市教育体育局 市卫健委 市民政局"),
        ("市教育體育局 衛健委", "市教育體育局 市衛健委"),
        ("市委组织部 市发改委 卫健委", "市委组织部 市发改委 市卫健委"),
        ("县财政局 国家税务局 省民政厅 教育厅", "县财政局 国家税务局 省民政厅 省教育厅"),
        ("市规划和自然资源局 住房和城乡建设局", "市规划和自然资源局 市住房和城乡建设局"),
        ("区民政局 市场监督管理局", "区民政局 区市场监督管理局"),
        ("市市场监管局 城管局", "市市场监管局 市城管局"),
        ("市民政局 上城区民政局 团市委", "市民政局 上城区民政局 团市委"),
        ("卫健委 民政局", "卫健委 民政局"),
    ],
)
def test_a_list_lends_its_level(printed, full):
    assert with_lent_level(printed.split()) == full.split()


@given(st.lists(st.text(max_size=30), max_size=8))
def test_a_level_is_put_before_a_name_and_nothing_else_is_changed(names):
    full = with_lent_level(names)
    assert all(
        new == old or (new[1:] == old and new[0] in "省市县区州盟旗") for new, old in zip(full, names, strict=True)
    )


@given(st.text(max_size=200))
def test_any_words_are_judged(text):
    actor_kind(text)


@pytest.mark.parametrize(
    ("names", "members"),
    [
        ("市民政局、市建委,各区、县(市)政府", ["市民政局", "市建委", "各区、县(市)政府"]),
        ("各县(市、区)人民政府;市财政局", ["各县(市、区)人民政府", "市财政局"]),
        ("市发改委(市委社建委)、市教育局", ["市发改委(市委社建委)", "市教育局"]),
        ("、,市民政局, ", ["市民政局"]),
        ("", []),
    ],
)
def test_a_list_has_its_members_and_a_collective_is_one(names, members):
    assert [names[a:b] for a, b in listed_actors(names)] == members


@given(st.text(st.sampled_from("各区县市(、,)政府民局 "), max_size=120))
def test_members_are_spans_in_order(names):
    end = 0
    for start, stop in listed_actors(names):
        assert end <= start < stop
        end = stop
