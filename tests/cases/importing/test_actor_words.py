"""Words for those who act: no office, all offices, the replying office; and lists that lend a level."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.importing.actor_words import ActorKind, actor_kind, split_units

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
    ("text", "names"),
    [
        ("市教育体育局、卫健委、民政局", ["市教育体育局", "市卫健委", "市民政局"]),
        ("市委组织部、市发改委、市卫健委", ["市委组织部", "市发改委", "市卫健委"]),
        ("县财政局、国家税务局、省民政厅", ["县财政局", "国家税务局", "省民政厅"]),
        ("市规划和自然资源局、住房和城乡建设局", ["市规划和自然资源局", "市住房和城乡建设局"]),
        ("市资规局 市市场监管局 市房产服务中心", ["市资规局", "市市场监管局", "市房产服务中心"]),
        ("市发改委及市财政局", ["市发改委", "市财政局"]),
        ("卫健委、民政局", ["卫健委", "民政局"]),
        ("区民政局，卫生健康局", ["区民政局", "区卫生健康局"]),
    ],
)
def test_a_list_lends_its_level(text, names):
    assert split_units(text.replace("，", ",")) == names


@given(st.text(st.sampled_from("市县民政局委、, 和及规划"), max_size=60))
def test_no_list_loses_the_words_between_its_marks(text):
    for name in split_units(text):
        assert name[1:] in text or name in text


@given(st.text(max_size=200))
def test_any_text_is_judged(text):
    actor_kind(text)
    split_units(text)
