"""What is asked of an index is asked of its newest snapshot, and only of that."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from search import Index, Query, TableIndex, version_of
from search.asking import Askable
from tests.search.conftest import document


class Counted(Askable):
    """Any index, counting how often its newest snapshot is asked for."""

    def __init__(self, index):
        self.index, self.asked = index, 0

    def _fresh(self):
        self.asked += 1
        return self.index._fresh()


def test_every_answer_is_of_one_snapshot(index):
    said = [document(str(at), text) for at, text in enumerate(("新增普惠托位", "社区食堂", "加装电梯"))]
    index.write(said)
    asked = Counted(index)
    assert asked.find(Query("社区食堂", ("public",))).total == 1
    assert asked.versions() == {one.key: version_of(one) for one in said}
    assert asked.count == 3
    assert [one.text for one in asked.alternatives("shequshitang", ("public",))] == ["社区食堂"]
    assert asked.asked == 4


@pytest.mark.parametrize("kind", [Index, TableIndex])
def test_both_kinds_are_asked_alike(kind):
    """Neither answers by a way of its own: their answers can differ only in what a snapshot holds."""
    own = {name for name in vars(Askable) if not name.startswith("_")}
    assert own and not own & vars(kind).keys()


def test_nobody_waits_while_the_words_are_loaded(index, monkeypatch):
    """Neither for his answer, which others would get first, nor for what is offered instead of a misspelt question."""
    index.write(document(str(at), text) for at, text in enumerate(("新增普惠托位", "社区食堂", "加装电梯")))
    meanwhile = []

    def turn(seconds):
        if not meanwhile:
            with ThreadPoolExecutor(2) as others:
                total = others.submit(lambda: index.find(Query("电梯", ("public",))).total)
                offered = others.submit(index.alternatives, "shequshitang", ("public",))
                meanwhile.extend([total.result(timeout=30), offered.result(timeout=30)])

    for kept in index.folder.rglob("*.words"):  # as earlier versions left an index
        kept.unlink()
    monkeypatch.setattr("search.segment._SOME", 1)
    monkeypatch.setattr("search.segment.time.sleep", turn)
    index.warm()
    assert meanwhile == [1, ()]
    assert [one.text for one in index.alternatives("shequshitang", ("public",))] == ["社区食堂"]
