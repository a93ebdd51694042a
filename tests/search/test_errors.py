"""Every error says in Chinese what happened, and what to do."""

from pathlib import Path

from search import IndexBusy, IndexDamaged, IndexMissing, IndexOutdated, SearchError


def test_every_error_has_its_sentence():
    folder = Path("某处")
    for error in (IndexMissing(folder), IndexBusy(folder), IndexOutdated(folder), IndexDamaged(folder, "zlib.error")):
        assert isinstance(error, SearchError)
        assert str(error).endswith("。") and "zlib" not in str(error)
        assert ("dafu index rebuild" in str(error)) is not isinstance(error, IndexBusy)
