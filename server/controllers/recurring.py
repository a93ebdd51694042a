"""/statistics/recurring — what is raised again year after year, and what became of the promises."""

from typing import Any

from litestar import Controller, Request, Response, get

from cases.queries.counting import choices
from cases.queries.recurring import matter_page, recurring_page
from cases.vocabulary import Track
from cases.vocabulary.statistics import Report
from server import pages
from server.auth import ALIKE, actor_of
from server.forms import LARGEST_ID, slice_of, whole_of
from server.scopes import scope_of, scope_pairs

LEAST_YEARS = (2, 3, 4, 5)


class RecurringPages(Controller):
    path = "/statistics/recurring"
    opt = ALIKE

    @get("/")
    async def index(self, request: Request[Any, Any, Any]) -> Response[str]:
        """The matters, those of most years first, with their newest cases; or the one that a case (``of``) is in."""
        asked, actor, part = request.query_params, actor_of(request), slice_of(request.query_params)
        scope, of = scope_of(asked), whole_of(asked.get("of"), least=1, most=LARGEST_ID)
        if of is not None:
            one = await matter_page(of, scope, actor=actor, page=part.page, per_page=part.per_page)
            return pages.page(
                request,
                "recurring/matter.html",
                page=one,
                narrowed=scope_pairs(scope),
                asked=[*scope_pairs(scope), ("of", str(of))],
            )
        least = whole_of(asked.get("least"), least=LEAST_YEARS[0], most=LEAST_YEARS[-1]) or LEAST_YEARS[0]
        found = await recurring_page(scope, actor=actor, least=least, page=part.page, per_page=part.per_page)
        return pages.page(
            request,
            "recurring/page.html",
            page=found,
            scope=scope,
            least=least,
            least_years=LEAST_YEARS,
            reports=Report,
            tracks=Track,
            choices=await choices(actor=actor),
            narrowed=scope_pairs(scope),
            asked=[*scope_pairs(scope), ("least", str(least))],
        )
