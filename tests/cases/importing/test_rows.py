"""Completing a row: the empty is filled, what is there stays."""

import pytest

from cases.importing.rows import fill
from cases.tables import Case
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


async def test_only_the_empty_is_filled(database):
    row = await new_row(Case, number="6", session_text=None)
    await fill(Case, row["id"], {"number": "7", "session_text": "九届一次会议", "delegation": None})
    told = await Case.select(Case.number, Case.session_text, Case.delegation).first()
    assert told == {"number": "6", "session_text": "九届一次会议", "delegation": None}


async def test_nothing_to_fill_changes_nothing(database):
    row = await new_row(Case, number="6")
    await fill(Case, row["id"], {"number": "7"})
    await fill(Case, row["id"], {"number": None})
    assert await Case.select().first() == row
