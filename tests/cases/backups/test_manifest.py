"""The manifest says the same after it was written and read, and refuses what it cannot stand for."""

from datetime import UTC, datetime

import pytest

from cases.backups.manifest import Contents, Manifest, Member, check_fits, manifest_of, own_version
from cases.errors import BackupDamaged, BackupOfAnotherVersion

SAID = Manifest(
    own_version(),
    datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
    "postgresql",
    Contents(("a", "b"), {"cases": 3}, 2, "ff", {"aa": 5, "bb": None}),
    (Member("database/cases.copy", 9, "cc"),),
    {"cases": ["id", "title"]},
    ("bb",),
)


def test_written_and_read_it_is_the_same():
    assert manifest_of("b.zip", SAID.written()) == SAID


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"null", SAID.written()[:-20]])
def test_what_is_no_manifest_is_damage(data):
    with pytest.raises(BackupDamaged):
        manifest_of("b.zip", data)


def test_it_fits_where_every_step_is_known():
    check_fits("b.zip", SAID, ("a", "b", "c"))
    with pytest.raises(BackupOfAnotherVersion):
        check_fits("b.zip", SAID, ("a", "c"))
