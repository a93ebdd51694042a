"""/search — one box over everything; the whole state of a search stands in its address."""

import asyncio
import logging
from dataclasses import dataclass, replace
from typing import Any

from litestar import Controller, Request, Response, get

from cases import fulltext
from cases.queries.cases import CaseFilter, case_list
from cases.queries.counting import numbers, waiting_for_index
from cases.queries.hits import Card
from server import columns, exports, pages
from server.auth import OPEN, actor_of
from server.digests import digest
from server.forms import PER_PAGE, several, slice_of, text_of, texts_of
from server.sheets import MOST_ROWS

# What is looked for in vain shows which words the dictionary lacks.
log = logging.getLogger("dafu.search")
AnyRequest = Request[Any, Any, Any]
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
# Results fetched at once for a file; between two lots others get their turn.
AT_ONCE = 200
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

    def toggled(self, name: str, value: str) -> list[tuple[str, Any]]:
        """The same with one value of a facet put in, or taken out where it is in."""
        held = self.filters.get(name, ())
        return self.pairs(**{name: tuple(v for v in held if v != value) if value in held else (*held, value)})

    @property
    def narrowed(self) -> bool:
        """Whether anything but the words is asked."""
        return bool(self.kind or self.within or any(self.filters.values()))


def asked_of(request: AnyRequest) -> Asked:
    """What an address asks; what it says wrongly does not narrow."""
    params, part = request.query_params, slice_of(request.query_params)
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


class SearchPages(Controller):
    path = "/search"
    opt = OPEN

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The box alone, or the answer with tabs, facets, chips, quotes and a pager."""
        asked, actor = asked_of(request), actor_of(request)
        found, titles = None, None
        if asked.q or asked.narrowed:
            try:
                found = await _find(request, asked)
                if not found.total:
                    log.info("nothing found for %r", asked.q)
            except fulltext.SearchError:  # the archive can be read all the same
                titles = await case_list(CaseFilter(text=asked.q), actor=actor, per_page=asked.per)
        return pages.answer(
            request,
            whole="search/index.html",
            part="search/_results.html",
            asked=asked,
            names=FACET_NAMES,
            most_rows=MOST_ROWS,
            found=found,
            titles=titles,
            waiting=await waiting_for_index(),
            numbers=None if found else await numbers(actor=actor),
        )

    @get("/export.xlsx")
    async def sheet(self, request: AnyRequest) -> Response[bytes]:
        """Every result of the address as an Excel table."""
        asked, actor = asked_of(request), actor_of(request)
        cards = await _every(request, asked)
        title = f"检索结果 {asked.q}".strip()
        return await exports.as_sheet(request, columns.HITS, cards, title=title, conditions=_spoken(asked), actor=actor)

    @get("/digest.docx")
    async def chosen(self, request: AnyRequest) -> Response[bytes]:
        """The ticked results of the shown page as a Word digest; all of them where none is ticked."""
        asked, actor, picked = asked_of(request), actor_of(request), set(several(request, "pick"))
        shown = (await _find(request, asked)).hits
        chosen = [card for card in shown if f"{card.kind}-{card.id}" in picked] or shown
        title, base = f"检索摘编 {asked.q}".strip(), pages.base_of(request)
        body = await asyncio.to_thread(digest, chosen, title=title, conditions=_spoken(asked), actor=actor, base=base)
        return exports.attached(body, title, "docx", exports.PAPER)


async def _every(request: AnyRequest, asked: Asked) -> list[Card]:
    """All results, each once though the index may grow meanwhile. Raises TooManyRows."""
    found: dict[tuple[str, int], Card] = {}
    page, last = 1, 1
    while page <= last:
        part = await _find(request, replace(asked, page=page, per=AT_ONCE))
        exports.count_of_table(part.total, MOST_ROWS)
        found |= {(card.kind, card.id): card for card in part.hits}
        page, last = page + 1, part.pages
    return list(found.values())


def _spoken(asked: Asked) -> list[str]:
    """The conditions in words, for the head of a file."""
    said = [f"检索词 {asked.q}"] if asked.q else []
    said += [f"范围 {fulltext.KINDS[asked.kind]}"] if asked.kind else []
    said += [f"结果中含 {text}" for text in asked.within]
    for name, values in asked.filters.items():
        if values:
            said.append(f"{FACET_NAMES[name]} {'、'.join(fulltext.label_of(name, value) for value in values)}")
    return said


async def _find(request: AnyRequest, asked: Asked) -> fulltext.Found:
    return await fulltext.find(
        request.app.state.index,
        asked.q,
        actor=actor_of(request),
        filters=asked.filters,
        kinds=[asked.kind] if asked.kind else [],
        within=asked.within,
        sort=asked.sort,
        reading=asked.reading,
        page=asked.page,
        size=asked.per,
        fold=not asked.kind,
    )
