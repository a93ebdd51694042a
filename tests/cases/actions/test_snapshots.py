"""A frozen table keeps its numbers, whatever becomes of the archive."""

import pytest

from cases.actions.snapshots import take_snapshot
from cases.errors import FieldMissing
from cases.queries.snapshots import snapshot_page
from cases.statistics.needs import Scope
from cases.tables import JournalEntry
from cases.vocabulary import CaseState, Role
from cases.vocabulary.statistics import Measure, Report
from tests.accounts import actor_as
from tests.factories import make_case

pytestmark = pytest.mark.anyio


async def test_a_snapshot_keeps_its_numbers_and_the_journal_their_digest(furnished):
    made = await make_case(CaseState.FILED)
    officer = await actor_as(Role.OVERSIGHT)
    number = await take_snapshot(Report.FILING, Scope(), " 6月通报口径 ", actor=officer)
    before = await snapshot_page(number, actor=officer)
    await make_case(CaseState.FILED, cast=made.cast)
    after = await snapshot_page(number, actor=officer)
    assert after.row.title == "6月通报口径"
    assert after.total.numbers == before.total.numbers
    assert after.total.now[Measure.RECEIVED] == before.total.numbers[Measure.RECEIVED] + 1
    entry = await JournalEntry.select(JournalEntry.new).where(JournalEntry.verb == "freeze").first()
    assert after.digest in entry["new"]


async def test_a_snapshot_has_a_name(furnished):
    with pytest.raises(FieldMissing):
        await take_snapshot(Report.FILING, Scope(), "  ", actor=await actor_as(Role.OVERSIGHT))
