"""Sentences and clauses of a later document, each with whether it tells of the past."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cases.fulfilments.names import loosely_in, plain, titles_in, without_first
from cases.fulfilments.papers import Paper
from cases.reading.shadow import Span, shadow_of

_SENTENCE = re.compile(r"[^。;!?\n]{1,1200}")
_CLAUSE = re.compile(r"[^,:]{1,400}")
_YET_TO_COME = re.compile(
    r"拟|将(?!其|该|此)|计划(?=出台|制定|建|于|在)|下一步|准备|争取|力争|适时|尽快|抓紧|研究(?:制定|出台)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause. text: folded; bare: the same without quotation marks and blanks; span: in the original; sentence: of
    which it is part, bare. promised: it belongs to a commitment of its own document; to_come: it says so itself."""

    text: str
    bare: str
    span: Span
    sentence: str
    promised: bool
    to_come: bool


@dataclass(frozen=True, slots=True)
class Words:
    """All that a document says, for a quick look whether a name is in it. bare: without 首批 and the like."""

    bare: str
    titles: frozenset[str]

    def may_name(self, name: str) -> bool:
        """False only where no clause can hold the name."""
        return name in self.bare or any(loosely_in(name, title) for title in self.titles)


@functools.lru_cache(maxsize=512)
def words_of(paper: Paper) -> Words:
    """The words of a document's own parts."""
    text = "\n".join(shadow_of(paper.text[part.start : part.end]).text for part in paper.parts)
    return Words(without_first(plain(text)), frozenset(core for core, _, _ in titles_in(text)))


def clauses_of(paper: Paper) -> tuple[Clause, ...]:
    """Every clause that the unit itself says."""
    return _clauses(paper)


@functools.lru_cache(maxsize=256)  # a page reads up to 200 documents, each many times
def _clauses(paper: Paper) -> tuple[Clause, ...]:
    return tuple(one for part in paper.parts for one in _of_part(paper, part))


def _of_part(paper: Paper, part: Span) -> Iterator[Clause]:
    shadow = shadow_of(paper.text[part.start : part.end])
    for sentence in _SENTENCE.finditer(shadow.text):
        whole = plain(sentence[0])
        for match in _CLAUSE.finditer(shadow.text, sentence.start(), sentence.end()):
            inside = shadow.span(match.start(), match.end())
            span = Span(part.start + inside.start, part.start + inside.end)
            promised = any(one.start < span.end and span.start < one.end for one in paper.promised)
            yield Clause(match[0], plain(match[0]), span, whole, promised, bool(_YET_TO_COME.search(match[0])))
