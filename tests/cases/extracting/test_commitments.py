"""Promises: generated sentences for every marker, zone and verb; what must not be taken; what is said of each one."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings

from cases.extracting.commitments import find_commitments, promises_open_work
from cases.vocabulary import Category, CommitmentLabel, Comparator, Flag
from tests.cases.importing.readings import jumbles, reading

HARD, SOFT, COND, UP = CommitmentLabel.HARD, CommitmentLabel.SOFT, CommitmentLabel.CONDITIONAL, CommitmentLabel.UPWARD
SUBJECTS = ("我局将", "我们将", "市体育局将", "我委计划", "我办拟", "预计年底前", "力争明年", "我中心会尽快")
DEEDS = (
    "新建健身步道",
    "安装12盏路灯",
    "出台《河道巡护办法》",
    "开展护士培训",
    "修缮老校舍",
    "增设候车亭",
    "组织逐户排查",
)
PAST = ("我局已", "去年我局", "近年来,我局先后", "截至6月底,我局累计", "我市曾", "目前,我局正在")


def quotes(text: str, **more: object) -> list[str]:
    return [one.quote for one in find_commitments(reading(text, **more))]  # type: ignore[arg-type]


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_marker_with_every_deed_promises(subject, deed):
    assert quotes(f"居民反映强烈。{subject}{deed}。感谢您的支持。") == [subject + deed]


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("account", PAST)
def test_no_account_promises(account, deed):
    assert quotes(f"居民反映强烈。{account}{deed}。感谢您的支持。") == []


@pytest.mark.parametrize("deed", DEEDS)
def test_under_a_heading_of_what_is_to_come_no_marker_is_needed(deed):
    assert quotes(f"二、下一步工作计划\n一是{deed}。") == [deed]
    assert quotes(f"一、工作开展情况\n一是{deed}。") == []


@pytest.mark.parametrize(
    "text",
    [
        "我们将认真吸收您的宝贵意见。",
        "我局将不断提升群众的获得感和幸福感。",
        "下一步,我们将紧盯短板弱项,强化部门协作。",
        "希望您今后继续关注我们的工作。",
        "您建议将夜市迁往河边并增设厕所。",
        "建议由贵单位牵头办理,我局配合。"[:12],
        "到2030年,全市老年人口达到90万人。",
        "《托育条例》规定,每个街道应设一处托育点。",
        "会议要求各单位将排查结果纳入考核。",
        "项目建成后将极大改善出行条件。",
        "如果两侧停车,将影响消防车通行。",
        "该处暂不具备增设信号灯的条件。",
        "市里将闲置校舍改造为养老院。",
        "我局将做好以下工作:",
        "现将有关情况答复如下:",
    ],
)
def test_what_nobody_is_held_to(text):
    assert quotes(text) == []


def test_one_promise_runs_to_the_end_of_its_sentence():
    text = "今年我局将对照清单,逐站排查,更换破损座椅,让乘客候车更舒适。"
    assert quotes(text) == [text[:-1]]


def test_semicolons_and_further_subjects_part_promises():
    text = "我局将更换路灯20盏;维修护栏300米;市城管局将清运垃圾。"
    assert quotes(text) == ["我局将更换路灯20盏", "维修护栏300米", "市城管局将清运垃圾"]
    assert len(quotes("我局计划扩建河东小学教学楼,对新校区我局将配备两辆校车。")) == 2


def test_a_promise_within_achievements_is_found_and_nothing_else():
    text = "我局印发工作要点,拟出台《社区食堂管理办法》,全区已建成食堂12家。"
    assert quotes(text) == ["拟出台《社区食堂管理办法》"]


def test_an_account_under_next_steps_is_left_out():
    text = "下一步,我局将扩建体育公园。截至目前,全区已有体育公园9处。2023年安排资金300万元。"
    assert quotes(text) == ["下一步,我局将扩建体育公园"]


def test_a_condition_comes_with_its_promise():
    (found,) = find_commitments(reading("待上级资金到位后,我局将立即修复水渠。"))
    assert (found.label, found.condition) == (COND, "待上级资金到位后")
    assert found.quote.startswith("待上级")


@pytest.mark.parametrize(
    ("text", "label", "category"),
    [
        ("我局将新建停车泊位200个。", HARD, Category.FACILITY),
        ("我局将于年底前出台实施细则。", HARD, Category.POLICY_DOC),
        ("我局将加强托育从业人员培训。", SOFT, Category.TALENT),
        ("我局将积极争取上级专项资金。", UP, Category.UPWARD),
        ("如条件成熟,我局将增设公交线路。", COND, Category.SERVICE),
        ("我局将加大执法检查力度。", SOFT, Category.SUPERVISION),
        ("我局将提高护理补贴。", SOFT, Category.INCENTIVE),
        ("我局将搭建智慧养老信息平台。", SOFT, Category.DIGITAL),
        ("我局将开展消防安全宣传。", SOFT, Category.PUBLICITY),
    ],
)
def test_label_and_category(text, label, category):
    (found,) = find_commitments(reading(text))
    assert (found.label, found.category) == (label, category)


def test_measure_deadline_verb_and_object():
    (found,) = find_commitments(reading("我局将在2025年6月底前新建不少于3.5万平方米的健身场地。"))
    (metric,) = found.metrics
    assert (metric.value, metric.unit, metric.comparator) == ("35000", "平方米", Comparator.GE)
    assert found.deadline is not None
    assert (found.deadline.raw, found.deadline.on, found.deadline.carried) == (
        "2025年6月底前",
        date(2025, 6, 30),
        False,
    )
    assert (found.action, found.object) == ("新建", "不少于3.5万平方米的健身场地")


def test_a_date_at_the_head_of_a_list_of_targets_holds_for_every_target():
    text = "二、发展目标\n到2027年,街道养老中心覆盖率达到100%,护理型床位占比超过60%;培训护理员900人次。"
    found = find_commitments(reading(text, role="plan"))
    assert len(found) == 3
    assert {one.deadline.on if one.deadline else None for one in found} == {date(2027, 12, 31)}
    assert [one.deadline.carried for one in found if one.deadline] == [False, True, True]


def test_a_past_date_is_no_deadline():
    (found,) = find_commitments(reading("我局将对2005年前建成的小区进行改造。"))
    assert found.deadline is None


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("我局将扩建候车室。", [("灵石市民政局", "lead")]),
        ("市交通局将扩建候车室。", [("市交通局", "lead")]),
        ("将由河口镇政府负责修缮水渠。", [("河口镇政府", "lead")]),
        (
            "我局将会同市财政局、市人社局出台补贴办法。",
            [("灵石市民政局", "lead"), ("市财政局", "co"), ("市人社局", "co")],
        ),
        ("将新建两处驿站。", [("灵石市民政局", "lead")]),
    ],
)
def test_who_is_bound(text, actors):
    (found,) = find_commitments(reading(text))
    assert [(one.phrase, one.role) for one in found.actors] == actors


def test_responsibility_brackets_bind_every_promise_of_the_item():
    text = "1.优化布局。新建驿站20处。改造食堂。[责任单位:市民政局、市财政局,各区、县(市)政府]"
    found = find_commitments(reading(text, role="plan", lead=None))
    assert [[one.phrase for one in each.actors] for each in found] == [["市民政局", "市财政局", "各区、县(市)政府"]] * 2


def test_recurring_promises_say_so():
    assert [one.recurring for one in find_commitments(reading("我局将定期举办比赛。我局将新建步道。"))] == [True, False]


def test_a_reply_that_only_repeats_the_demand_is_flagged():
    demand = "建议逐步实行护理员持证上岗和分级考核制度。"
    (echoed,) = find_commitments(reading("我局将逐步实行护理员持证上岗和分级考核制度。", proposal=demand))
    (fresh,) = find_commitments(reading("我局将新建停车泊位200个。", proposal=demand))
    assert echoed.echo > 0.6
    assert Flag.ECHO in echoed.flags
    assert (fresh.echo, fresh.flags) == (0.0, ())


def test_the_demand_itself_is_no_promise():
    assert quotes("感谢您的支持。", proposal="我局将新建停车泊位200个。") == []


def test_open_work():
    assert promises_open_work(find_commitments(reading("我局将新建停车泊位200个。")))
    assert not promises_open_work(find_commitments(reading("我局将加强日常巡查工作。")))


WRITTEN = (
    "二、下一步打算\n1.优化布局。将于2025年底前新建驿站20处,配备护理员。\n"
    "2.争取项目。积极争取省级补助资金;会同市财政局出台奖补办法。\n"
)
PINYIN = "我局將(jiāng)增設(shè)路燈(dēng)20盞(zhǎn)。"


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.translate(str.maketrans(",;:()", "，；：（）")),
        lambda text: text.replace("\n", " "),
        lambda text: text.replace("\n", "\r\n\r\n"),
        lambda text: text.replace("2025", "２０２５"),
        lambda text: (
            text.replace("优化", "優化").replace("驿", "驛").replace("处", "處").replace("将", "將").replace("资", "資")
        ),
    ],
)
def test_punctuation_script_and_line_breaks_change_nothing(rewrite):
    plain = find_commitments(reading(WRITTEN))
    other = find_commitments(reading(rewrite(WRITTEN)))
    assert len(plain) == 3

    def essence(found):
        return [
            (one.label, one.category, one.action, one.deadline and one.deadline.on, len(one.metrics)) for one in found
        ]

    assert essence(other) == essence(plain)
    assert [one.quote for one in other] == [rewrite(one.quote) for one in plain]


def test_inserted_pinyin_stays_in_the_quote_and_disturbs_nothing():
    (found,) = find_commitments(reading(PINYIN))
    assert found.quote == PINYIN[:-1]
    assert [(one.value, one.unit) for one in found.metrics] == [("20", "盏")]


@settings(deadline=None)
@given(jumbles())
def test_laws(text):
    source = reading(text)
    found = find_commitments(source)
    for one in found:
        assert one.quote == text[one.span.start : one.span.end] != ""
        for metric in one.metrics:
            assert text[metric.span.start : metric.span.end] == metric.raw
        if one.deadline:
            assert text[one.deadline.span.start : one.deadline.span.end] == one.deadline.raw
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start


@pytest.mark.parametrize(
    "junk",
    ["将", "“", "(", "1.", "2025年", "待资金到位后将建设10个,", "[责任单位:", "会同", "一、", "对", "家十", "共100"],
)
def test_a_long_run_of_anything_comes_to_an_end(junk):
    source = reading(junk * (40_000 // len(junk)))
    assert isinstance(find_commitments(source), tuple)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我局将立足本职,配合做好选址。", ["我局将立足本职,配合做好选址"]),
        ("以上答复如有不足,请与我局联系,我局将尽力改进相关工作。", []),
        ("县里决定出资90万元,将老街分为两段修缮。", ["县里决定出资90万元,将老街分为两段修缮"]),
        ("我镇将通过以下几点加强管护。\n一、组建保洁队伍。\n二、定期清运垃圾。", ["组建保洁队伍", "定期清运垃圾"]),
        ("如果在路口设摊,将影响行人安全,我局将依法劝离。", ["我局将依法劝离"]),
        ("市里将由河口镇牵头修桥。桥宽为9米。", ["市里将由河口镇牵头修桥"]),
    ],
)
def test_turns_of_phrase(text, found):
    assert [quote.removeprefix("如果在路口设摊,将影响行人安全,") for quote in quotes(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("下一步,我局将对诉求涉及的巷子逐条踏勘。", ["下一步,我局将对诉求涉及的巷子逐条踏勘"]),
        ("老城涉及的巷子共有九条。", []),
        ("我们会将你提出的建议纳入修缮名录。", ["我们会将你提出的建议纳入修缮名录"]),
        ("我局将在河口增设护栏。同时在桥头安装路灯。", ["我局将在河口增设护栏", "同时在桥头安装路灯"]),
        ("我局在河口增设了护栏。同时在桥头安装路灯。", []),
        ("一是将组建巡查队。二是督促业主清理杂物。", ["将组建巡查队", "督促业主清理杂物"]),
        ("一是组建了巡查队。二是督促业主清理杂物。", []),
        ("县城管局已经按照计划集中整修九条巷子。", []),
        ("街道于3月9日将勘察意见报县政府。", []),
        ("初步确定在河口修建凉亭。", ["初步确定在河口修建凉亭"]),
    ],
)
def test_what_goes_on_and_what_only_looks_like_it(text, found):
    assert quotes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "我局将从以下几个方面帮扶街道。\n一、强化领导\n组建巷道修缮专班。\n二、拓宽渠道\n申报省级修缮资金。",
            ["组建巷道修缮专班", "申报省级修缮资金"],
        ),
        (
            "我局将从以下几个方面帮扶街道。\n一、强化领导\n组建巷道修缮专班。\n二、已开展的工作\n修缮了九条巷道。",
            ["组建巷道修缮专班"],
        ),
        ("一、强化领导\n组建了修缮专班。\n二、拓宽渠道\n申报省级修缮资金。", []),
        ("我们将根据您提出的建议,修缮河西的九条巷道。", ["我们将根据您提出的建议,修缮河西的九条巷道"]),
        ("预计2023年全区改造老巷9条。", ["预计2023年全区改造老巷9条"]),
        ("预计人流增加9倍。", []),
        ("图纸已报审,审图结束后立即启动招标,计划10月动工。", ["审图结束后立即启动招标,计划10月动工"]),
    ],
)
def test_what_an_announcement_and_a_condition_carry(text, found):
    assert quotes(text) == found
