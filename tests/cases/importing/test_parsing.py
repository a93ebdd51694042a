import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.importing.parsing import parse, reading_of
from cases.vocabulary import Flag
from tests.cases.importing.letters import FULL_WIDTH, letter, raw

PROMISING = letter(body="截至去年底,已建成凉亭12座。\n下一步,我局将于2023年底前新建凉亭5座,并配齐座椅。")


def test_a_letter_is_read_from_title_to_promise():
    parsed = parse(raw(PROMISING))
    assert [found.quote for found in parsed.commitments] != []
    assert all(PROMISING[slice(*found.span)] == found.quote for found in parsed.commitments)
    assert all(PROMISING[slice(*found.span)] in found.quote for found in parsed.figures)


def test_the_day_from_which_the_text_speaks_is_its_signatures():
    spoken = reading_of(raw(letter(head="发布日期:2022-05-01"))).spoken_on
    assert str(spoken) == "2022-04-09"
    assert str(reading_of(raw(letter(head="发布日期:2022-05-01", end=""))).spoken_on) == "2022-05-01"
    assert reading_of(raw(letter(end=""))).spoken_on is None


def test_the_calendar_is_the_callers():
    text = letter(head="发布日期:2022-07-01")
    assert Flag.LATE_PUBLICATION in parse(raw(text)).flags
    assert Flag.LATE_PUBLICATION not in parse(raw(text), lambda start, end: 0).flags


@settings(max_examples=120, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_parsed(text):
    parsed = parse(raw(text))
    assert parsed.raw.text == text
    assert parsed == parse(raw(text))


@pytest.mark.parametrize("variant", [PROMISING, PROMISING.translate(FULL_WIDTH), PROMISING.replace("\n", "\r\n")])
def test_promises_do_not_hang_on_the_form_of_the_text(variant):
    assert len(parse(raw(variant)).commitments) == len(parse(raw(PROMISING)).commitments)
