"""Who does it, or nobody: generated clauses that each rule fits, and their twins that it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.extracting import effects
from cases.extracting.cues import words
from tests.cases.importing.readings import jumbles

DEEDS = ("新建候车亭", "更换破损路牌", "清运垃圾", "出台管护细则")
UNITS = ("我局", "我们", "我办", "市水务局将", "交警部门会", "各街道拟", "镇计划")
RULES = (effects.has_unit, effects.speaks_for_itself, effects.is_effect, effects.does_harm, effects.forecasts)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("deed", DEEDS)
def test_a_body_speaks_or_is_said_to_act(unit, deed):
    assert effects.has_unit(unit + deed)
    assert not effects.has_unit("水塔" + deed)


GOOD = sorted([word for word in words("effects") if word not in ("影响", "为")])


@pytest.mark.parametrize("good", GOOD)
@pytest.mark.parametrize("subject", ["水塔启用后将", "新泵站能够", "该工程将", "管网改造后可以", "此举可"])
def test_a_project_does_good_by_being_there(subject, good):
    assert effects.is_effect(f"{subject}{good}供水状况")
    for unit in UNITS:
        assert not effects.is_effect(f"{unit}{subject}{good}供水状况")


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_is_no_effect(deed):
    assert not effects.is_effect(deed)
    assert not effects.is_effect("将" + deed)


@pytest.mark.parametrize("good", ["优化", "进一步提高", "提升", "增加", "解决"])
def test_without_a_subject_a_project_before_it_decides(good):
    """将… alone is what the unit will do; behind 水塔建成后 it is what the tower will do."""
    assert not effects.is_effect(f"将{good}取水点")
    assert not effects.is_effect(f"同时,还将{good}取水点", "今后")
    for before in ("水塔建成后", "该项目完工后", "泵站投入使用后"):
        assert effects.is_effect(f"将{good}取水点", before)


@pytest.mark.parametrize("good", ["有效", "缓解", "惠及", "方便", "得到"])
def test_words_that_only_say_what_comes_of_it(good):
    assert effects.is_effect(f"将{good}取水状况")


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("begins", ["我局", "我们也", "同时我镇", "今后,我委", "本局"])
def test_a_body_begins_to_speak_for_itself(begins, deed):
    assert effects.speaks_for_itself(begins + deed)
    assert effects.speaks_for_itself(f"市水务局将{deed}")
    assert not effects.speaks_for_itself(f"{deed}供我市使用")


@pytest.mark.parametrize("subject", ["停车需求", "用水压力", "汽车保有量", "生源"])
@pytest.mark.parametrize("verb", ["增长", "上升", "加剧", "下降"])
def test_a_forecast_of_demand(subject, verb):
    assert effects.forecasts(f"镇区{subject}将持续{verb}")
    assert not effects.forecasts(f"我局将按{subject}更换水泵")


@pytest.mark.parametrize("modal", ["将", "会", "可能", "容易", "必然", "势必"])
@pytest.mark.parametrize("harm", ["影响", "导致", "造成", "引发", "面临", "加剧"])
def test_harm_follows_from_a_supposition(modal, harm):
    assert effects.does_harm(f"此处{modal}{harm}积水")
    assert effects.does_harm(f"此处{modal}严重{harm}积水")
    assert not effects.does_harm(f"此处{harm}积水")
    assert not effects.does_harm(f"此处{modal}更换破损水泵以免{harm}积水")


@pytest.mark.parametrize("subject", ["人口", "用水缺口", "托管需求量", "老龄化率比重"])
@pytest.mark.parametrize("verb", ["达到", "达", "增加", "增长"])
def test_a_forecast_of_numbers(subject, verb):
    assert effects.forecasts(f"镇区{subject}将{verb}三成")
    assert not effects.forecasts(f"镇区水塔将{verb}三成")


@given(st.one_of(jumbles(), st.text(max_size=60)))
def test_a_rule_says_yes_or_no_of_any_text(text):
    assert all(rule(text) in (True, False) and not rule("") for rule in RULES)
    assert not (effects.has_unit(text) and effects.is_effect(text))
