"""What a submitter is told when his submission is in."""

from datetime import date

import pytest

from cases.actions.dictionaries import add_word
from cases.actor import SYSTEM
from cases.queries.receipts import receipt_of
from cases.vocabulary import Track, WordList
from tests.cases.submissions import hall

pytestmark = pytest.mark.anyio


async def test_three_working_days_and_whom_to_ring(database):
    """SUBMIT-10."""
    await hall()
    receipt = await receipt_of(Track.CPPCC, date(2026, 11, 19))
    assert (receipt.reviewed_within, receipt.reviewed_by, receipt.offices) == (3, date(2026, 11, 24), ())
    await add_word(WordList.OFFICE_CPPCC, "提案受理窗口 0571-55500101", actor=SYSTEM)
    assert (await receipt_of(Track.CPPCC, date(2026, 11, 19))).offices == ("提案受理窗口 0571-55500101",)
    assert (await receipt_of(Track.NPC, date(2026, 11, 19))).offices == ()
    assert (await receipt_of(Track.OTHER, date(2026, 11, 19))).offices == ()
