"""Whatever cuts, cuts as jieba does."""

import pytest

from search import cutter as module
from search.cutter import agrees, cutter, samples


def test_the_samples_are_jiebas_own():
    assert agrees(module._Jieba())


def test_the_fast_one_agrees_on_more_than_the_samples():
    pytest.importorskip("rjieba")
    slow, fast = module._Jieba(), module._FastJieba()
    pieces = ["".join(words) for _, words, _ in samples()]
    for one in pieces:
        for other in pieces:
            text = one[::2] + other[1::2]
            assert list(fast.words(text)) == list(slow.words(text))
            assert list(fast.parts(text)) == list(slow.parts(text))


def test_one_that_disagrees_is_not_used(monkeypatch):
    class Wrong(module._Jieba):
        name = "wrong"

        def words(self, text):
            return list(text)

    monkeypatch.setattr(module, "_FastJieba", Wrong)
    assert cutter.__wrapped__().name == "jieba"


def test_without_the_fast_one_jieba_cuts(monkeypatch):
    def missing():
        raise ImportError

    monkeypatch.setattr(module, "_FastJieba", missing)
    assert cutter.__wrapped__().name == "jieba"
