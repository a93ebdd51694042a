"""Where a promise begins and ends within its sentence: what is taken in, what is left out, what parts two of them."""

from itertools import pairwise

import pytest
from hypothesis import given

from cases.extracting.judging import judged_sentences
from cases.extracting.pledges import Pledge, pledges
from cases.extracting.tense import Tense
from tests.cases.importing.readings import MAY, jumbles

CORES = ("我局将更换老旧水泵", "市水务局将更换水泵12台", "我们拟出台《水塔管护办法》", "我委计划新建净水站")
LONG = "沿河两岸各个村组以及镇区周边十处集中居住点内"


def found(text: str, each_target: bool = False, role: str = "reply") -> list[Pledge]:
    return [
        pledge
        for sentence, judged in judged_sentences(text, 0, len(text), role, MAY)
        for pledge in pledges(sentence, judged, each_target)
    ]


def quotes(text: str, each_target: bool = False) -> list[str]:
    return [text[one.start : one.end] for one in found(text, each_target)]


@pytest.mark.parametrize("core", CORES)
def test_a_promise_alone_is_its_clause(core):
    (one,) = found(core + "。")
    assert (one.start, one.end, one.core) == (0, len(core), 0)
    assert [clause.clause.text for clause in one.clauses] == [core]


@pytest.mark.parametrize("core", CORES)
def test_nothing_promised_nothing_found(core):
    assert found(core.replace("将", "已").replace("拟", "已").replace("计划", "已") + "。") == []
    assert found("") == []


@pytest.mark.parametrize("tail", ["方便村民取水", "确保供水安全", "让老人少走弯路", "从而减少停水", "推动供水更加稳定"])
@pytest.mark.parametrize("core", CORES)
def test_what_it_is_for_belongs_to_it(core, tail):
    assert quotes(f"{core},{tail}。") == [f"{core},{tail}"]


@pytest.mark.parametrize("tail", ["感谢您的来信", "全镇已有水塔九座", "希望您继续关注", "目前正在招标", "水塔位于村口"])
@pytest.mark.parametrize("core", CORES)
def test_thanks_accounts_and_states_behind_it_do_not(core, tail):
    assert quotes(f"{core},{tail}。") == [core]


def test_a_long_tail_is_left_out():
    core = CORES[0]
    tail = f"让{LONG}的老人少走弯路"
    assert quotes(f"{core},{tail}。") == [f"{core},{tail}"]
    assert quotes(f"{core},{tail}{LONG}。") == [core]


@pytest.mark.parametrize(
    "lead",
    [
        "为方便取水",
        "待经费下达后",
        "如条件允许",
        "根据勘查结果",
        "针对水压不足问题",
        "下一步",
        "2026年",
        "通过招标采购",
        "由于管线老化",
    ],
)
@pytest.mark.parametrize("core", CORES)
def test_its_condition_ground_and_occasion_belong_to_it(core, lead):
    (one,) = found(f"{lead},{core}。")
    assert one.start == 0
    assert one.core == 1
    assert one.clauses[one.core].clause.text == core


@pytest.mark.parametrize(
    "lead", ["全镇已有水塔九座", "感谢您的来信", "暂不具备扩建的条件", "去年水压不足", "目前正在招标"]
)
@pytest.mark.parametrize("core", [core for core in CORES if len(core) >= 9])
def test_accounts_thanks_and_refusals_before_it_do_not(core, lead):
    (one,) = found(f"{lead},{core}。")
    assert one.start == len(lead) + 1
    assert one.core == 0


def test_a_condition_further_in_front_is_taken_with_what_stands_between():
    text = "如条件允许,各村水压稳定,我局将更换老旧水泵。"
    assert quotes(text) == [text[:-1]]
    assert quotes(text.replace("如条件允许", "各村人口不多")) == ["我局将更换老旧水泵"]
    # An account between the two cuts them apart.
    assert quotes(text.replace("各村水压稳定", "各村已通自来水")) == ["我局将更换老旧水泵"]


def test_a_quote_stays_short():
    lead = "为解决" + LONG * 8 + "的用水困难"
    assert quotes(f"{lead},{CORES[0]}。") == [CORES[0]]
    assert quotes(f"为解决{LONG}的用水困难,{CORES[0]}。") == [f"为解决{LONG}的用水困难,{CORES[0]}"]


def test_deeds_of_one_subject_are_one_promise():
    text = "我局将更换老旧水泵,维修护栏,清理沟渠。"
    (one,) = found(text)
    assert text[one.start : one.end] == text[:-1]
    assert [clause.pledge for clause in one.clauses] == [True, True, True]


