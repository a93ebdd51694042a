"""Uploads that wait: at hand on any machine, whatever the store; a location that is a path is left alone."""

import obstore
import pytest
from obstore.store import MemoryStore

from cases.importing.uploaded import STORED, at_hand, forget, places
from cases.stores.bucket import Bucket
from cases.stores.folder import Folder

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["folder", "bucket"])
def store(request, tmp_path):
    """A store with two uploads."""
    made = Folder(tmp_path) if request.param == "folder" else Bucket("s3://x/y", "", obstore, MemoryStore())
    for key in ("uploads/a/一.txt", "uploads/a/二.txt", "uploads/ab/三.txt"):
        made.write(key, key.encode())
    return made


async def test_an_upload_is_at_hand_as_a_folder_and_forgotten_alone(store):
    async with at_hand(store, "uploads/a") as folder:
        assert {path.name: path.read_text() for path in folder.iterdir()} == {
            name: f"uploads/a/{name}" for name in ("一.txt", "二.txt")
        }
    forget(store, "uploads/a")
    assert [held.key for held in store.listing("")] == ["uploads/ab/三.txt"]


async def test_a_location_names_paths_and_what_lies_in_the_store(store, tmp_path):
    async with places(f"{tmp_path}/elsewhere\n{STORED}uploads/ab", store) as (path, upload):
        assert path == tmp_path / "elsewhere"
        assert [file.name for file in upload.iterdir()] == ["三.txt"]
