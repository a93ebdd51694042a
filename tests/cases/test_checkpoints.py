"""Checkpoints: each line stands on the one before, and the journal must still meet every one of them."""

import json

import pytest

from cases import journal
from cases.checkpoints import add_checkpoint, checkpoints_in, first_unmet, spoken
from cases.errors import CheckpointsDamaged
from tests.cases.backups.holdings import write

pytestmark = pytest.mark.anyio


async def test_a_cut_journal_does_not_meet_its_checkpoint(database, tmp_path):
    file = tmp_path / "points.jsonl"
    add_checkpoint(file, await journal.examined())
    for times in (2, 3):
        await write(times)
        add_checkpoint(file, await journal.examined())
    points = checkpoints_in(file)
    assert [point.seq for point in points] == [0, 2, 5]
    assert await first_unmet(points) is None
    if database.engine_type == "sqlite":
        await database.run_ddl("DROP TRIGGER journal_no_delete")
    else:
        await database.run_ddl("DROP TRIGGER journal_no_change ON journal")
    await database.run_ddl("DELETE FROM journal WHERE seq > 4")
    await database.run_ddl("UPDATE counters SET value = 4 WHERE name = 'journal'")
    assert (await journal.examined()).broken is None  # by itself it looks whole
    assert (await first_unmet(points)).seq == 5


def test_any_line_changed_taken_out_or_moved_is_found(tmp_path):
    file = tmp_path / "points.jsonl"
    for number in range(1, 5):
        add_checkpoint(file, journal.Chain(number, f"{number}" * 64))
    lines = file.read_text().splitlines()
    changed = json.dumps(json.loads(lines[1]) | {"hash": "f" * 64}, sort_keys=True)
    for bad in (
        [lines[0], changed, *lines[2:]],
        [lines[0], *lines[2:]],
        [lines[0], lines[2], lines[1], lines[3]],
        [lines[0], "no json", *lines[2:]],
        lines[1:],
    ):
        file.write_text("\n".join(bad) + "\n")
        with pytest.raises(CheckpointsDamaged):
            checkpoints_in(file)
    assert checkpoints_in(tmp_path / "none") == []


def test_a_hash_is_copied_down_in_groups():
    assert spoken("0123456789abcdef" * 4) == "0123 4567 89ab cdef 0123 4567 89ab cdef"
