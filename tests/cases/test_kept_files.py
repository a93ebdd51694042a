"""Every row that names a file of the store is known, and the store is held against them."""

import os
import time

from cases import files
from cases.kept_files import FILES, GRACE_SECONDS, state_of
from cases.tables import TABLES, Document, ImportItem

# Their column sha256 tells copies of a read file apart; its bytes are not in the store.
NOT_KEPT = {Document, ImportItem}


def test_every_column_that_names_a_file_is_known():
    naming = {table for table in TABLES if any(c._meta.name == "sha256" for c in table._meta.columns)}
    assert naming == set(FILES) | NOT_KEPT
    for table, sized in FILES.items():
        assert sized == any(column._meta.name == "size" for column in table._meta.columns)


def keys(held):
    return [one.key for one in held]


def test_missing_changed_and_orphaned_files_are_told_apart(tmp_path):
    kept, gone, changed, longer, stray, fresh = (files.put(tmp_path, bytes([n]) * 5) for n in range(6))
    (tmp_path / files.key_of(gone)).unlink()
    (tmp_path / files.key_of(changed)).write_bytes(b"other")
    (tmp_path / files.key_of(longer)).write_bytes(b"too long")
    left = (tmp_path / files.key_of(kept)).with_name(".new-x")
    left.write_bytes(b"half")
    old = time.time() - GRACE_SECONDS - 60
    for path in ((tmp_path / files.key_of(stray)), left):
        os.utime(path, (old, old))
    named = {kept: 5, gone: 5, changed: 5, longer: 5}
    state = state_of(tmp_path, named)
    assert (state.missing, keys(state.orphans)) == ((gone,), [files.key_of(stray)])
    assert keys(state.left) == [f"store/{kept[:2]}/.new-x"]
    assert state.changed == tuple(sorted((changed, longer)))
    assert files.key_of(fresh) not in keys(state.orphans)  # its row may be on the way
    assert not state.sound
    assert state_of(tmp_path, named, deep=False).changed == (longer,)
    assert state_of(tmp_path, {kept: None}).sound
