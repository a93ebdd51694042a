"""Each rule of a clause by itself: generated clauses that it fits, their twins that it does not, and laws for all."""

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.extracting import clause_rules as rules
from cases.extracting.cues import words
from tests.cases.importing.readings import jumbles

RULES = [
    rule
    for name, rule in inspect.getmembers(rules, lambda it: inspect.isfunction(inspect.unwrap(it)))
    if rule.__module__ == rules.__name__ and not name.startswith("_") and rule is not rules.mask
]
# They do a thing and say nothing else.
DEEDS = ("新建候车亭", "更换破损路牌", "清运垃圾", "出台管护细则")
THINGS = ("经费到位", "手续齐全", "设计批复", "管线迁移完成")
CONDITIONS = [
    *(f"{word}{thing}" for word in ("如果", "一旦", "只有", "只要", "若", "倘若") for thing in THINGS),
    *(f"{word}{thing}{after}" for word in ("待", "需待", "等", "等到") for thing in THINGS for after in ("后", "之后")),
    *(f"在{thing}的{after}" for thing in THINGS for after in ("前提下", "情况下")),
    "如条件允许", "如资金允许", "如能立项", "如有余款", "视车流情况", "视各村实际情况", "资金到位后",
    "条件成熟时", "政策支持的情况下", "道路一建成即移交",
    "验收通过后立即开放", "施工结束后再铺装", "必要时增派人手", "有条件的小区先行",
]  # fmt: skip
NO_CONDITIONS = [
    *DEEDS, "提高教师待遇", "接待人员到场", "待业人员培训", "等候区添置座椅", "如期开工", "电视台播放",
    "一建公司", "建成后移交", "如此布置",
]  # fmt: skip


@pytest.mark.parametrize("clause", CONDITIONS)
def test_a_condition(clause):
    assert rules.is_condition(clause)


@pytest.mark.parametrize("clause", NO_CONDITIONS)
def test_no_condition(clause):
    assert not rules.is_condition(clause)


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("word", ["待", "等", "若", "一旦", "只要", "但待", "今后若", "还需待", "只能等"])
def test_a_condition_that_opens_with_its_conjunction(word, thing):
    assert rules.opens_condition(word + thing)
    assert rules.supposes(word + thing)
    assert not rules.opens_condition("我局" + thing + word)


@pytest.mark.parametrize("clause", ["视车流情况", "在手续齐全的前提下", "有条件的小区先行", *DEEDS])
def test_a_manner_of_doing_supposes_nothing(clause):
    assert not rules.supposes(clause)


@pytest.mark.parametrize("after", ["后", "之后", "时", "再施工"])
@pytest.mark.parametrize("thing", THINGS)
def test_what_is_awaited(thing, after):
    assert rules.is_awaited(f"待{thing}{after}")
    assert rules.supposes(f"我局待{thing}{after}")
    for no_waiting in ("遇", "业", "岗", "客"):
        assert not rules.is_awaited(f"待{no_waiting}人员{thing}{after}")
    assert not rules.is_awaited(f"{thing}{after}")


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("link", ["后", "后即", "时再", "后予以", "后可"])
def test_a_condition_may_say_what_is_done_then(link, deed):
    assert rules.then_acts(f"待设计图纸到手{link}{deed}")
    assert not rules.then_acts(f"{deed}待设计图纸到手{link.removesuffix('予以')}")


@pytest.mark.parametrize("word", ["必要时", "有条件的"])
def test_a_fixed_phrase_acts_by_itself(word):
    assert rules.then_acts(word + "村庄")
    assert not rules.then_acts("村庄")


@pytest.mark.parametrize("word", sorted(words("statives")))
def test_a_state_promises_nothing(word):
    assert rules.is_stative(f"该片区{word}三处旧站")
    # Said of the future it may be a deed; before 的 and a noun it is the noun's attribute.
    assert not rules.is_stative(f"该片区将{word}三处旧站")
    assert not rules.is_stative(f"该片区{word}的旧站")


@pytest.mark.parametrize("said", ["重点任务是", "职责主要是", "牵头部门为", "工程性质均为", "总投资为", "主办单位为"])
def test_a_definition_is_a_state_even_of_the_future(said):
    assert rules.is_stative(f"{said}修补管网")
    assert rules.is_stative(f"{said}将修补管网")
    assert not rules.is_stative("修补管网")


@pytest.mark.parametrize("word", ["计划", "拟", "规划"])
def test_what_is_planned_for_is_named_not_done(word):
    assert rules.is_stative(f"{word}修建的地点")
    assert not rules.is_stative(f"{word}修建的地点进行勘查")
    assert not rules.is_stative(f"{word}修建站房")


