"""Whoosh reads the same through our files as through its own, and nothing of them stays in memory."""

import os
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage

from search import IndexDamaged, Query
from search.files import Files
from search.index import open_index
from tests.search.conftest import document

TYPED = Query("机构的服务", ("public",))
BYTES = bytes(number * 7 % 256 for number in range(20_000))


@given(st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 12_000)), max_size=12))
def test_a_part_is_a_slice(tmp_path_factory, asked):
    folder = tmp_path_factory.mktemp("files")
    (folder / "some").write_bytes(BYTES)
    part = Files(folder).open_file("some").subset(5000, 9000)
    inside = BYTES[5000:14_000]
    for place, size in asked:
        assert part.get(place, size) == inside[place : place + size]
        part.seek(place)
        assert part.read(size) == inside[place : place + size] and part.tell() == place + len(inside[place:][:size])
        if place + size <= len(inside):
            assert part.cut(place, size) == inside[place : place + size]


def test_whoosh_reads_the_same(index):
    index.write(document(str(number), f"托育机构{number}家") for number in range(300))
    folder = next(index.folder.glob("build-*"))
    ours, theirs = (storage.open_index().reader() for storage in (Files(folder), FileStorage(str(folder))))
    terms = [term for term, _ in theirs]
    assert [term for term, _ in ours] == terms
    for term in terms[::7]:
        one, other = (list(reader.postings(*term).all_ids()) for reader in (ours, theirs))
        assert one == other


def test_texts_stay_in_the_file(index):
    text = "托育机构的服务与收费" * 200
    index.write(document(str(number), f"{text}{number}") for number in range(300))
    folder = index.folder
    assert index.find(TYPED).used == "phrase"  # by reading the texts, once the dictionaries are loaded
    assert sum(path.stat().st_size for path in folder.rglob("*.seg")) > 1_200_000
    tracemalloc.start()
    try:
        opened = open_index(folder)
        assert opened.find(TYPED).total == 300
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert held < 600_000


def test_a_file_cut_short_is_damage_and_not_the_end(index):
    index.write(document(str(number), "托育机构的服务" * 40) for number in range(300))
    opened = open_index(index.folder)
    opened.generation  # noqa: B018 - open it before it is cut
    os.truncate(next(index.folder.rglob("*.seg")), 1000)
    with pytest.raises(IndexDamaged):
        opened.find(TYPED)
