"""What a text speaks of: its telling words, and the matters of ``dictionary/related.txt`` that it touches.

Words of one matter are how an office and how people say it (助餐, 食堂, 吃饭): too loose to find by, near enough to
know again what is put in other words.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from search.lexicon import lexicon
from search.tokens import PARTICLES, canonical, index_words, query_words

# Words, pairs of characters and matters of a text with what each weighs.
Parts = Mapping[str | int, float]
# Of a longer text the beginning says what it is about.
MAX_CHARACTERS = 800
# A word of so many characters is looked for inside others too; a shorter one would be met by chance.
_LONG = 3
_RUNS = re.compile(r"[\u3400-\u9fff]{2,800}")


@dataclass(frozen=True, slots=True)
class Matters:
    """groups: the words of each matter. of: the matters of a word; long: words that may be cut apart in a text."""

    groups: tuple[tuple[str, ...], ...]
    of: Mapping[str, tuple[int, ...]]
    long: tuple[str, ...]


def _lines(name: str) -> list[str]:
    lines = resources.files("search").joinpath("dictionary", name).read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@functools.cache
def matters() -> Matters:
    """The matters of this version, read once."""
    groups = tuple(tuple(word.strip() for word in line.split("=")) for line in _lines("related.txt"))
    of: dict[str, tuple[int, ...]] = {}
    for place, group in enumerate(groups):
        for word in group:
            of[word] = (*of.get(word, ()), place)
    return Matters(groups, of, tuple(word for word in of if len(word) >= _LONG))


@functools.cache
def _courtesies() -> frozenset[str]:
    """Words that say that something should be done, and not what."""
    return lexicon().stopwords | frozenset(word for line in _lines("courtesies.txt") for word in line.split())


def telling_words(text: str) -> tuple[str, ...]:
    """The words of a text that may name its matter, each once, in its order."""
    words = dict.fromkeys(query_words(text[:MAX_CHARACTERS]))
    return tuple(word for word in words if word not in _courtesies() and not word.isdigit())


@functools.lru_cache(maxsize=1024)
def matters_in(text: str) -> frozenset[int]:
    """The matters that a text touches, each by its place in ``matters().groups``."""
    text, known = text[:MAX_CHARACTERS], matters()
    said, whole = set(index_words(text)), canonical(text)
    said |= {word for word in known.long if word in whole}
    return frozenset(place for word in said for place in known.of.get(word, ()))


@functools.lru_cache(maxsize=4096)
def parts_of(text: str) -> Parts:
    """A short text for comparing: its words and pairs of characters, and its matters, which weigh twice as much."""
    plain = canonical(text[:MAX_CHARACTERS])
    words = [word for word in index_words(plain) if word not in _courtesies()]
    runs = _RUNS.findall(_between().sub(" ", plain))
    pairs = [f"~{run[at : at + 2]}" for run in runs for at in range(len(run) - 1)]
    return dict.fromkeys((*words, *pairs), 0.5) | dict.fromkeys(matters_in(plain), 1.0)


@functools.cache
def _between() -> re.Pattern[str]:
    """What stands between the words that name a matter."""
    longer = sorted((word for word in _courtesies() if len(word) > 1), key=lambda word: (-len(word), word))
    return re.compile("|".join((*map(re.escape, longer), f"[{''.join(sorted(PARTICLES))}]")))


@functools.lru_cache(maxsize=64)
def _words_in(text: str) -> frozenset[str]:
    return frozenset(index_words(text[:MAX_CHARACTERS]))


def words_shared(asked: str, other: str) -> tuple[str, ...]:
    """Words of another text that a text has too, or that speak of one of its matters; in their order, longest forms."""
    known, touched, said = matters(), matters_in(asked), _words_in(asked)
    own = (word for word in index_words(other) if len(word) > 1 and word not in _courtesies())
    found = dict.fromkeys(word for word in own if word in said or touched & set(known.of.get(word, ())))
    longest = [word for word in found if not any(word != one and word in one for one in found)]
    return tuple(sorted(longest, key=canonical(other).find))
