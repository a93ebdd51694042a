"""How much of a promise only repeats what the submission asked for."""

import re

_JUNK = re.compile(r"[^\u4e00-\u9fff0-9A-Za-z]")
_GRAM = 4


class Asked:
    """The words of the submission, to compare promises with."""

    def __init__(self, text: str) -> None:
        self._grams = frozenset(_grams(text))

    def share(self, promise: str) -> float:
        """Share of the promise's runs of four characters that stand in the submission, 0 to 1."""
        grams = _grams(promise)
        if not grams or not self._grams:
            return 0.0
        return round(sum(gram in self._grams for gram in grams) / len(grams), 2)


def _grams(text: str) -> list[str]:
    bare = _JUNK.sub("", text)
    return [bare[i : i + _GRAM] for i in range(len(bare) - _GRAM + 1)]
