"""A folder as a store: what is being written is beside its place, and goes where the writing breaks off."""

import io

from cases.stores.folder import HALF, Folder


def test_nobody_sees_half_of_a_file(tmp_path):
    store = Folder(tmp_path / "files")
    store.write("a/b", b"before")
    seen = []

    class Slow(io.BytesIO):
        def read(self, size=-1):
            seen.append((store.read("a/b"), [held.key.startswith(f"a/{HALF}") for held in store.listing("a/")]))
            return super().read(size)

    store.write("a/b", Slow(b"after"))
    assert seen[0] == (b"before", [True, False])
    assert store.read("a/b") == b"after"
    assert [held.key for held in store.listing("")] == ["a/b"]
