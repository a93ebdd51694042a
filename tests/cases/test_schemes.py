"""Rule sets: read, written, versioned; and what none may say."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.database import write_tx
from cases.errors import NoScheme, SchemeWrong
from cases.resources import fixtures
from cases.schemes import (
    Span,
    current_scheme,
    data_of,
    number_counter,
    numbering_of,
    printed_number,
    rules_from,
    rules_of,
    span_of,
)
from cases.tables import Scheme
from cases.vocabulary import ClassSemantic, Clock, NumberedBy, SpanUnit, Track

LISTED = tomllib.loads((fixtures() / "schemes.toml").read_text(encoding="utf-8"))
DEFAULTS = {name: rules_from(name, 1, data["title"], data) for name, data in LISTED.items()}


def test_both_tracks_have_rules():
    assert {rules.track for rules in DEFAULTS.values()} == {Track.CPPCC, Track.NPC}
    for rules in DEFAULTS.values():
        assert set(rules.spans) == set(Clock)
        assert ClassSemantic.SOLVED in {c.semantic for c in rules.classes}
    assert DEFAULTS["cppcc-default"].filing_gate and not DEFAULTS["npc-default"].filing_gate


@pytest.mark.parametrize("rules", DEFAULTS.values(), ids=lambda one: one.name)
def test_what_is_written_is_what_is_read(rules):
    assert rules_from(rules.name, rules.version, rules.title, data_of(rules)) == rules


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("5个工作日", Span(5, SpanUnit.WORKING_DAYS)),
        (" 15 工作日", Span(15, SpanUnit.WORKING_DAYS)),
        ("１０日", Span(10, SpanUnit.DAYS)),
        ("7个自然日", Span(7, SpanUnit.DAYS)),
        ("3个月", Span(3, SpanUnit.MONTHS)),
        ("6月30日", Span(630, SpanUnit.DATE)),
    ],
)
def test_spans_are_read_as_people_write_them(said, span):
    assert span_of(said, "答复") == span
    assert span_of(str(span), "答复") == span


@pytest.mark.parametrize(
    "said", ["", "0日", "五天", "2月29日", "13月1日", "401个工作日", "40个月", "3周", "-3日", "日"]
)
def test_no_other_span_is_taken(said):
    with pytest.raises(SchemeWrong) as wrong:
        span_of(said, "答复")
    assert "答复" in str(wrong.value)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"track": "x"}, "类型"),
        ({"classes": []}, "办理结果类别"),
        ({"classes": [{"code": "A", "label": "好", "semantic": "good"}]}, "办理结果类别"),
        ({"classes": [{"code": "A", "label": "好", "semantic": "solved"}] * 2}, "办理结果类别"),
        ({"scale": ["satisfied"]}, "满意度等次"),
        ({"rehandle_on": ["very_satisfied"]}, "须重新办理的等次"),
        ({"content": []}, "计为满意的等次"),
        ({"levels": []}, "审批级次"),
        ({"rated_by": ""}, "联名评价"),
        ({"number_pattern": "第号"}, "编号格式"),
        ({"spans": {}}, "签收"),
    ],
)
def test_what_no_rules_can_say(change, part):
    with pytest.raises(SchemeWrong) as wrong:
        rules_from("x", 1, "规则", {**LISTED["cppcc-default"], **change})
    assert wrong.value.part == part


def test_numbers_are_printed_by_the_pattern():
    plain = numbering_of("{number:04}", "session")
    assert printed_number(plain, 7) == "0007"
    assert printed_number(plain, 12345) == "12345"
    joined = numbering_of("{delegation}{number}", "delegation")
    assert printed_number(joined, 6, delegation="钱塘") == "钱塘6"
    assert printed_number(numbering_of("{year}{number:04}", "year"), 76, year=2024) == "20240076"


@pytest.mark.parametrize("pattern", ["", "{number}{number}", "{number", "{name}{number}", "{number}" + "号" * 60])
def test_no_pattern_that_gives_no_number(pattern):
    with pytest.raises(SchemeWrong):
        numbering_of(pattern, "session")


def test_a_delegation_counts_only_where_it_is_printed():
    with pytest.raises(SchemeWrong):
        numbering_of("{number}", "delegation")


@given(st.sampled_from(NumberedBy), st.integers(1, 9), st.integers(1, 9), st.sampled_from(["钱塘", "西湖"]))
def test_counters_differ_where_numbers_may_repeat(by, body, session, delegation):
    numbering = numbering_of("{delegation}{number}", by.value)

    def name(**other):
        return number_counter(
            numbering, **({"body": body, "session": session, "year": 2026, "delegation": delegation} | other)
        )

    assert (name(session=session + 1) != name()) == (by is not NumberedBy.YEAR)
    assert (name(year=2027) != name()) == (by is NumberedBy.YEAR)
    assert (name(delegation="余杭") != name()) == (by is NumberedBy.DELEGATION)
    assert name(body=body + 1) != name()


async def entered(name, version, since, **change):
    async with write_tx():
        data = {**LISTED["cppcc-default"], **change}
        await Scheme.insert(Scheme(name=name, version=version, title="规则", valid_from=since, data=data))


@pytest.mark.anyio
async def test_a_case_keeps_its_version_and_a_new_one_begins_with_the_newest(database):
    await entered("city", 1, None)
    await entered("city", 2, date(2026, 7, 1), cosign=False)
    assert (await rules_of("city/1")).cosign
    assert not (await rules_of("city/2")).cosign
    assert (await current_scheme(Track.CPPCC, date(2026, 6, 30))).key == "city/1"
    assert (await current_scheme(Track.CPPCC, date(2026, 7, 1))).key == "city/2"


@pytest.mark.anyio
async def test_a_missing_scheme_is_said(database):
    for key in (None, "", "city", "city/1", "city/x", "city/999999"):
        with pytest.raises(NoScheme):
            await rules_of(key)
    with pytest.raises(NoScheme):
        await current_scheme(Track.NPC)
