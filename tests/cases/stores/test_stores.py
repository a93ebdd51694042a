"""Every kind of store keeps to the same rules: whole or not at all, nothing under a key that was not written."""

import io

import obstore
import pytest
from obstore.store import MemoryStore

from cases.errors import StoreAway
from cases.stores.bucket import Bucket
from cases.stores.folder import Folder


@pytest.fixture(params=["folder", "bucket", "prefixed"])
def store(request, tmp_path):
    """A folder, and buckets whose objects the library keeps in memory."""
    if request.param == "folder":
        return Folder(tmp_path / "files")
    return Bucket("s3://here/bucket", "" if request.param == "bucket" else "一/", obstore, MemoryStore())


NAMES = (
    "store/ab/" + "a" * 64,
    "uploads/1/答复 607号~=%41.html",
    "uploads/1/a+b&c#d.txt",
    "uploads/12/x",
    "exports/7.xlsx",
)


def test_what_is_written_is_there_under_its_key_only(store):
    for number, name in enumerate(NAMES):
        store.write(name, bytes([number]) * 3 if number % 2 else io.BytesIO(bytes([number]) * 3))
    for number, name in enumerate(NAMES):
        assert store.read(name) == b"".join(store.chunks(name)) == bytes([number]) * 3
        assert store.size(name) == 3
    assert sorted(held.key for held in store.listing("")) == sorted(NAMES)
    assert sorted(held.key for held in store.listing("uploads/1/")) == sorted(NAMES[1:3])
    store.write(NAMES[0], b"anew")
    assert [(held.key, held.size) for held in store.listing("store/")] == [(NAMES[0], 4)]
    assert next(store.listing("store/")).changed_at > 1_600_000_000


def test_what_is_not_there_is_told_at_once_and_removed_in_peace(store):
    for asked in (store.read, store.chunks):
        with pytest.raises(FileNotFoundError):
            asked("store/ab/none")
    assert store.size("store/ab/none") is None
    assert list(store.listing("nothing/")) == []
    store.remove("store/ab/none")
    store.write("a/b", b"1")
    store.remove("a/b")
    assert store.size("a/b") is None


def test_a_writer_that_breaks_off_leaves_nothing(store):
    class Breaks(io.RawIOBase):
        def read(self, size=-1):
            raise OSError("gone")

    with pytest.raises((OSError, StoreAway)):
        store.write("store/ab/half", Breaks())
    assert list(store.listing("")) == []
