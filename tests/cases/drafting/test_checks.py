"""Findings of a draft: all at once, each with its words and the place where it is mended (DRAFT-8, DRAFT-10)."""

from datetime import date

import pytest

from cases.drafting.checks import placeholders, text_findings
from cases.drafting.letters import personal_in, promises_and_figures
from cases.drafting.mentions import Known
from cases.vocabulary import ClassSemantic, Track
from cases.vocabulary.writing import Check

BODY = (
    "您提出的建议收悉，现答复如下：\n一、关于食堂。我局将于2027年底前建成社区食堂30家。【待核实：选址】尚未定。\n"
    "二、关于价格。请致电13800138000。【待核实】"
)
CASE = Known(Track.CPPCC, "关于多办社区食堂的提案", "132", "十四届三次会议", ("王平",))


def found(body=BODY, **more):
    asked = more.get("asked", "")
    promises, figures = promises_and_figures(body, asked, date(2026, 5, 1))
    known = {"points": ("一、多建社区食堂", "二、降低食堂价格"), "answered": (1,), "semantic": ClassSemantic.SOLVED,
             "promises": promises, "figures": figures, "personal": personal_in(body)}  # fmt: skip
    return text_findings(body, **{**known, **more})


def kinds(*args, **more):
    return [one.check for one in found(*args, **more)]


def test_everything_is_found_at_once():
    assert [(f.check, f.stops) for f in found()] == [
        (Check.PLACEHOLDER, True), (Check.PLACEHOLDER, True), (Check.POINT_OPEN, True),
        (Check.SOLVED_YET_PROMISING, False), (Check.PERSONAL, False),
    ]  # fmt: skip
    assert [f.place for f in found()][2] == "point-0"
    assert found()[4].said == "13800138000"


def test_every_finding_in_the_text_says_where_its_words_stand():
    for one in found():
        if one.span is not None:
            assert one.place == f"f{one.span.start}"
            assert one.said in BODY[one.span.start : one.span.end]


def test_each_finding_goes_away_when_it_is_mended():
    clean = "您提的问题已经解决。社区食堂够用，价格已经降低。"
    assert found(clean, answered=(0, 1)) == ()
    assert kinds(clean, answered=()) == [Check.POINT_OPEN, Check.POINT_OPEN]
    assert Check.SOLVED_YET_PROMISING not in kinds(semantic=ClassSemantic.IN_PROGRESS)


def test_a_ticked_point_of_which_nothing_speaks():
    only_one = "您的建议收悉。我局已在各街道建成社区食堂120家，今后按需增设。"
    assert kinds(only_one, answered=(0, 1), semantic=None, points=("一、多建社区食堂", "二、给护理员发放岗位津贴")) == [
        Check.POINT_UNFOUND
    ]


def test_a_promise_needs_a_day_or_a_measure():
    vague = "下一步，我局将在各社区食堂设置意见箱。"
    assert set(kinds(vague, points=(), semantic=None)) == {Check.PROMISE_VAGUE}
    for kept in ("我局将于2027年6月底前设置食堂意见箱。", "我局将新建社区食堂30家。", "我局将每季度抽查一次社区食堂。"):
        assert Check.PROMISE_VAGUE not in kinds(kept, points=(), semantic=None)
    unsettled = "食堂收费由我局【待核实：将与物价部门会商】。"
    assert Check.PROMISE_VAGUE not in kinds(unsettled, points=(), semantic=None)


def test_words_that_only_repeat_the_demand():
    asked = "建议在每个街道至少建设一处面向高龄老人的社区食堂，并由政府给予运营补助和房租减免。"
    echo = "在每个街道至少建设一处面向高龄老人的社区食堂，并由政府给予运营补助和房租减免。"
    own = "目前已有社区食堂120处，运营补助每处每年3万元，房租由街道承担，高龄老人每餐减免5元，明年扩大到所有街道。"
    assert Check.REPEATS_DEMAND in kinds(echo, points=(), semantic=None, asked=asked)
    assert Check.REPEATS_DEMAND not in kinds(own, points=(), semantic=None, asked=asked)
    assert Check.REPEATS_DEMAND not in kinds(echo, points=(), semantic=None)


@pytest.mark.parametrize(
    ("opening", "said"),
    [
        ("您在市政协十四届三次会议上提出的《关于多办社区食堂的提案》（第132号）收悉，现答复如下：", ()),
        ("您提出的《关于多办老年食堂的提案》（第132号）收悉，现答复如下：", ("关于多办老年食堂的提案",)),
        ("您在市政协十四届二次会议上提出的第123号提案收悉，现答复如下：", ("123", "十四届二次会议")),
        ("您的提案收悉。按《关于推进助餐服务的实施意见》（第9号）的要求，现答复如下：", ()),
    ],
)
def test_title_number_and_session_are_those_of_the_case(opening, said):
    told = [one.said for one in found(opening, points=(), semantic=None, known=CASE) if one.check is Check.OTHER_CASE]
    assert len(told) == len(said)
    assert all(word in one for word, one in zip(said, told, strict=True))


@pytest.mark.parametrize(
    ("addressee", "wrong"),
    [("王平委员", False), ("王委员：", False), ("王平代表", True), ("李安委员", True), ("", False)],
)
def test_the_letter_greets_who_submitted(addressee, wrong):
    told = kinds("您的提案收悉。", points=(), semantic=None, known=CASE, addressee=addressee)
    assert (Check.OTHER_CASE in told) is wrong


def test_numbers_that_do_not_add_up():
    body = "全市共有食堂53家，其中公办47家，民办8家。"
    assert Check.FIGURES_DIFFER in kinds(body, points=(), semantic=None)
    assert Check.FIGURES_DIFFER not in kinds(body.replace("53", "55"), points=(), semantic=None)


def test_placeholders_say_what_is_missing():
    assert [said for _, said in placeholders(BODY)] == ["选址", ""]
    assert placeholders("【待核实" * 30_000)
    assert placeholders("没有") == ()
