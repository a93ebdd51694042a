"""The file of a backup: hashed as it grows, there whole or not at all, and held against its manifest when read."""

import hashlib
import stat
import zipfile
from datetime import UTC, datetime

import pytest

from cases.backups.manifest import Contents, Manifest
from cases.backups.packing import opened, packing
from cases.errors import BackupDamaged, FileNotThere


def manifest(pack):
    return Manifest(
        "0.1.0", datetime(2026, 1, 2, tzinfo=UTC), "sqlite", Contents((), {}, 0, "", {}), tuple(pack.members)
    )


def test_members_are_hashed_and_come_back(tmp_path):
    target, body = tmp_path / "b.zip", b"abc" * 1_000_000
    with packing(target) as pack:
        with pack.member("one") as out:
            out.write(body[:100])
            out.write(body[100:])
        pack.close(manifest(pack))
        assert not target.exists()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with opened(target) as backup:
        (member,) = backup.manifest.members
        assert (member.size, member.sha256) == (len(body), hashlib.sha256(body).hexdigest())
        backup.unpack(member, tmp_path / "a/b")
    assert (tmp_path / "a/b").read_bytes() == body


def test_what_breaks_off_leaves_nothing(tmp_path):
    with pytest.raises(KeyboardInterrupt), packing(tmp_path / "b.zip"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_cut_or_foreign_file_is_no_backup(tmp_path):
    with packing(tmp_path / "b.zip") as pack:
        with pack.member("one") as out:
            out.write(b"x" * 1000)
        pack.close(manifest(pack))
    whole = (tmp_path / "b.zip").read_bytes()
    for cut in range(0, len(whole), 37):
        (tmp_path / "cut.zip").write_bytes(whole[:cut])
        with pytest.raises(BackupDamaged), opened(tmp_path / "cut.zip"):
            pass
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(BackupDamaged, match="清单"), opened(tmp_path / "other.zip"):
        pass
    with pytest.raises(FileNotThere), opened(tmp_path / "none.zip"):
        pass
