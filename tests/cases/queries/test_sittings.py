"""In session from three months before the opening to the closing day; else with the last session begun."""

from datetime import date

import pytest

from cases.queries.sittings import SessionDays, sessions_of, sitting_on
from cases.vocabulary import Phase
from tests.cases.submissions import hall

FIRST = SessionDays(1, 9, 1, 2025, date(2025, 2, 10), date(2025, 2, 14))
SECOND = SessionDays(2, 9, 2, 2026, date(2026, 2, 10), date(2026, 2, 14))
UNDATED = SessionDays(3, 9, 3, 2027, None, None)


@pytest.mark.parametrize(
    ("day", "session", "phase"),
    [
        (date(2025, 11, 9), FIRST, Phase.INTERSESSION),
        (date(2025, 11, 10), SECOND, Phase.IN_SESSION),
        (date(2026, 2, 14), SECOND, Phase.IN_SESSION),
        (date(2026, 2, 15), SECOND, Phase.INTERSESSION),
        (date(2024, 1, 1), UNDATED, Phase.INTERSESSION),
        (date(2027, 6, 1), UNDATED, Phase.INTERSESSION),
    ],
)
def test_where_a_day_belongs(day, session, phase):
    found = sitting_on(day, (FIRST, SECOND, UNDATED))
    assert (found.session, found.phase) == (session, phase)


def test_a_body_without_sessions():
    assert sitting_on(date(2026, 1, 1), ()).session is None


@pytest.mark.anyio
async def test_the_sessions_of_a_body(furnished):
    here = await hall()
    (found,) = await sessions_of(here.body)
    assert (found.id, found.term, found.number) == (here.session, 9, 3)
