"""Cuts runs of Chinese characters into words, with jieba or with its fast twin when that is installed and agrees."""

import functools
import logging
from collections.abc import Iterable
from importlib import resources
from typing import Protocol

from search.lexicon import lexicon

# As frequent as a common word, so that a term of the field is never cut apart.
_FREQUENCY = 20_000


class Cutter(Protocol):
    """words: the likeliest cut. parts: the same and the shorter dictionary words inside long ones."""

    name: str

    def words(self, text: str) -> Iterable[str]: ...

    def parts(self, text: str) -> Iterable[str]: ...


class _Jieba:
    name = "jieba"

    def __init__(self) -> None:
        import jieba

        jieba.setLogLevel(logging.ERROR)
        self._jieba = jieba.Tokenizer()
        self._jieba.initialize()
        for word in sorted(lexicon().terms):
            self._jieba.add_word(word, _FREQUENCY)

    def words(self, text: str) -> Iterable[str]:
        return self._jieba.cut(text, HMM=False)

    def parts(self, text: str) -> Iterable[str]:
        return self._jieba.cut_for_search(text, HMM=False)


class _FastJieba:
    name = "rjieba"

    def __init__(self) -> None:
        import rjieba

        self._jieba = rjieba.Jieba()
        for word in sorted(lexicon().terms):
            self._jieba.add_word(word, _FREQUENCY, None)

    def words(self, text: str) -> Iterable[str]:
        return self._jieba.cut(text, False)

    def parts(self, text: str) -> Iterable[str]:
        return self._jieba.cut_for_search(text, False)


def samples() -> list[tuple[str, list[str], list[str]]]:
    """Sentences with the words and parts that jieba gives: what a replacement must reproduce."""
    lines = resources.files("search").joinpath("dictionary", "samples.txt").read_text("utf-8").splitlines()
    rows = [line.split(" ") for line in lines if not line.startswith("#")]
    return [("".join(words), words, parts) for words, parts in zip(rows[::2], rows[1::2], strict=True)]


def agrees(cutter: Cutter) -> bool:
    """Whether a cutter gives jieba's words for every sample."""
    return all(
        list(cutter.words(text)) == words and list(cutter.parts(text)) == parts for text, words, parts in samples()
    )


@functools.cache
def cutter() -> Cutter:
    """The fastest cutter at hand that agrees with jieba; built once a process."""
    try:
        fast = _FastJieba()
    except ImportError:
        return _Jieba()
    return fast if agrees(fast) else _Jieba()
