"""Damage that no reader stumbles over is found: one byte of any file, a file that is gone, an old one put back."""

import gc
import json
import os
import shutil
import sys

import pytest

from search import IndexDamaged, IndexMissing, IndexOutdated, Query, open_index
from search import index as index_module
from search.seals import Inspector
from tests.faults.watch import opened
from tests.search.conftest import PUBLIC, document


@pytest.fixture
def filled(index):
    index.write([document("a", "建成家门口的托育点"), document("b", "新增社区食堂")])
    index.write([document("c", "完成加装电梯摸底")])
    index.inspect()
    return index


def found(index, text):
    return [hit.key for hit in index.find(Query(text, PUBLIC)).hits]


def flip(place, at):
    state = place.stat()
    with place.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)
        file.seek(at)
        file.write(bytes([byte[0] ^ 1]))
    assert place.stat().st_size == state.st_size


def test_a_flipped_bit_anywhere_is_found_and_a_rebuild_mends_it(filled):
    pointer = filled.folder / "current"
    files = [*sorted(filled.folder.glob("build-*/*.*")), pointer]
    assert len(files) > 2
    for place in files:
        size = place.stat().st_size
        for at in {0, size // 2, size - 1}:
            flip(place, at)
            with pytest.raises((IndexDamaged, IndexOutdated)):
                filled.inspect()
            flip(place, at)
            os.utime(place)
        filled.inspect()
    flip(files[0], 5)
    filled.rebuild([document("d", "重建之后照常")])
    filled.inspect()
    assert found(filled, "照常") == ["d"]


def test_no_bit_of_the_pointer_leads_to_another_error(filled):
    """Neither who asks for something nor who mends would know that one."""
    pointer = filled.folder / "current"
    whole = pointer.read_bytes()
    for at in range(8 * len(whole)):
        broken = bytearray(whole)
        broken[at // 8] ^= 1 << at % 8
        pointer.write_bytes(broken)
        with pytest.raises((IndexDamaged, IndexOutdated)):
            filled.inspect()
    pointer.write_bytes(whole)
    filled.inspect()


def test_a_missing_file_and_a_missing_folder_are_told_apart(filled):
    next(filled.folder.glob("build-*/*.toc")).unlink()
    with pytest.raises(IndexDamaged):
        filled.inspect()
    shutil.rmtree(filled.folder)
    with pytest.raises(IndexMissing):
        filled.inspect()


def test_a_file_that_goes_while_others_are_written_is_missed_at_once(filled, monkeypatch):
    """Else the next seal would be without it, and whoever has it open would find nothing wrong for ever."""
    seal = index_module.seal

    def late(build, known):
        sorted(build.glob("*.seg"))[0].unlink()
        return seal(build, known)

    with monkeypatch.context() as lost:
        lost.setattr(index_module, "seal", late)
        with pytest.raises(IndexDamaged):
            filled.write([document("d", "新增托育点")])
    with pytest.raises(IndexDamaged):
        filled.inspect()
    filled.rebuild([document("d", "重建之后照常")])
    filled.inspect()
    assert found(filled, "照常") == ["d"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there is told what a process has open")
def test_who_cannot_write_leaves_nothing_open(filled):
    next(filled.folder.glob("build-*/*.seg")).unlink()

    def held():
        return sorted(name for name in opened([os.getpid()]).elements() if name.startswith("MAIN") or "ctmp" in name)

    before = held()
    gc.disable()
    try:
        for _ in range(3):
            with pytest.raises(IndexDamaged):
                filled.write([document("a", "改写一遍")])
        assert held() == before
    finally:
        gc.enable()


@pytest.mark.skipif(sys.platform != "linux", reason="only there is told what a process has open")
def test_who_goes_on_to_the_next_state_lets_go_of_the_files_of_the_last_one(filled):
    """At once, and not when garbage is collected: that is seldom, and each commit has files of its own."""

    def ask():
        filled.warm()
        found(filled, "社区食堂")
        filled.alternatives("shequ", PUBLIC)
        return sum(name.startswith("MAIN") and "deleted" in name for name in opened([os.getpid()]).elements())

    gc.disable()
    try:
        ask()
        for number in range(12):
            filled.write([document("d", f"第 {number} 次改写社区食堂")])
        before = ask()
        for number in range(12):
            filled.write([document("d", f"又第 {number} 次改写社区食堂")])
            assert ask() <= before
    finally:
        gc.enable()


def test_answers_of_a_deleted_index_are_not_those_of_the_next_one(filled):
    """Both are the first of their folder; what is remembered of the one must not be said for the other."""
    filled.rebuild([document("old", "社区食堂")])
    assert found(filled, "社区食堂") == ["old"]
    before = filled.generation
    for one in filled.folder.iterdir():
        shutil.rmtree(one) if one.is_dir() else one.unlink()
    filled.rebuild([document("new", "社区食堂")])
    assert filled.generation != before
    assert found(filled, "社区食堂") == ["new"]


def test_an_index_of_the_time_before_seals_is_made_anew(filled):
    pointer = filled.folder / "current"
    said = json.loads(pointer.read_text())
    del said["files"], said["sum"]
    pointer.write_text(json.dumps(said))
    with pytest.raises(IndexOutdated):
        open_index(filled.folder)


def test_what_looks_as_it_did_is_not_read_again_until_it_is_time(filled, monkeypatch):
    said = json.loads((filled.folder / "current").read_text())
    build, read, inspector = filled.folder / said["build"], [], Inspector()
    from search import seals

    real = seals._sum
    monkeypatch.setattr(seals, "_sum", lambda place: (read.append(place), real(place))[1])
    assert inspector.fault(build, said["files"]) is None
    first = len(read)
    assert inspector.fault(build, said["files"]) is None
    assert len(read) == first == len(said["files"])
    monkeypatch.setattr(seals, "READ_AGAIN", -1.0)
    assert inspector.fault(build, said["files"]) is None
    assert len(read) == 2 * first
