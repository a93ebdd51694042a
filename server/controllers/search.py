"""/search — one box over everything; the whole state of a search stands in its address."""

import asyncio
import contextlib
import logging
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.background_tasks import BackgroundTask
from litestar.response import Redirect

from cases import fulltext
from cases.actor import Actor
from cases.errors import Outage
from cases.queries.cases import CaseFilter, case_list
from cases.queries.counting import numbers, waiting_for_index
from server import exports, pages
from server.asked import FACET_NAMES, Asked, asked_of, found_by, spoken_search
from server.auth import ALIKE_HITS, EXPORTS, OPEN, SEARCHES, actor_of
from server.digests import digest
from server.filters import query
from server.forms import several
from server.hits_listing import NOUN, hits_listing
from server.saved_searches import noted
from server.sheets import MOST_ROWS

# What is looked for in vain shows which words the dictionary lacks.
log = logging.getLogger("dafu.search")
AnyRequest = Request[Any, Any, Any]

# What a reader is told of an index that the keeper is mending: he has no commands to run.
BEING_MADE = "检索索引正在重建，资料没有受影响，一般几分钟就好，不用做什么。"


class SearchPages(Controller):
    path = "/search"
    opt = OPEN

    @get("/", opt={**SEARCHES, **ALIKE_HITS})
    async def index(self, request: AnyRequest) -> Response[str]:
        """The box alone, or the answer with tabs, facets, chips, quotes and a pager."""
        asked, actor = asked_of(request.query_params), actor_of(request)
        found, titles, problem = None, None, ""
        if asked.q or asked.narrowed:
            try:
                found = await _find(request, asked)
                if not found.total:
                    log.info("nothing found for %r", asked.q)
            except fulltext.SearchError as lost:  # the archive can be read all the same
                problem = BEING_MADE if isinstance(lost, fulltext.UNUSABLE) else str(lost)
                titles = await case_list(CaseFilter(text=asked.q), actor=actor, per_page=asked.per)
        made = pages.answer(
            request,
            whole="search/index.html",
            part="search/_results.html",
            asked=asked,
            names=FACET_NAMES,
            most_rows=MOST_ROWS,
            found=found,
            titles=titles,
            problem=problem,
            waiting=await waiting_for_index(),
            numbers=None if found else await numbers(actor=actor),
        )
        if problem:
            made.headers["Cache-Control"] = "no-store"  # over as soon as the index is mended
        if asked.q and found is not None and asked.page == 1 and actor.person is not None:
            made.background = BackgroundTask(_noted, query(asked.pairs()), actor)
        return made

    @get("/export.xlsx", opt=EXPORTS)
    async def sheet(self, request: AnyRequest) -> Response[Any]:
        """Every result of the address as an Excel table; a long one is written beside for whoever has an account."""
        asked, actor, listing = asked_of(request.query_params), actor_of(request), hits_listing(request.app.state.index)
        total = (await listing.page(asked, actor=actor, page=1, per_page=1)).total
        if total > exports.WAITED_FOR and actor.owner is not None:
            return Redirect(f"/exports/new?{query([('noun', NOUN), *asked.pairs()])}", status_code=303)
        rows = await listing.rows(asked, actor=actor, total=exports.count_of_table(total, MOST_ROWS))
        title = f"{listing.title} {asked.q}".strip()
        return await exports.as_sheet(
            request, listing.columns, rows, title=title, conditions=spoken_search(asked), actor=actor
        )

    @get("/digest.docx", opt=EXPORTS)
    async def chosen(self, request: AnyRequest) -> Response[bytes]:
        """The ticked results of the shown page as a Word digest; all of them where none is ticked."""
        asked, actor, picked = asked_of(request.query_params), actor_of(request), set(several(request, "pick"))
        shown = (await _find(request, asked)).hits
        chosen = [card for card in shown if f"{card.kind}-{card.id}" in picked] or shown
        title, base = f"检索摘编 {asked.q}".strip(), pages.base_of(request)
        body = await asyncio.to_thread(
            digest, chosen, title=title, conditions=spoken_search(asked), actor=actor, base=base
        )
        return exports.attached(body, title, "docx", exports.PAPER)


async def _noted(text: str, actor: Actor) -> None:
    with contextlib.suppress(Outage):  # the reader has his answer; his list of questions can do without this one
        await noted(text, actor=actor)


async def _find(request: AnyRequest, asked: Asked) -> fulltext.Found:
    actor = actor_of(request)
    turn = request.app.state.crowd.turn_to_search() if actor.person is None else contextlib.nullcontext()
    async with turn:
        return await found_by(request.app.state.index, asked, actor=actor)
