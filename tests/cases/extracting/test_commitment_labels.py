"""Kind, category, verb and object of a promise: every word of the lists, and which of two reasons comes first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.extracting.commitment_labels import action_of, category_of, label_of
from cases.extracting.cues import table, words
from cases.extracting.judging import judged_sentences
from cases.extracting.pledges import Pledge, pledges
from cases.vocabulary import Category, CommitmentLabel
from tests.cases.importing.readings import MAY, jumbles

HARD, SOFT, COND, UP = CommitmentLabel.HARD, CommitmentLabel.SOFT, CommitmentLabel.CONDITIONAL, CommitmentLabel.UPWARD
LABELS = tuple(CommitmentLabel)
CONDITIONS = ("待经费下达后", "如条件允许", "一旦手续齐全", "若村民同意", "只要管线迁移完成")
APPLIES = ("我局将积极争取上级支持", "我们将申报省级补助", "我局将向市政府汇报水源情况", "我局将积极申请专项资金")
SOFT_ONES = ("我局将更换破损水泵", "我们将维修护栏", "我办将开展护工培训")
# Words whose sense depends on nothing else in a sentence made of them alone.
CATEGORIES = {Category(code): listed for code, listed in table("categories").items()}


def every(text: str, role: str = "reply") -> list[Pledge]:
    return [
        pledge
        for sentence, judged in judged_sentences(text, 0, len(text), role, MAY)
        for pledge in pledges(sentence, judged, False)
    ]


def only(text: str) -> Pledge:
    (one,) = every(text + "。")
    return one


def label(text: str, dated: bool = False) -> CommitmentLabel:
    return label_of(only(text), dated)


@pytest.mark.parametrize("text", SOFT_ONES)
def test_what_can_be_measured_or_dated_is_hard(text):
    assert label(text) is SOFT
    assert label(text, dated=True) is HARD
    assert label(text + "12处") is HARD
    assert label(text + ",并出台《水塔办法》") is HARD


@pytest.mark.parametrize("verb", ["出台", "制定", "修订", "印发", "编制", "公布", "起草"])
def test_a_paper_to_be_written_is_hard_one_to_be_obeyed_is_not(verb):
    assert label(f"我局将{verb}《水塔办法》") is HARD
    assert label(f"我局将{verb}取水方面的《水塔办法》") is HARD
    for obeys in ("落实", "执行", "对照", "宣传"):
        assert label(f"我局将{obeys}《水塔办法》") is SOFT


@pytest.mark.parametrize("text", SOFT_ONES)
@pytest.mark.parametrize(
    "lead", ["为方便12个村取水", "按照已印发的办法", "根据《水塔办法》", "针对新建小区的问题", "结合12处隐患"]
)
def test_what_only_leads_up_hardens_nothing(text, lead):
    assert label(f"{lead},{text}") is SOFT
    assert label(f"{text},方便12个村的村民取水") is SOFT


@pytest.mark.parametrize("enter", ["纳入", "列入"])
@pytest.mark.parametrize("paper", ["“十五五”规划", "年度计划", "省级项目库", "项目储备"])
def test_what_a_list_will_show_is_hard(enter, paper):
    assert label(f"我局将把该水塔{enter}{paper}") is HARD


@pytest.mark.parametrize("word", sorted(words("deliverables")))
def test_what_is_named_or_finished_is_hard(word):
    assert label(f"我局将推动水塔{word}") is HARD


@pytest.mark.parametrize("text", [*SOFT_ONES, *APPLIES, "我局将更换水泵12台", "我局将出台《水塔办法》"])
@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_comes_before_everything(condition, text):
    assert label(f"{condition},{text}") is COND
    assert label(f"{condition},{text}", dated=True) is COND


@pytest.mark.parametrize("manner", ["有条件的村庄先行", "必要时增派人手"])
@pytest.mark.parametrize("text", SOFT_ONES)
def test_a_manner_of_doing_is_no_condition(text, manner):
    assert label(f"{manner},{text}") is SOFT


@pytest.mark.parametrize("text", APPLIES)
def test_applying_upward_is_its_own_kind_even_with_a_date(text):
    assert label(text) is UP
    assert label(text, dated=True) is UP


@pytest.mark.parametrize("text", APPLIES)
def test_a_number_makes_even_an_application_hard(text):
    assert label(text + "20万元") is HARD


# 建议 and 呼吁 at the head of a clause are wishes; between bodies they are applications like the others.
@pytest.mark.parametrize("verb", sorted(words("upward_verbs")))
def test_an_application_needs_somebody_above(verb):
    assert label(f"我局将向省水务厅{verb}") is UP
    assert label(f"我局将同村民们{verb}") is SOFT
    assert label(f"我局将同村民们维修护栏与水塔内外各处管线之后再{verb}") is SOFT


@pytest.mark.parametrize(
    ("category", "word"), [(category, word) for category, listed in CATEGORIES.items() for word in listed]
)
def test_every_word_gives_its_category_or_a_heavier_one(category, word):
    """Alone, a word gives its own category; where two lists share it, the later of equals."""
    owners = {other for other, listed in CATEGORIES.items() if any(one in word for one in listed)} - {Category.UPWARD}
    found = category_of(f"□{word}□", SOFT)
    assert found in (owners or {Category.MECHANISM})
    if owners == {category}:
        assert found is category


@pytest.mark.parametrize("category", [one for one in Category if one is not Category.UPWARD])
def test_the_heavier_words_win(category):
    own = [
        word
        for word in CATEGORIES[category]
        if sum(word in other or other in word for listed in CATEGORIES.values() for other in listed) == 1
    ]
    assert len(own) >= 2
    for rival in (one for one in Category if one not in (category, Category.UPWARD)):
        theirs = min((word for word in CATEGORIES[rival] if len(word) == 2 or word == "《"), key=len)
        assert category_of(f"{own[0]}□{own[1]}□{theirs}", SOFT) is category, rival


def test_of_equals_the_last_named_wins():
    assert category_of("巡查□路灯", SOFT) is Category.FACILITY
    assert category_of("路灯□巡查", SOFT) is Category.SUPERVISION


@pytest.mark.parametrize("kind", LABELS)
def test_an_application_upward_is_its_own_category(kind):
    assert category_of("更换路灯", kind) is (Category.UPWARD if kind is UP else Category.FACILITY)
    assert category_of("申请省级补助", kind) is (Category.UPWARD if kind is UP else Category.INCENTIVE)


def test_without_a_word_it_is_how_things_are_run():
    assert category_of("", SOFT) is category_of("□□", HARD) is Category.MECHANISM


@pytest.mark.parametrize("thing", ["水泵", "护栏12处", "《水塔办法》"])
@pytest.mark.parametrize("verb", ["更换", "维修", "出台", "拆除", "清运"])
def test_the_verb_and_what_it_acts_upon(verb, thing):
    assert action_of(only(f"我局将{verb}{thing}")) == (verb, thing)
    assert action_of(only(f"为方便取水,我局将{verb}{thing},确保供水")) == (verb, thing)


@pytest.mark.parametrize("light", ["进行", "予以", "开展", "组织"])
def test_an_empty_verb_gives_way_to_the_one_after_it(light):
    assert action_of(only(f"我局将对沿河护栏{light}维修"))[0] == "维修"
    assert action_of(only(f"我局将{light}护工大赛")) == (light, "护工大赛")


@pytest.mark.parametrize("manner", ["优先", "统筹", "实地"])
def test_a_word_of_manner_is_no_verb(manner):
    assert action_of(only(f"我局将{manner}更换水泵")) == ("更换", "水泵")


def test_a_verb_inside_a_name_does_nothing():
    assert action_of(only("我局将同审批部门更换水泵")) == ("更换", "水泵")
    assert action_of(only("我局将用改造项目的余款更换水泵")) == ("更换", "水泵")


def test_a_noun_gives_way_to_a_plain_verb():
    assert action_of(only("我局将就规划细节走访村民")) == ("走访", "村民")


def test_what_stands_before_the_verb_may_be_its_object():
    assert action_of(only("我局会把沿河护栏更换")) == ("更换", "沿河护栏")


@pytest.mark.parametrize("handles", ["对", "将", "把"])
@pytest.mark.parametrize("light", ["进行", "予以", "逐步", ""])
@pytest.mark.parametrize("verb", ["更换", "检修", "拆除", "清洗"])
def test_what_is_handled_is_the_object_without_its_preposition(verb, light, handles):
    if not light and handles == "对":
        return
    for begins in ("我局将", "今后我们会"):
        assert action_of(only(f"{begins}{handles}沿河护栏{light}{verb}")) == (verb, "沿河护栏")


@pytest.mark.parametrize("when", ["计划于2025年3月", "我局拟在明年3月", "预计9月底前"])
def test_a_date_is_no_object(when):
    assert action_of(only(f"{when}启动")) == ("启动", "")


@pytest.mark.parametrize("occasion", ["在修订水塔办法时", "待项目验收后", "在管线改造过程中"])
def test_the_occasion_is_not_the_deed(occasion):
    assert action_of(only(f"我局将{occasion}增设取水点")) == ("增设", "取水点")


@pytest.mark.parametrize("noun", ["自来水普及率", "污水处理率", "管网改造量"])
def test_a_rate_is_no_deed(noun):
    assert action_of(only(f"我局将使{noun}达到95%")) == ("达到", "95%")


@pytest.mark.parametrize("empty", ["加快", "推动", "着手"])
def test_how_fast_is_no_deed(empty):
    assert action_of(only(f"我局将{empty}修建净水站")) == ("修建", "净水站")


def test_striving_for_a_date_is_no_deed():
    assert action_of(only("争取明年开工建设"))[0] == "开工"
    assert action_of(only("我局将争取上级支持"))[0] == "争取"


def test_without_a_verb_the_words_themselves():
    assert action_of(only("我局将请专家到场")) == ("", "我局将请专家到场")


@given(jumbles())
def test_what_is_said_of_a_promise_stands_in_it(text):
    for one in every(text, "plan"):
        quote = text[one.start : one.end]
        verb, thing = action_of(one)
        assert verb in quote
        assert thing in quote
        assert len(thing) <= 40
        assert verb == "" or verb in words("hard_verbs")
        for dated in (False, True):
            kind = label_of(one, dated)
            assert not (dated and kind is SOFT)
            assert (category_of(quote, kind) is Category.UPWARD) == (kind is UP)


@given(jumbles())
def test_a_date_only_ever_hardens(text):
    for one in every(text):
        before, after = label_of(one, False), label_of(one, True)
        assert before is after or (before, after) == (SOFT, HARD)


@given(st.text(max_size=80), st.sampled_from(LABELS))
def test_any_text_has_a_category(text, kind):
    assert category_of(text, kind) in Category
