"""What a submitter is told when his submission is in."""

from dataclasses import replace
from datetime import date

import pytest

from cases.actions.dictionaries import add_word
from cases.actor import SYSTEM
from cases.queries.receipts import receipt_of
from cases.schemes import current_scheme, data_of, rules_from, span_of
from cases.vocabulary import Clock, Track, WordList
from tests.cases.submissions import hall

pytestmark = pytest.mark.anyio


async def test_three_working_days_and_whom_to_ring(furnished):
    """SUBMIT-10."""
    await hall()
    cppcc, npc = await current_scheme(Track.CPPCC), await current_scheme(Track.NPC)
    receipt = await receipt_of(cppcc, date(2026, 11, 19))
    assert (receipt.reviewed_within, receipt.reviewed_by, receipt.offices) == ("3个工作日", date(2026, 11, 24), ())
    longer = replace(cppcc, spans={**cppcc.spans, Clock.REVIEW: span_of("10日", "审查")})
    assert (await receipt_of(longer, date(2026, 11, 19))).reviewed_by == date(2026, 11, 30), "29 November is a Sunday"
    before = data_of(cppcc)
    del before["spans"]["review"]
    assert str(rules_from("city", 1, "原来的规则", before).spans[Clock.REVIEW]) == "3个工作日"
    await add_word(WordList.OFFICE_CPPCC, "提案受理窗口 0571-55500101", actor=SYSTEM)
    assert (await receipt_of(cppcc, date(2026, 11, 19))).offices == ("提案受理窗口 0571-55500101",)
    assert (await receipt_of(npc, date(2026, 11, 19))).offices == ()
