"""What people type for a case, and what the index keeps of it, are the same identifiers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.queries.references import (
    case_identifiers,
    name_identifiers,
    paper_identifiers,
    reference_in,
    session_in,
)
from search import counted

MEMBER = case_identifiers(key="linjiang-cppcc-12-2-607", number="607", delegation=None, session=(12, 2))
DEPUTY = case_identifiers(key="linjiang-npc-14-4-dongxi-6", number="6", delegation="东溪", session=(14, 4))


@pytest.mark.parametrize(
    "text",
    [
        "607",
        "第607号",
        "607号",
        "607号提案",
        "第0607号提案",
        "12-2-607",
        "十二届二次607",
        "12届2次第607号",
        "十二届二次会议第607号",
        "市政协十二届二次会议第607号提案",
        "政协第十二届临江市委员会第二次会议第607号提案",
        "linjiang-cppcc-12-2-607",
        "LINJIANG-CPPCC-12-2-607",
        "６０７号提案",
        "607号提案 答复",
        "607号提案答复",
        "市政协第607号提案办得怎么样",
    ],
)
def test_a_number_in_every_form(text):
    assert set(reference_in(counted(text)).identifiers) & set(MEMBER)


@pytest.mark.parametrize(
    "text",
    [
        "东溪6",
        "东溪6号",
        "东溪6号建议",
        "东溪代表团6号",
        "东溪代表团第6号建议",
        "十四届四次东溪6号",
        "市十四届人大四次会议东溪6号建议",
    ],
)
def test_a_number_within_a_delegation(text):
    assert set(reference_in(counted(text)).identifiers) & set(DEPUTY)
    other = case_identifiers(key=None, number="6", delegation="西溪", session=(14, 4))
    assert not set(reference_in(counted(text)).identifiers) & set(other)


@pytest.mark.parametrize(
    "text", ["临卫函〔2025〕19号", "临卫函[2025]19号", "临卫函（2025）19号", "临卫函【2025】第19号"]
)
def test_a_document_number_in_every_bracket(text):
    assert reference_in(counted(text)).identifiers == paper_identifiers([counted("临卫函〔2025〕19号")])


@pytest.mark.parametrize("text", ["657家驿站", "到2025年 每千人托位 4.6", "成长驿站 450 657 735", "99.48%", "一老一小"])
def test_a_number_among_words_is_no_case(text):
    assert not [one for one in reference_in(counted(text)).identifiers if not one.startswith("name:")]


def test_a_name_is_known_with_and_without_its_title():
    wanted = set(name_identifiers(["林晓敏"]))
    for text in ("林晓敏", "林晓敏委员", "林晓敏代表的建议", "林晓敏 托育"):
        assert set(reference_in(counted(text)).identifiers) & wanted


def test_what_is_left_of_the_question():
    assert reference_in("12届2次第607号 答复").rest.split() == ["答复"]
    assert reference_in("607").rest == ""
    assert session_in("第12届政协第2次会议") == (12, 2)
    assert session_in("没有届次") is None


def test_leading_zeros_and_missing_parts():
    made = case_identifiers(key=None, number="062", delegation=None, session=None)
    assert made == ("no:62",)
    assert case_identifiers(key=None, number=None, delegation="东溪", session=(1, 1)) == ("session:1-1",)


@given(st.text(max_size=400))
def test_any_text_can_be_asked(text):
    reference_in(counted(text))
