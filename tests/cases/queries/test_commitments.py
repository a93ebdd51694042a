"""Commitments: filters, order, visibility."""

from datetime import date

import pytest

from cases.actor import OFFICE, PUBLIC
from cases.clock import today
from cases.queries.commitments import (
    CommitmentFilter,
    actors_of,
    commitment_list,
    commitments_by_id,
    commitments_of,
    due_soon,
    every_commitment,
)
from cases.vocabulary import CommitmentLabel

pytestmark = pytest.mark.anyio


async def test_what_is_closed_is_in_no_list_count_or_lookup(archive):
    public = await commitment_list(CommitmentFilter(), actor=PUBLIC, per_page=100)
    office = await commitment_list(CommitmentFilter(), actor=OFFICE, per_page=100)
    hidden = {row.id for row in office.rows} - {row.id for row in public.rows}
    assert office.total - public.total == len(hidden) > 0
    assert await commitments_by_id(sorted(hidden), actor=PUBLIC) == {}
    assert len(await commitments_by_id(sorted(hidden), actor=OFFICE)) == len(hidden)
    assert await commitments_of([3], actor=PUBLIC) == ()


async def test_the_list_and_the_download_are_the_same(archive):
    wanted = CommitmentFilter(due="dated")
    listed = await commitment_list(wanted, actor=PUBLIC, per_page=100)
    assert list(listed.rows) == list(await every_commitment(wanted, actor=PUBLIC, most=100))


async def test_what_comes_next_comes_first_then_what_is_past_then_what_has_no_day(archive):
    days = [row.due_on for row in (await commitment_list(CommitmentFilter(), actor=OFFICE, per_page=100)).rows]
    order = [(day is None, day is not None and day < today(), day or date.min) for day in days]
    assert order == sorted(order)


async def test_narrowing(archive):
    async def total(**asked):
        return (await commitment_list(CommitmentFilter(**asked), actor=PUBLIC)).total

    whole = await total()
    assert await total(due="dated") + await total(due="undated") == whole
    assert await total(text="护理型") == 1
    assert await total(text="_") == whole
    assert 0 < await total(year=2024) < await total(year=2023) + await total(year=2024) <= whole
    assert sum([await total(label=label) for label in CommitmentLabel]) == whole
    assert await total(due_from=date(2026, 1, 1), due_to=date(2026, 12, 31)) == 1


async def test_next_ones_are_not_past(archive):
    assert all(row.due_on >= today() for row in await due_soon(actor=PUBLIC, limit=10))


async def test_actors_are_printed_phrases(archive):
    rows = await commitments_of([1], actor=PUBLIC)
    named = await actors_of([row.id for row in rows], actor=PUBLIC)
    assert set(named) <= {row.id for row in rows}
    assert all(phrase for phrases in named.values() for phrase in phrases)
