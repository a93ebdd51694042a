"""What goes into the index and what comes out: plain frozen dataclasses of strings and numbers.

Nothing here knows of cases or replies; ``kind``, ``facets`` and ``audience`` are the caller's words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Document:
    """One findable thing.

    key: unique and stable ("commitment:12"). group: what hits are folded under ("case:3").
    text, title: searched, shown to nobody from here. exact: identifiers answered first ("607",
    "钱塘6号", a document number), already in canonical form. facets: name to values. date and deadline:
    yyyymmdd, 0 where unknown. audience: who may find it; a query sees it if they share one value.
    """

    key: str
    kind: str
    group: str
    title: str
    text: str
    exact: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date: int = 0
    deadline: int = 0
    audience: tuple[str, ...] = ("public",)


@dataclass(frozen=True, slots=True)
class Query:
    """A question. within: earlier questions that must hold too (refine within results).

    kinds: empty means all. filters: facet name to accepted values, OR inside, AND between. sort:
    "relevance", "date" or "deadline". fold: at most one hit a group. exact: identifiers that the caller
    recognised in the text; documents that carry one come first. reading: "phrase", "all" or "any" to have the text
    read that way only; empty for the strictest that finds something.
    """

    text: str
    audience: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    within: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    sort: str = "relevance"
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()
    fold: bool = False
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """A text whose like is looked for. title: what names its matter; text: what it says. kinds: empty means all."""

    title: str
    text: str
    audience: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    limit: int = 30


@dataclass(frozen=True, slots=True)
class Hit:
    """One found document; also: how many more of its group matched when hits are folded."""

    key: str
    kind: str
    group: str
    score: float
    also: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the question as it was understood: how many documents hold it, and its synonyms."""

    text: str
    count: int
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that would find something, and how much: shown where nothing was found."""

    text: str
    count: int
    dropped: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """The answer. total counts every visible match (of groups where folded), facets every value of them.

    used says how the text was read: "phrase", "all", "any" or "exact". kinds: exact count by kind,
    ignoring Query.kinds and Query.fold, for tabs.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    kinds: Mapping[str, int]
    used: str
    words: tuple[Word, ...]
    suggestions: tuple[Suggestion, ...] = ()
    generation: int = 0
