"""Tense of a clause: markers, and the words that only look like one."""

import pytest
from hypothesis import given

from cases.extracting.tense import Tense, tense_of
from tests.cases.importing.readings import jumbles

CLAUSES = {
    Tense.FUTURE: [
        "我局将新建两座公厕", "拟出台实施细则", "计划年底开工", "项目计划于9月开工", "我委会及时组织培训",
        "预计明年完工", "力争尽早通车", "即将投入使用",
        "全县规划新建五所小学", "我局可按规范配合设计", "争取2026年完成全部任务", "工程将于下月启动",
        "决定拆除旧站房", "获准后即组织实施",
        "我局承诺修好水塔",
        "我单位保证雨季前清淤", "我镇确保按期开工", "计划“十五五”期间分步实施",
        "将规划建设第二水厂", "将组织实施管网改造", "计划今后充分考虑",
        "我们将该路段列入大修范围", "从2025年起每年安排专项经费", "将继续发放补助", "2027年完成管网改造",
    ],
    Tense.PAST: [
        "已建成三处驿站", "我局已将该路段列入计划", "去年完成了改造", "近年来投入不断增加", "截至六月底",
        "曾于前年维修", "争取到上级补助", "2019年修建了水渠",
        "现共有教师二十人", "先后印发三份文件", "荣获省级示范称号",
    ],
    Tense.PRESENT: ["正在编制方案", "我办现正加快辅道施工", "目前正与有关单位协调", "项目正抓紧推进"],
    Tense.UNMARKED: [
        "上线虚拟养老院", "将缺失的功能嵌入社区", "依照三年行动计划", "列入年度建设计划", "我省计划生育政策",
        "城市规划建设管理", "把农产品运回家", "麻将活动室",
        "按照市政府计划安排水塔检修", "根据年度计划启动检修",
        "将规划建设情况纳入考核", "水质保证书", "履约保证金",
        "将近一半的居民", "优化服务流程",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("tense", "clause"), [(tense, clause) for tense, all_ in CLAUSES.items() for clause in all_])
def test_tense(tense, clause):
    found, marker = tense_of(clause, 2024)
    assert found is tense
    assert (marker >= 0) == (tense is not Tense.UNMARKED)


def test_the_last_marker_wins():
    assert tense_of("原计划去年开工,现已完工", 2024)[0] is Tense.PAST
    assert tense_of("目前已计划于明年开工", 2024)[0] is Tense.FUTURE


def test_an_attribute_has_no_tense_of_its_own():
    assert tense_of("将修缮已破损多年的步道", 2024)[0] is Tense.FUTURE
    assert tense_of("改造已建成的小区", 2024)[0] is Tense.UNMARKED


@pytest.mark.parametrize("body", ["我校", "我站", "我队", "我所", "学校", "公司"])
def test_every_body_may_say_what_it_will_do(body):
    assert tense_of(f"{body}会积极反映情况", 2024)[0] is Tense.FUTURE


@pytest.mark.parametrize("enter", ["纳入", "列入", "结合", "融入"])
def test_a_programme_under_way_takes_up_what_is_to_be_done(enter):
    assert tense_of(f"将该水塔改造{enter}我县正在实施的提升行动", 2024)[0] is not Tense.PRESENT


@pytest.mark.parametrize("noun", ["规划", "实施方案", "年度计划"])
@pytest.mark.parametrize("deed", ["及时将水塔纳入正在编制的", "将水塔写入我市正在起草的"])
def test_what_is_being_written_dates_only_the_paper(deed, noun):
    assert tense_of(deed + noun, 2024)[0] is not Tense.PRESENT
    assert tense_of("正在编制" + noun, 2024)[0] is Tense.PRESENT


def test_a_wish_within_an_account_says_only_what_for():
    assert tense_of("争取建设用地", 2024, already_past=True)[0] is Tense.UNMARKED
    assert tense_of("争取明年建成", 2024, already_past=True)[0] is Tense.FUTURE


@given(jumbles())
def test_the_marker_stands_in_the_clause(text):
    tense, marker = tense_of(text, 2024)
    assert -1 <= marker < max(1, len(text))
    assert (marker == -1) == (tense is Tense.UNMARKED)
