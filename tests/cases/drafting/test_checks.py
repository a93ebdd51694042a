"""Findings of a draft: all at once, each with its words and the place where it is mended."""

from datetime import date

from cases.drafting.checks import placeholders, text_findings
from cases.drafting.letters import personal_in, promises_of
from cases.vocabulary import ClassSemantic
from cases.vocabulary.writing import Check

BODY = "我局将于2027年底前建成食堂30家。【待核实：选址】尚未定。请致电13800138000。【待核实】"


def found(body=BODY, **more):
    known = {"points": ("一、多建食堂", "二、降低价格"), "answered": (1,), "semantic": ClassSemantic.SOLVED,
             "promises": promises_of(body, "", date(2026, 5, 1)), "personal": personal_in(body)}  # fmt: skip
    return text_findings(body, **{**known, **more})


def test_everything_is_found_at_once():
    assert [(f.check, f.stops) for f in found()] == [
        (Check.PLACEHOLDER, True), (Check.PLACEHOLDER, True), (Check.POINT_OPEN, True),
        (Check.SOLVED_YET_PROMISING, False), (Check.PERSONAL, False),
    ]  # fmt: skip
    assert [f.place for f in found()][2] == "point-0"
    assert found()[4].said == "13800138000"


def test_each_finding_goes_away_when_it_is_mended():
    clean = "您提的问题已经解决。"
    assert found(clean, answered=(0, 1)) == ()
    assert [f.check for f in found(clean, answered=())] == [Check.POINT_OPEN, Check.POINT_OPEN]
    going_on = found(semantic=ClassSemantic.IN_PROGRESS)
    assert Check.SOLVED_YET_PROMISING not in {f.check for f in going_on}


def test_placeholders_say_what_is_missing():
    assert [said for _, said in placeholders(BODY)] == ["选址", ""]
    assert placeholders("【待核实" * 30_000)
    assert placeholders("没有") == ()