@pytest.mark.parametrize(
    "clause", ["本村是水源地", "此处能不能通车", "站房是否够用", "灯杆怎么布置", "群众有没有意见", "出行如何解决?"]
)
def test_equations_and_questions(clause):
    assert rules.is_copula(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "我们特别是老站",
        "站房尤其是旧房",
        "各处总是积水",
        "灯杆要是破损",
        "研究如何供水并为水塔选定一处地势较高的位置",
        *DEEDS,
    ],
)
def test_no_equation(clause):
    assert not rules.is_copula(clause)


@pytest.mark.parametrize("word", ["该", "其中", "包括", "总", "共", "全长", "主要"])
def test_details_open_with_their_word(word):
    assert rules.gives_details(word + "三公里")
    assert not rules.gives_details("路段" + word + "三公里")


@pytest.mark.parametrize("verb", sorted(words("cited")))
@pytest.mark.parametrize("source", ["会议", "《供水章程》", "该文件", "省厅", "纲要明确"])
def test_what_a_paper_says_binds_nobody(source, verb):
    assert rules.cites(f"{source}{verb}各村检修水塔")
    for basis in ("根据", "按照", "依据", "贯彻", "对照"):
        assert not rules.cites(f"{basis}{source}{verb}检修水塔")
    assert not rules.cites(f"各村{verb}检修水塔")


def test_what_both_sides_agreed():
    assert rules.cites("会上一致同意更换水泵")
    assert rules.cites("双方就选址一事初步议定")
    assert not rules.cites("村民一致同意更换水泵")


@pytest.mark.parametrize("word", [*sorted(words("courtesy")), *sorted(words("demands"))])
def test_thanks_and_demands_are_courtesy(word):
    assert rules.is_courtesy(f"我们{word}之处")


@pytest.mark.parametrize("who", ["您", "你", "委员", "代表"])
@pytest.mark.parametrize("said", ["提出", "所提", "反映", "提及"])
def test_what_was_asked_is_no_promise_unless_it_is_taken_up(who, said):
    assert rules.is_courtesy(f"{who}在信中{said}的水塔检修一事")
    assert not rules.is_courtesy(f"将{who}{said if said != '提及' else '提出'}的水塔检修一事纳入计划")
    assert not rules.is_courtesy(f"村民在信中{said}的水塔检修一事")


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("word", ["希望", "请求", "建议", "恳请", "呼吁", "望", "请", "同时希望", "届时请"])
def test_wishes_ask_somebody_else(word, deed):
    assert rules.wishes(f"{word}各村{deed}")
    assert rules.is_courtesy(f"{word}各村{deed}")
    assert not rules.wishes(f"各村{deed}")
    assert not rules.wishes(f"各村{deed}的希望小学")
    assert not rules.wishes(f"请示镇里{deed}")


@pytest.mark.parametrize("clause", ["以上答复请查收", "如不满意来电告知", "请随时与我处联络", "我们一定继续努力"])
def test_a_letter_takes_its_leave(clause):
    assert rules.closes(clause)
    assert not rules.closes("我们继续努力更换水泵")


@pytest.mark.parametrize("deed", DEEDS)
def test_who_is_spoken_to(deed):
    for you in ("您", "你们", "委员的意见", "代表的来信"):
        assert rules.is_about_you(f"按{you}{deed}")
    assert not rules.is_about_you(f"政协委员会{deed}")


SCENES = [
    "由于水压不足", "因管线老化", "鉴于人手有限", "根据现场勘查结果",
    "按照分工", "围绕供水安全", "随着人口增加", "自去年起",
    "以镇区供水为重点", "为方便取水", "关于水塔检修", "对水塔检修的建议",
    "针对取水排队的问题", "供水方面", "水塔检修之前", "排查的基础上",
    "检修过程中", "巡查期间", "供水的同时", "验收后", "雨季来临时", "2027年", "到2027年底", "力争明年",
    "今年", "明年上半年", "2027年9月底", "“十五五”期间", "至2027年度",
    *(f"{begins}{year}{part}{end}" for begins in ("", "到", "力争") for year in ("2027年", "明年")
      for part in ("", "底", "9月", "9月底", "上半年", "三季度", "9月中旬") for end in ("", "前", "之前", "前后")),
]  # fmt: skip


@pytest.mark.parametrize("clause", SCENES)
def test_what_only_leads_up(clause):
    assert rules.sets_scene(clause)


@pytest.mark.parametrize(
    "clause",
    [
        *DEEDS,
        "为各村提供净水设备",
        "为水塔配备水泵",
        "对接供水公司",
        "对水塔逐一检修",
        "经费由镇里承担",
        "今后",
        "2027年更换水泵",
    ],
)
def test_a_deed_sets_no_scene(clause):
    assert not rules.sets_scene(clause)


