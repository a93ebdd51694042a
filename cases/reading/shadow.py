"""The shadow of a text: what rules and matching look at, while spans and quotes stay those of the original.

Folded (``search.fold``) and without the pinyin that some mirrors insert after every changed character. This and
``cases.fulltext`` are the only modules of the package that know ``search``: folding must be one function.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from search.folding import fold

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_ONE = rf"[((]\s?[a-zü{_TONED}]{{1,6}}\s?[))]"
# Such mirrors also lose a character and leave its note without the bracket: 项目?jī).
_LOST = rf"[??][a-zü{_TONED}]{{1,6}}[))]"
_PINYIN = re.compile(rf"(?<=[\u3400-\u9fff])(?:(?:{_ONE}){{1,4}}|{_LOST})")
_PLAIN_PINYIN = re.compile(r"(?<=[\u3400-\u9fff])[((]\s?[a-z]{1,6}\s?[))]")
_TONED_PINYIN = re.compile(rf"(?<=[\u3400-\u9fff])[((]\s?[a-zü]*[{_TONED}][a-zü]*\s?[))]")


class Span(NamedTuple):
    """Half-open stretch of characters of the original text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shadow:
    """text: the folded text. origin[i]: place in the original of shadow character i; one more entry for the end."""

    text: str
    origin: tuple[int, ...] | range
    noisy: bool

    def span(self, start: int, end: int) -> Span:
        """The original stretch of shadow characters start to end (half-open)."""
        if end <= start:
            return Span(self.origin[start], self.origin[start])
        return Span(self.origin[start], self.origin[end])


def shadow_of(text: str) -> Shadow:
    """The shadow of an original text. Pinyin is taken out only where a page has it in at least three places,
    in eight where it goes without tones."""
    folded = fold(text)
    noisy = len(_TONED_PINYIN.findall(folded)) >= 3 or len(_PLAIN_PINYIN.findall(folded)) >= 8
    if not noisy:
        return Shadow(folded, range(len(folded) + 1), noisy=False)
    kept: list[str] = []
    origin: list[int] = []
    at = 0
    for match in _PINYIN.finditer(folded):
        kept.append(folded[at : match.start()])
        origin.extend(range(at, match.start()))
        at = match.end()
    kept.append(folded[at:])
    origin.extend(range(at, len(folded) + 1))
    return Shadow("".join(kept), tuple(origin), noisy=True)
