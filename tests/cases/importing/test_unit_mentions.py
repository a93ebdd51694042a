"""Offices named in running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.importing.unit_mentions import find_units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("会同市财政局、市卫健委联合印发", ["市财政局", "市卫健委"]),
        ("由杭州市民政局牵头,上城区政府配合", ["杭州市民政局", "上城区政府"]),
        ("国家卫生健康委等部门", ["国家卫生健康委"]),
        ("下步,市物安中心将跟踪电梯", ["市物安中心"]),
        ("请南湾街道办事处落实", ["南湾街道办事处"]),
        ("市委组织部会商市委社建委", ["市委组织部", "市委社建委"]),
        ("由市规划和自然资源局负责选址", ["市规划和自然资源局"]),
        ("教育部门与卫健部门", ["教育部门", "卫健部门"]),
        ("完善社区养老服务布局,形成新格局", []),
        ("全部完成后由社会各界评议,机会很多", []),
        ("政府购买服务,公安和财政投入", []),
        ("曲靖市人民政府办理的提案", ["曲靖市人民政府"]),
        ("新建街道日间照料中心和区老年活动中心", []),
    ],
)
def test_offices_are_found_and_prose_is_left(text, units):
    assert [unit for _, _, unit in find_units(text)] == units


@given(st.text(st.sampled_from("市县区杭州民政局财政委办公室中心的,和建设街道"), max_size=80))
def test_mentions_are_spans_in_order_without_overlaps(text):
    end = 0
    for start, stop, unit in find_units(text):
        assert end <= start < stop
        assert text[start:stop] == unit
        end = stop
