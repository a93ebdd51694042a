"""An index that several processes wrote says what one that a single process wrote says."""

import pytest

from search import Query, open_index, rebuild, sharing
from tests.search.conftest import document

SAID = [document(str(at), f"新增普惠托位 {at} 个 {'社区 食堂' * (at % 3)}", group=f"g{at % 7}") for at in range(60)]


def told(folder):
    index = open_index(folder, create=False)
    found = [index.find(Query(text, ("public",), limit=60)) for text in ("普惠托位", "社区食堂", "17", "“托位 5 个”")]
    return index.versions(), [(hits.total, [(hit.key, hit.score) for hit in hits.hits]) for hits in found]


def test_parts_written_side_by_side_are_one_index(tmp_path, monkeypatch):
    rebuild(tmp_path / "alone", SAID)
    monkeypatch.setattr(sharing, "ALONE", 50)
    monkeypatch.setattr(sharing, "_BATCH", 8)
    monkeypatch.setattr(sharing, "cores", lambda: 2)
    rebuild(tmp_path / "shared", SAID)
    assert told(tmp_path / "shared") == told(tmp_path / "alone")
    assert len(list((tmp_path / "shared").glob("build-*/*.seg"))) == 2


def test_documents_that_end_in_an_error_leave_the_old_index(tmp_path, monkeypatch):
    rebuild(tmp_path, SAID)
    monkeypatch.setattr(sharing, "ALONE", 10)
    monkeypatch.setattr(sharing, "cores", lambda: 2)

    def broken():
        yield from SAID[:20]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        rebuild(tmp_path, broken())
    assert open_index(tmp_path, create=False).count == 60
    assert len(list(tmp_path.glob("build-*"))) == 1
