"""A frozen table keeps its numbers, whatever becomes of the archive."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.actions.snapshots import digest_of, kept_numbers, kept_scope, take_snapshot
from cases.errors import FieldMissing
from cases.queries.snapshots import _line, _scope, snapshot_page
from cases.queries.statistics import StatisticsPage
from cases.statistics.needs import Scope
from cases.statistics.reports import LAYOUTS, Line, columns_of
from cases.tables import JournalEntry
from cases.vocabulary import CaseState, Role, Track
from cases.vocabulary.statistics import Measure, Report
from tests.accounts import actor_as
from tests.factories import make_case

pytestmark = pytest.mark.anyio


SCOPES = st.builds(
    Scope,
    years=st.lists(st.integers(1990, 2060), max_size=5, unique=True).map(tuple),
    track=st.none() | st.sampled_from(Track),
    place=st.none() | st.integers(1, 99),
    unit=st.none() | st.integers(1, 99),
)


@st.composite
def tables(draw):
    """Any table of any report: its rows, named as they like, and their sum."""
    report = draw(st.sampled_from(Report))
    numbers = st.fixed_dictionaries({measure: st.integers(0, 10**6) for measure in Measure})
    keys = draw(st.lists(st.text(min_size=1, max_size=4), max_size=3, unique=True))
    lines = tuple(Line(key, draw(st.text(max_size=6)), draw(numbers), (), None) for key in keys)
    total = Line("=", "合计", draw(numbers), (), None)
    layout = (report, LAYOUTS[report].by, draw(SCOPES), (), (), columns_of(report), ())
    return StatisticsPage(*layout, lines, total, date(2026, 6, 30))


@settings(max_examples=25)
@given(tables(), st.data())
def test_what_is_kept_comes_back_and_a_digest_tells_every_other_number(page, data):
    asked, kept = kept_scope(page.scope, page.report), kept_numbers(page)
    again, numbers = json.loads(json.dumps(asked)), json.loads(json.dumps(kept))
    assert _scope(again) == page.scope
    assert digest_of(again, numbers) == digest_of(asked, kept)
    for line, there in zip((*page.lines, page.total), (*numbers["lines"], numbers["total"]), strict=True):
        frozen = _line(there, page.report, page)
        assert (frozen.key, frozen.name, frozen.numbers, frozen.now) == (
            line.key,
            line.name,
            line.numbers,
            line.numbers,
        )
    forged = data.draw(st.sampled_from([*numbers["lines"], numbers["total"]]))
    forged["numbers"][data.draw(st.sampled_from(sorted(forged["numbers"])))] += 1
    assert digest_of(again, numbers) != digest_of(asked, kept)


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