@pytest.mark.parametrize("word", sorted(words("purposes")))
def test_a_purpose_opens_with_its_word(word):
    for link in ("", "并", "也", "同时"):
        assert rules.is_purpose(f"{link}{word}村民取水")
    assert not rules.is_purpose(f"我局{word}村民取水")


@pytest.mark.parametrize("verb", ["营造", "创造", "提供", "打造", "奠定", "作出"])
def test_for_whose_good(verb):
    assert rules.is_purpose(f"为取水{verb}条件")
    assert rules.is_purpose(f"进而为取水{verb}条件")
    assert rules.is_purpose(f"同时也为取水{verb}条件")
    assert not rules.is_purpose(f"更换水泵为取水{verb}条件")


def test_the_name_of_a_five_year_plan_stays_legible():
    assert rules.mask("“十五五”期间") == "“十五五”期间"
    assert "十五五" not in rules.mask("“十五五规划工作”期间")


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("word", ["要", "应当", "应", "须", "需", "必须"])
def test_a_duty(word, deed):
    assert rules.is_duty(f"各村{word}{deed}")
    assert not rules.is_duty(f"各村{deed}")


@pytest.mark.parametrize(
    "clause",
    [
        "主要水塔",
        "要求不高",
        "要点汇编",
        "应急队伍",
        "用水需求",
        "用户须知",
        "简要说明",
        "只要到位",
    ],
)
def test_words_that_only_look_like_a_duty(clause):
    assert not rules.is_duty(clause)


@pytest.mark.parametrize("role", ["责任", "牵头", "主办", "配合", "承办", "联系"])
def test_a_list_of_bodies_is_no_sentence(role):
    for opening in ("", "[", "(", "【"):
        assert rules.is_label(f"{opening}{role}单位:水务站")
    assert not rules.is_label(f"{role}工作由水务站做")


@pytest.mark.parametrize("body", ["云桥市水务局", "镇人民政府", "政协委员会", "南街街道办事处", "供水中心"])
def test_a_bare_name_is_no_sentence(body):
    assert rules.is_label(body)
    for verb in ("督促", "会同", "请", "拟请", "将由"):
        assert not rules.is_label(verb + body)
    assert not rules.is_label(body + "更换水泵")


@pytest.mark.parametrize(
    ("clause", "masked"),
    [
        ("落实《水塔办法》", "落实《□□□□》"),
        ("推行“一塔一档”", "推行“□□□□”"),
        ("换泵(含备用)", "换泵(□□□)"),
        ("“两”字", "“两”字"),
        ("《水塔", "《水塔"),
        ("水塔检修", "水塔检修"),
    ],
)
def test_what_is_quoted_is_not_said_here(clause, masked):
    assert rules.mask(clause) == masked


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_rule_fits_nothing_and_no_rule_sees_through_the_mask(rule):
    assert not rule("")
    assert not rule("□□□")
    hidden = rules.mask("“如果我局将影响供水,希望您能不能要求各部门”")
    assert not rule(hidden)


@given(st.one_of(jumbles(), st.text(max_size=60)))
def test_masking_keeps_every_place(text):
    masked = rules.mask(text)
    assert len(masked) == len(text)
    assert all(new in (old, "□") for old, new in zip(text, masked, strict=True))
    assert rules.mask(masked) == masked


@given(jumbles(), st.sampled_from(RULES))
def test_a_rule_says_yes_or_no_of_any_text(text, rule):
    assert isinstance(rule(rules.mask(text)), bool)


@given(jumbles())
def test_whatever_is_awaited_is_supposed_and_wishes_are_courtesy(text):
    assert rules.is_awaited(text) <= rules.supposes(text)
    assert rules.opens_condition(text) <= rules.supposes(text)


@pytest.mark.parametrize("word", ["供应净水设备20套", "保障所需经费20万元", "配备相应水泵20台", "形成会议纪要"])
def test_a_duty_is_a_word_of_its_own(word):
    assert not rules.is_duty(word)


def test_some_is_no_supposition():
    assert not rules.is_condition("若干水塔同步检修")
    assert rules.is_condition("若资金到位")


@pytest.mark.parametrize("noun", ["布局", "结局", "格局"])
def test_a_word_that_only_ends_like_an_office_is_no_name(noun):
    assert not rules.is_label(f"合理落实水塔的规划{noun}")


@pytest.mark.parametrize("asks", ["希望", "恳请", "请求"])
@pytest.mark.parametrize("who", ["", "我们", "我局", "同时", "也"])
def test_a_wish_with_or_without_its_subject(who, asks):
    assert rules.wishes(f"{who}{asks}各村更换水泵")
    assert not rules.wishes(f"{who}更换水泵")