@pytest.mark.parametrize("subject", ["镇政府", "同时", "市水务局", "此外", "对老旧小区"])
def test_a_further_subject_or_object_is_a_further_promise(subject):
    again = f"{subject}将维修沿河两岸破损护栏"
    assert quotes(f"我局将更换老旧水泵,{again}。") == ["我局将更换老旧水泵", again]


def test_a_short_clause_begins_no_further_promise():
    assert quotes("我局将更换老旧水泵,镇政府将修护栏。") == ["我局将更换老旧水泵,镇政府将修护栏"]


def test_a_condition_between_belongs_to_what_follows_it():
    """Never cut off from the deed that waits for it."""
    waiting = "待经费下达后,镇政府将维修沿河两岸破损护栏"
    assert [quote.endswith(waiting) for quote in quotes(f"我局将更换老旧水泵,{waiting}。")][-1:] == [True]


def test_an_account_between_parts_two_promises():
    assert quotes("我局将更换老旧水泵,沟渠已清理完毕,明年拟维修沿河护栏。") == [
        "我局将更换老旧水泵",
        "明年拟维修沿河护栏",
    ]


def test_in_a_list_of_targets_every_measured_clause_is_one():
    text = "我局将更换水泵12台,维修护栏300米,清理沟渠。"
    assert quotes(text) == [text[:-1]]
    assert quotes(text, each_target=True) == ["我局将更换水泵12台", "维修护栏300米", "清理沟渠"]
    bare = "我局将更换老旧水泵,维修护栏,清理沟渠。"
    assert quotes(bare, each_target=True) == [bare[:-1]]


def test_a_heading_of_targets_does_the_same():
    assert quotes("二、发展目标\n净水站达到12座,更换水泵300台。") == ["净水站达到12座", "更换水泵300台"]


@pytest.mark.parametrize(
    "core", ["我局将做好以下工作", "我们将采取下列措施改善供水", "我局将从三方面推进检修", "我局将更换老旧水泵"]
)
def test_an_announcement_promises_nothing_yet(core):
    assert quotes(core + ":") == []


@pytest.mark.parametrize("core", ["我局将更换水泵12台", "我们拟出台《水塔管护办法》"])
def test_an_announcement_with_a_number_or_a_paper_promises(core):
    assert quotes(core + ":") == [core]


@given(jumbles())
def test_promises_stand_in_order_and_hold_a_promising_clause(text):
    for sentence, judged in judged_sentences(text, 0, len(text), "reply", MAY):
        for each_target in (False, True):
            here = pledges(sentence, judged, each_target)
            for one in here:
                assert sentence.start <= one.start < one.end <= sentence.end
                assert one.clauses[one.core].pledge
                assert not any(clause.pledge for clause in one.clauses[: one.core])
                at = judged.index(one.clauses[0])
                assert one.clauses == tuple(judged[at : at + len(one.clauses)])
                assert all(clause.tense is Tense.FUTURE for clause in one.clauses[one.core :])
            assert all(before.end <= after.start for before, after in pairwise(here))


@given(jumbles())
def test_every_promising_clause_is_in_exactly_one_promise(text):
    for sentence, judged in judged_sentences(text, 0, len(text), "plan", MAY):
        for each_target in (False, True):
            here = pledges(sentence, judged, each_target)
            inside = [clause.clause for one in here for clause in one.clauses if clause.pledge]
            assert inside == ([one.clause for one in judged if one.pledge] if here else [])
            if sentence.close != ":":
                assert bool(here) == any(one.pledge for one in judged)


@pytest.mark.parametrize("core", [CORES[1], CORES[2], "我局将新建净水站三处"])
@pytest.mark.parametrize("condition", ["待资金到位后", "如条件允许", "一旦手续齐全"])
def test_a_condition_behind_what_can_be_measured_parts_two_promises(condition, core):
    assert quotes(f"{core},{condition},再修建停车场。") == [core, f"{condition},再修建停车场"]


@pytest.mark.parametrize("step", ["我局将积极争取资金", "我们将把水塔纳入项目库", "我局将与村委会对接"])
def test_steps_towards_a_conditional_deed_are_one_promise_with_it(step):
    text = f"{step},待批复下达后,尽快修建停车场"
    assert quotes(text + "。") == [text]


@pytest.mark.parametrize("core", CORES)
def test_a_condition_for_the_same_deed_stays_with_it(core):
    assert quotes(f"{core},待资金到位后立即组织实施。") == [f"{core},待资金到位后立即组织实施"]


@pytest.mark.parametrize("subject", ["我局将", "我委将"])
def test_a_short_clause_of_its_own_subject_is_its_own_promise(subject):
    """Nine characters are enough: 我局将与各村对接水源."""
    assert quotes(f"计划7月开工建设水塔,{subject}与各村对接水源。") == [
        "计划7月开工建设水塔",
        f"{subject}与各村对接水源",
    ]
