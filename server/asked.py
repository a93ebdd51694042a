"""A search as its address says it: read from there, spoken in words, and put to the index."""

from dataclasses import dataclass
from typing import Any

from cases import fulltext
from cases.actor import Actor
from server.forms import PER_PAGE, slice_of, text_of, texts_of

SORTS = ("relevance", "date", "deadline")
READINGS = ("", "phrase", "all", "any")
FACET_NAMES = {
    "department": "承办单位",
    "year": "年度",
    "place": "地区",
    "label": "承诺性质",
    "status": "状态",
    "track": "类型",
    "result_class": "办理结果",
}
MOST_WITHIN = 8
MOST_RESULTS = 10_000
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as its address says it. Empty fields are left out of addresses made from it."""

    q: str
    kind: str
    within: tuple[str, ...]
    filters: dict[str, tuple[str, ...]]
    sort: str
    reading: str
    page: int
    per: int

    def pairs(self, **changed: Any) -> list[tuple[str, Any]]:
        """This search as the pairs of an address, some of them changed. The page starts anew unless it is named."""
        now: dict[str, Any] = {"q": self.q, "kind": self.kind, "within": self.within, **self.filters}
        now |= {"sort": "" if self.sort == SORTS[0] else self.sort, "reading": self.reading}
        now |= {"per": "" if self.per == PER_PAGE[0] else self.per}
        return list((now | changed).items())

    def terms(self) -> dict[str, Any]:
        """What the index is to narrow the words by, whether a page of hits is asked for or all of them."""
        kinds = [self.kind] if self.kind else []
        named = {"filters": self.filters, "within": self.within, "reading": self.reading}
        return {**named, "kinds": kinds, "fold": not self.kind}

    def toggled(self, name: str, value: str) -> list[tuple[str, Any]]:
        """The same with one value of a facet put in, or taken out where it is in."""
        held = self.filters.get(name, ())
        return self.pairs(**{name: tuple(v for v in held if v != value) if value in held else (*held, value)})

    @property
    def narrowed(self) -> bool:
        """Whether anything but the words is asked."""
        return bool(self.kind or self.within or any(self.filters.values()))


def asked_of(params: Any) -> Asked:
    """What an address asks; what it says wrongly does not narrow. params: has ``get`` and ``getall``."""
    part = slice_of(params)
    kind, sort, reading = params.get("kind", ""), params.get("sort", ""), params.get("reading", "")
    within = [*params.getall("within", []), params.get("refine", "")]
    return Asked(
        q=text_of(params.get("q"), longest=LONGEST),
        kind=kind if kind in fulltext.KINDS else "",
        within=texts_of(within)[:MOST_WITHIN],
        filters={name: texts_of(params.getall(name, [])) for name in fulltext.FACETS},
        sort=sort if sort in SORTS else SORTS[0],
        reading=reading if reading in READINGS else "",
        page=min(part.page, MOST_RESULTS // part.per_page),
        per=part.per_page,
    )


def spoken_search(asked: Asked) -> list[str]:
    """The conditions in words, for the head of a file."""
    said = [f"检索词 {asked.q}"] if asked.q else []
    said += [f"范围 {fulltext.KINDS[asked.kind]}"] if asked.kind else []
    said += [f"结果中含 {text}" for text in asked.within]
    for name, values in asked.filters.items():
        if values:
            said.append(f"{FACET_NAMES[name]} {'、'.join(fulltext.label_of(name, value) for value in values)}")
    return said


async def found_by(index: fulltext.Index, asked: Asked, *, actor: Actor) -> fulltext.Found:
    """The answer to a search. Raises SearchError."""
    return await fulltext.find(
        index,
        asked.q,
        actor=actor,
        sort=asked.sort,
        page=asked.page,
        size=asked.per,
        **asked.terms(),
    )
