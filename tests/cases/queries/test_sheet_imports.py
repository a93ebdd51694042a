"""What the rows of a batch did, as the office reads it."""

import pytest

from cases.actor import OFFICE, PUBLIC
from cases.errors import NotFound
from cases.queries.sheet_imports import batch_list, batch_row, done_rows
from cases.vocabulary import BatchState, RowOutcome
from tests.ledgers import as_csv, rows_of, saved, spoilt

pytestmark = pytest.mark.anyio


async def test_a_batch_counts_what_its_rows_did(database):
    rows = rows_of(12)
    bad = spoilt(rows, 3)
    batch, _ = await saved(as_csv(rows))
    row = await batch_row(batch, actor=OFFICE)
    assert row.state is BatchState.SAVED
    assert (row.counts[RowOutcome.NEW], row.counts[RowOutcome.FAILED]) == (9, 3)
    failed = await done_rows(batch, actor=OFFICE, outcome=RowOutcome.FAILED)
    assert {one.number for one in failed.rows} == set(bad)
    assert all(one.reason and one.cells for one in failed.rows)
    assert await batch_list(actor=PUBLIC) == ()
    with pytest.raises(NotFound):
        await batch_row(batch, actor=PUBLIC)
