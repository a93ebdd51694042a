"""The words this package knows beyond the general dictionary: terms of the field, synonyms, stop words."""

import functools
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata, resources

from search.folding import fold, table

# Raised when the rules in tokens.py change what is cut out of a text.
RULES = 2


@dataclass(frozen=True, slots=True)
class Lexicon:
    """terms: every word added to the dictionary, synonyms and phrases of questions included. synonyms: word to the
    other words it finds. digest: changes with any word or rule that changes the tokens of a text; an index keeps the
    one it was made with.
    """

    terms: frozenset[str]
    synonyms: Mapping[str, tuple[str, ...]]
    stopwords: frozenset[str]
    digest: str


def _read(name: str) -> str:
    return resources.files("search").joinpath("dictionary", name).read_text("utf-8")


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        line = fold(line).strip().lower()
        if line and not line.startswith("#"):
            yield line


def _synonyms(lines: Iterator[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for line in lines:
        one_way = ">" in line
        group = [word.strip() for word in line.split(">" if one_way else "=")]
        for word in group[:1] if one_way else group:
            found.setdefault(word, {}).update((other, None) for other in group if other != word)
    return {word: tuple(others) for word, others in found.items()}


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon of this version, read once."""
    files = [_read(name) for name in ("terms.txt", "synonyms.txt", "stopwords.txt")]
    synonyms = _synonyms(_lines(files[1]))
    stopwords = frozenset(_lines(files[2]))
    words = {*_lines(files[0]), *synonyms, *(word for group in synonyms.values() for word in group)}
    words |= {word for word in stopwords if len(word) > 2}
    mark = hashlib.sha256()
    for part in (*files, metadata.version("jieba"), str(RULES), "".join(f"{k}{v}" for k, v in sorted(table().items()))):
        mark.update(part.encode() + b"\0")
    return Lexicon(
        terms=frozenset(word for word in words if word.isalpha()),
        synonyms=synonyms,
        stopwords=stopwords,
        digest=mark.hexdigest()[:16],
    )
